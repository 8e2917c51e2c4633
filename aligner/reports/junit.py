"""Findings as JUnit XML, which every build server shows: a test suite a pair, a test case a check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ..errors import UsageError, nearest
from ..fidelity import WEIGHTS, article_scores
from ..records import Alignment, Bitext, Note, Severity
from ._findings import Found, by_severity, listed, pair_names
from ._summary import by_pair
from ._text import heading, writable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport:
    """Renders test suites in which a check fails that has a finding of severity `fail_on` or worse.

    A pair's test cases are the checks that found anything in the run. Lesser findings are a passing test's output, inputs
    that did not go through are skipped tests.
    """

    def __init__(self, fail_on: Severity = "major") -> None:
        if fail_on not in WEIGHTS:
            raise UsageError(f"fail_on is {fail_on!r}: {nearest(fail_on, WEIGHTS)}")
        self.fail_on = fail_on

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return one XML document."""
        found = by_severity(listed(alignments, bitexts))
        checks = sorted({f.finding.check for f in found})
        of_pair = by_pair(bitexts)
        found_in: dict[str, list[Found]] = {}
        for one in found:
            found_in.setdefault(one.bitext.pair, []).append(one)
        suites = ElementTree.Element("testsuites", name="aligner")
        for pair, alignment in pair_names(alignments, bitexts).items():
            name = " — ".join(heading(a) for a in (alignment.pair.source, alignment.pair.target)) if alignment else pair
            self._suite(suites, name, pair, found_in.get(pair, []), checks, of_pair.get(pair, []))
        if notes:
            _inputs(suites, notes)
        _count(suites)
        ElementTree.indent(suites)
        return writable(f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, "unicode")}\n')

    def _suite(
        self,
        suites: Element,
        name: str,
        pair: str,
        found: Sequence[Found],
        checks: Iterable[str],
        bitexts: Sequence[Bitext],
    ) -> None:
        suite = ElementTree.SubElement(suites, "testsuite", name=_legal(name), id=_legal(pair))
        if bitexts:
            properties = ElementTree.SubElement(suite, "properties")
            for part, value in article_scores(bitexts).items():
                ElementTree.SubElement(properties, "property", name=part, value=f"{value:.4f}")
        for check in checks:
            case = ElementTree.SubElement(suite, "testcase", name=_legal(check), classname=_legal(name), time="0")
            here = [f for f in found if f.finding.check == check]
            failing = [f for f in here if WEIGHTS[f.finding.severity] >= WEIGHTS[self.fail_on] and not f.suppressed]
            if failing:
                worst = failing[0].finding
                more = f" (and {len(failing) - 1} more)" if failing[1:] else ""
                failure = ElementTree.SubElement(case, "failure", type=worst.severity)
                failure.set("message", _legal(worst.message + more))
                failure.text = _lines(failing)
            rest = [f for f in here if f not in failing]
            if rest:
                ElementTree.SubElement(case, "system-out").text = _lines(rest)
        _count(suite)


def _inputs(suites: Element, notes: Iterable[Note]) -> None:
    suite = ElementTree.SubElement(suites, "testsuite", name="inputs")
    for note in notes:
        case = ElementTree.SubElement(suite, "testcase", name=_legal(note.source), classname="inputs", time="0")
        ElementTree.SubElement(case, "skipped", message=_legal(f"{note.outcome}: {note.message}"))
    _count(suite)


def _count(suite: Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        suite.set(name, str(sum(1 for _ in suite.iter(tag))))
    suite.set("errors", "0")


def _lines(found: Iterable[Found]) -> str:
    return _legal("\n".join(_line(f) for f in found))


def _line(found: Found) -> str:
    places = [
        f"{place.reference.document}:{place.span.start}-{place.span.stop} {place.text!r}"
        for place in (found.source, found.target)
        if place
    ]
    why = f" [suppressed: {found.suppressed}]" if found.suppressed else ""
    words = f"{found.finding.severity} {found.rule}: {found.finding.message}{why}"
    return "\n    ".join([words, *places, f"fingerprint {found.fingerprint}"])


def _legal(text: str) -> str:
    """Return the text with what XML 1.0 cannot hold as the replacement character."""
    return _NOT_XML.sub("\ufffd", text)
