"""JUnit XML: a suite a pair, a case a check, and a failure from the severity asked for on."""

from xml.etree import ElementTree

import pytest
from builders import NOTES, alignment, bitexts, checked

from aligner.errors import UsageError
from aligner.fidelity import Suppressions, apply, fingerprint
from aligner.reports.junit import JunitReport


def suites(alignments, decided, notes=(), **options):
    return ElementTree.fromstring(JunitReport(**options).render(alignments, decided, notes).encode())


def failing(root):
    return {case.get("name") for case in root.iter("testcase") if case.find("failure") is not None}


@pytest.mark.parametrize(
    ("fail_on", "failed"),
    [
        ("critical", {"numbers"}),
        ("major", {"numbers", "omission"}),
        ("minor", {"numbers", "omission", "names"}),
        ("info", {"numbers", "omission", "names", "dates"}),
    ],
)
def test_checks_fail_from_the_severity_asked_for(fail_on, failed):
    aligned, decided = checked()
    root = suites([aligned], decided, fail_on=fail_on)
    assert failing(root) == failed
    assert root.get("failures") == str(len(failed))
    assert root.get("tests") == "4"


def test_a_suite_names_its_pair_and_its_scores():
    aligned, decided = checked()
    clean = alignment(file="other")
    first, second = suites([aligned, clean], [*decided, *bitexts(clean)]).iter("testsuite")
    assert first.get("name") == f"{aligned.pair.source.title} — {aligned.pair.target.title}"
    names = {item.get("name"): float(item.get("value")) for item in second.iter("property")}
    assert names["fidelity"] == 100
    assert 0 < names["coverage_source"] < 1
    assert [case.get("name") for case in second.iter("testcase")] == ["dates", "names", "numbers", "omission"]
    assert second.get("failures") == "0"


def test_a_failure_says_where():
    aligned, decided = checked()
    failure = next(c for c in suites([aligned], decided).iter("testcase") if c.get("name") == "numbers").find("failure")
    start = aligned.pair.target.text.index("12th")
    assert f"en.txt:{start}-{start + 4} '12th'" in failure.text
    assert failure.get("type") == "critical"


def test_lesser_and_suppressed_findings_are_output_of_a_passing_test():
    aligned, decided = checked()
    reasons = {fingerprint(decided[2].findings[0], decided[2]): "both are right"}
    root = suites([aligned], apply(decided, Suppressions(reasons)), fail_on="info")
    case = next(c for c in root.iter("testcase") if c.get("name") == "numbers")
    assert case.find("failure") is None
    assert "suppressed: both are right" in case.find("system-out").text


def test_what_did_not_go_through_is_skipped():
    root = suites([], [], NOTES)
    assert [case.find("skipped").get("message") for case in root.iter("testcase")] == [
        f"{note.outcome}: {note.message}" for note in NOTES
    ]
    assert root.get("skipped") == "2"


def test_an_unknown_severity_is_refused():
    with pytest.raises(UsageError, match="did you mean 'major'"):
        JunitReport(fail_on="majr")
