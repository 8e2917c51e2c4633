"""Proper names between Korean and a language of the Latin script: missing, changed, wrongly glossed, or written in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from ..languages import normalise_code
from ..names.consistency import Misspelling, Variant, misspellings, variants
from ..names.glosses import Gloss, wrong_glosses
from ..names.hangul import composed
from ..names.latin import lower_case_words
from ..names.matching import Match
from ..names.table import SURE, Mention, Texts, mentions
from ..records import Bitext, Finding, Severity
from ._evidence import Range, finding, has_both_sides

_LATIN = frozenset({"en"})
_LONGEST = 4_000  # characters of a side: every name is compared with every word
_SYLLABLE = re.compile("[aeiouy]+")
_MISTRANSLATION, _INCONSISTENT = "Accuracy/Mistranslation", "Terminology/Inconsistent"
_SYLLABLE_SURE = 0.9
_MISSING, _PARTLY, _WRITTEN, _SINGLE = 0.65, 0.45, 0.8, 0.25


class NamesCheck:
    """Looks for each name of the Latin side in the Hangul of the other, by sound.

    A name of several words must be there in full where the article first mentions it, later one word will do. One that is
    not is major, minor if only a given name is missing. A single word is only noted, and only if the article writes it in
    Hangul elsewhere. A gloss `한글(Latin)` that does not sound alike and a name written in two ways are minor.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between Korean and a language whose capitals mark names."""
        codes = {normalise_code(source_lang), normalise_code(target_lang)}
        return "ko" in codes and bool(codes & _LATIN)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return self.check_each([bitexts])[0]

    def check_each(self, pairs: Sequence[Sequence[Bitext]]) -> list[list[list[Finding]]]:
        """Return the findings of each bitext of many article pairs, whose names are compared together."""
        out: list[list[list[Finding]]] = [[[] for _ in bitexts] for bitexts in pairs]
        by_language: dict[str, list[_Pair]] = defaultdict(list)
        for bitexts, findings in zip(pairs, out, strict=True):
            heard = [
                (_Sides(b), found)
                for b, found in zip(bitexts, findings, strict=True)
                if has_both_sides(b, _LONGEST) and self.supports(b.source_lang, b.target_lang)
            ]
            if heard:
                by_language[heard[0][0].lang].append(
                    _Pair([sides for sides, _ in heard], [found for _, found in heard])
                )
        for lang, some in by_language.items():
            _find(some, lang)
        return out


class _Sides:
    """A bitext as its Hangul and its Latin side, each in NFC with a way back to the text as it is."""

    def __init__(self, bitext: Bitext) -> None:
        self.bitext = bitext
        self.korean_is_source = normalise_code(bitext.source_lang) == "ko"
        texts = (bitext.source_text, bitext.target_text)
        self.lang = normalise_code(bitext.target_lang if self.korean_is_source else bitext.source_lang)
        self.hangul, self._hangul_offsets = composed(texts[not self.korean_is_source])
        self.latin, self._latin_offsets = composed(texts[self.korean_is_source])

    def ranges(self, hangul: Range | None, latin: Range | None) -> dict[str, Range | None]:
        """Return the two places as arguments of `finding`."""
        ours = hangul and (self._hangul_offsets[hangul[0]], self._hangul_offsets[hangul[1]])
        theirs = latin and (self._latin_offsets[latin[0]], self._latin_offsets[latin[1]])
        return {"source": ours, "target": theirs} if self.korean_is_source else {"source": theirs, "target": ours}


@dataclass(frozen=True, slots=True)
class _Pair:
    """The bitexts of one article pair that are looked at, and for each the list that its findings go to."""

    sides: list[_Sides]
    findings: list[list[Finding]]


def _find(pairs: Sequence[_Pair], lang: str) -> None:
    """Put into the lists of each pair what is found in it; `lang` is that of all Latin sides."""
    texts = []
    for pair in pairs:
        latin = [side.latin for side in pair.sides]
        texts.append(Texts(latin, [side.hangul for side in pair.sides], lower_case_words(latin)))
    found = mentions(texts, lang)
    glosses = iter(wrong_glosses([(hangul, of.common) for of in texts for hangul in of.hangul], lang))
    for pair, of, mentioned in zip(pairs, texts, found, strict=True):
        for number, item in _of_mentions(pair.sides, mentioned, of.hangul):
            pair.findings[number].append(item)
        for side, findings in zip(pair.sides, pair.findings, strict=True):
            findings.extend(_wrong_gloss(gloss, side) for gloss in next(glosses))


def _of_mentions(
    sides: Sequence[_Sides], found: Sequence[Mention], hangul: Sequence[str]
) -> Iterator[tuple[int, Finding]]:
    """Yield what is wrong with the mentions of names in one article pair, and the number of the bitext."""
    varied = variants(found, hangul)
    explained = {(variant.number, variant.name.start) for variant in varied}
    heard = {word for m in found for word, match in zip(m.name.words, m.words, strict=True) if match.similarity >= SURE}
    for mention in found:
        if not mention.found and (mention.number, mention.name.start) not in explained:
            yield from _missing(mention, sides[mention.number], heard)
    for variant in varied:
        yield variant.number, _two_forms(variant, sides[variant.number])
    for item in misspellings(found, hangul):
        yield item.number, _two_spellings(item, sides[item.number])


def _missing(mention: Mention, side: _Sides, heard: Set[str]) -> Iterator[tuple[int, Finding]]:
    name = mention.name
    place = (name.start, name.stop)
    parts = [match for match in mention.words if match.similarity >= (SURE if len(match.form) > 1 else _SYLLABLE_SURE)]
    if len(name.words) == 1:
        if name.words[0] in heard and not name.opening and len(_SYLLABLE.findall(name.key)) > 1:
            message = f"{name.text} is not mentioned on the Korean side, which writes this name elsewhere."
            yield mention.number, _entity("info", message, side, None, place, _SINGLE, "single-word")
    elif not parts:
        message = f"{name.text} is missing from the Korean side, or another name stands there."
        yield mention.number, _entity("major", message, side, None, place, _MISSING, "missing")
    elif mention.is_first and _is_partly_missing(mention, parts):
        form = max(parts, key=lambda match: match.similarity)
        message = f"Of {name.text} only {form.form} is found on the Korean side; the rest is missing or changed."
        severity: Severity = "minor" if mention.words[-1] in parts else "major"  # Korean often leaves a given name out
        yield (
            mention.number,
            _entity(severity, message, side, (form.start, form.stop), place, _PARTLY, "partly-missing"),
        )


def _is_partly_missing(mention: Mention, parts: Sequence[Match]) -> bool:
    """True unless the rest may be no name: a word that opens the sentence, or stands beside a place (`Taiwan Strait`)."""
    return all(match.heard for match in parts) and not (mention.name.opening and mention.words[0] not in parts)


def _entity(
    severity: Severity, message: str, side: _Sides, hangul: Range | None, latin: Range, confidence: float, rule: str
) -> Finding:
    places = side.ranges(hangul, latin)
    return finding("names", severity, message, side.bitext, confidence, mqm=_MISTRANSLATION, rule=rule, **places)


def _two_forms(variant: Variant, side: _Sides) -> Finding:
    name, match = variant.name, variant.match
    message = f"{name.text}: written {match.form} here, {variant.usual} elsewhere in the article."
    places = side.ranges((match.start, match.stop), (name.start, name.stop))
    return finding("names", "minor", message, side.bitext, _WRITTEN, mqm=_INCONSISTENT, rule="two-forms", **places)


def _two_spellings(item: Misspelling, side: _Sides) -> Finding:
    message = f"{item.word}: spelled {item.usual} elsewhere in the article, for the same Korean name."
    places = side.ranges(None, (item.name.start, item.name.stop))
    return finding("names", "minor", message, side.bitext, _WRITTEN, mqm=_INCONSISTENT, rule="two-spellings", **places)


def _wrong_gloss(gloss: Gloss, side: _Sides) -> Finding:
    message = f"{gloss.hangul} does not sound like {gloss.latin}, which stands in brackets after it."
    places = side.ranges((gloss.start, gloss.stop), None)
    return finding("names", "minor", message, side.bitext, _WRITTEN, mqm=_INCONSISTENT, rule="wrong-gloss", **places)
