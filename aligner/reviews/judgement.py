"""What a reviewer's corrections say of a run: beads to lock, texts edited, beads that are wrong, and how the tool did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..confidence import calibration_error
from ..errors import InputError
from ..records import Bead, Bitext, Span
from ..scoring import Counts, Links, Score, count, figures, links
from .beads import bead_of, merged, split
from .corrections import DECISIONS, Correction

Key = tuple[Span, Span]
Row = tuple[Bitext, Correction | None]
_RIGHT = ("accept", "edit")


@dataclass(slots=True)
class Review:
    """What a reviewer said of one article pair: beads that are locked, their edited texts, beads that are wrong.

    `where` names the row that locked a bead.
    """

    locked: list[Bead] = field(default_factory=list)
    where: dict[Key, str] = field(default_factory=dict)
    edited: dict[Key, tuple[str, str]] = field(default_factory=dict)
    rejected: set[Key] = field(default_factory=set)
    judged: Links = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the tool did by the reviewer: decisions by name, right among kept and among dropped, counts against the review.

    `calibration` is the expected calibration error of what was judged, None where nothing was.
    """

    decisions: dict[str, int]
    kept: tuple[int, int]
    dropped: tuple[int, int]
    counts: Counts
    calibration: float | None

    @property
    def score(self) -> Score:
        """The figures of the counts."""
        return figures(self.counts)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The review of every article pair that has one, how the tool did, and the rows that cannot be used, in words."""

    reviews: dict[str, Review]
    outcome: Outcome
    problems: tuple[str, ...]


def judgement(bitexts: Iterable[Bitext], corrections: Sequence[Correction]) -> Judgement:
    """Return what corrections say of a run's bitexts, those of one article pair together and in order."""
    problems: list[str] = []
    left = _by_id(corrections, problems)
    reviews: dict[str, Review] = {}
    decisions: Counter[str] = Counter()
    right = {True: Counter[bool](), False: Counter[bool]()}
    outcomes: list[tuple[float, bool]] = []
    counts = Counts()
    for pair, group in groupby(bitexts, key=lambda b: b.pair):
        mine: Links = []
        for rows in _together([(b, left.pop(b.id, None)) for b in group]):
            one = reviews.get(pair, Review())
            try:
                decision = _apply(rows, one)
            except InputError as error:
                problems.append(str(error))
                continue
            if not decision:
                continue
            reviews[pair] = one
            decisions[decision] += 1
            for b, _ in rows:
                mine += links([bead_of(b)])
                outcomes.append((b.scores.get("probability", 1.0), decision in _RIGHT))
                if b.source_text and b.target_text:
                    right[b.keep][decision in _RIGHT] += 1
        if pair in reviews:
            counts += count(reviews[pair].judged, mine)
    problems += _unknown(left, len(corrections))
    kept, dropped = ((right[k][True], right[k].total()) for k in (True, False))
    calibration = calibration_error(outcomes) if outcomes else None
    return Judgement(reviews, Outcome(dict(decisions), kept, dropped, counts, calibration), tuple(problems))


def _by_id(corrections: Sequence[Correction], problems: list[str]) -> dict[str, Correction]:
    found: dict[str, Correction] = {}
    for one in corrections:
        if not one.id:
            problems.append(f"{one.where}: the id is gone. Leave that column as it is.")
        elif one.decision not in ("", *DECISIONS):
            problems.append(f"{one.where}: {one.decision[:40]!r} is no decision. Give one of {', '.join(DECISIONS)}.")
        elif one.id in found:
            problems.append(f"{one.where}: the same bitext stands at {found[one.id].where}. Leave it there once.")
        else:
            found[one.id] = one
    return found


def _unknown(left: dict[str, Correction], total: int) -> list[str]:
    said = [f"{one.where}: no bitext of this run has the id {one.id!r}." for one in left.values()]
    if len(said) == total > 1:
        said[1:] = [f"The same holds for all {total} rows."]
    if said:
        said[-1] += " Is it the review of another run?"
    return said


def _together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows, each with those below it that it is merged with."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if row[1] is None or row[1].decision != "merge":
            yield some
            some = []
    if some:
        yield some


def _apply(rows: Sequence[Row], into: Review) -> str:
    """Note what is decided of a row, or of rows that are merged, and return it; raises InputError where it cannot be."""
    b, correction = rows[0]
    if correction is None:
        return ""
    if correction.decision == "merge":
        _check_merge(rows)
        beads, decision = [merged([row for row, _ in rows], correction)], "merge"
    else:
        decision = _decision(b, correction)
        beads = split(b, correction) if decision == "split" else [bead_of(b)]
    if decision == "reject":
        into.rejected.add((b.source_ref.sentences, b.target_ref.sentences))
    elif decision:
        if decision == "edit":
            into.edited[beads[0].source, beads[0].target] = correction.source_text, correction.target_text
        into.locked += beads
        into.where |= {(bead.source, bead.target): correction.where for bead in beads}
        into.judged += links(beads)
    return decision


def _decision(b: Bitext, correction: Correction) -> str:
    """Return the decision on one row; texts that are changed make an edit of one that is empty or accepted."""
    changed = _is_changed(b, correction)
    decision = "edit" if changed and correction.decision in ("", "accept") else correction.decision
    if decision == "edit" and changed:
        if not (b.source_text and b.target_text):
            raise InputError(
                f"{correction.where}: a text is changed where one side has no sentence. Leave both texts as they were."
            )
        if not (correction.source_text.strip() and correction.target_text.strip()):
            raise InputError(f"{correction.where}: a text is emptied. Put it back, and reject the row if it is wrong.")
    return decision


def _check_merge(rows: Sequence[Row]) -> None:
    where, (_, last) = (rows[0][1].where if rows[0][1] else ""), rows[-1]
    if last and last.decision == "merge":
        raise InputError(f"{last.where}: the last row of an article pair has none below it to merge with.")
    for b, correction in rows:
        if correction and _is_changed(b, correction):
            raise InputError(
                f"{correction.where}: a text is changed as well as merged. Merge it first, and edit it afterwards."
            )
    if last and last.decision in ("reject", "split"):
        raise InputError(
            f"{last.where}: {last.decision} is said of a row that {where} is merged with. Leave one of the two empty."
        )


def _is_changed(b: Bitext, correction: Correction) -> bool:
    """Tell whether a text is another than the run's; how lines end is left to the program that the reviewer used."""
    texts = ((correction.source_text, b.source_text), (correction.target_text, b.target_text))
    return any(_with_line_feeds(now) != _with_line_feeds(before) for now, before in texts)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
