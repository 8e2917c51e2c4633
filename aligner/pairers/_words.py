"""A pair's evidence in words, in the order of a reader's questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..figures import Comparison, Figure

MOST = 5  # figures named at once
ORDER = {"number": 0, "place": 1}


def in_words(evidence: Mapping[str, float], compared: Comparison) -> str:
    """Return what speaks for and against two articles telling of the same event."""
    return "; ".join([*_content(evidence), *_figures(compared), *_around(evidence)])


def _content(evidence: Mapping[str, float]) -> Iterator[str]:
    yield f"sentences match {evidence['coverage_source']:.0%} and {evidence['coverage_target']:.0%}"
    points = round(100 * abs(evidence["lead"]))
    yield f"{points} points {'ahead of' if evidence['lead'] >= 0 else 'behind'} the next best"
    if "adds" in evidence:
        longer = "source" if "told_in_targets" in evidence else "target"
        yield f"tells {evidence['adds']:.0%} of the {longer} that its best counterpart does not"


def _figures(compared: Comparison) -> Iterator[str]:
    if compared.shared:
        yield f"both say {_listed(compared.shared)}"
    for source, target in list(dict.fromkeys(compared.opposed))[:MOST]:
        yield f"the source says {_listed(source)} where the target says {_listed(target)}"


def _around(evidence: Mapping[str, float]) -> Iterator[str]:
    days = evidence.get("days_apart")
    if days is None:
        yield "not both dated, so matched without the window"
    else:
        told = "same day" if not days else f"{days:g} day{'s' if days > 1 else ''} apart"
        window = evidence.get("window_days")
        yield (
            told
            + _on_clocks(evidence)
            + (f" in a window of {window:g} for these sources" if window is not None else "")
        )
    if evidence.get("address"):
        yield "same address but for the language" if evidence["address"] == 1 else "same number in the address"


def _on_clocks(evidence: Mapping[str, float]) -> str:
    """Say how far apart two articles are by clocks of two time zones."""
    if not evidence.get("clocks_apart"):
        return ""
    return f" on one clock ({evidence['hours_apart']:.1f} hours apart, clocks {evidence['clocks_apart']:g} hours)"


def _listed(figures: Sequence[Figure]) -> str:
    """Name the figures: numbers first, the greatest before the others, then countries, then times."""
    ordered = sorted(figures, key=lambda figure: (ORDER.get(figure[0], len(ORDER)), -_size(figure), figure))
    return ", ".join(map(_said, ordered[:MOST])) + (" ..." if len(ordered) > MOST else "")


def _size(figure: Figure) -> float:
    return figure[1] if isinstance(figure[1], float) else 0.0


def _said(figure: Figure) -> str:
    kind, value = figure
    if isinstance(value, str):
        return _country(value)
    if kind == "clock":
        return f"{int(value) // 60}:{int(value) % 60:02d}"
    plain = f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return plain if kind == "number" else f"{kind} {plain}"


@cache
def _country(code: str) -> str:
    from babel import Locale

    return str(Locale("en").territories.get(code, code))
