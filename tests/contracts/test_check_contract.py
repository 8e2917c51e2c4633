"""What every check promises: one list a bitext, spans inside the articles' text, evidence that quotes it, no crash."""

import pytest
from builders import alignment, bitexts
from hypothesis import given
from hypothesis import strategies as st

from aligner.parts import build, names
from aligner.records import Bead, Span

LANGUAGES = [("ko", "en"), ("en", "ko"), ("zh", "vi"), ("de", "fr"), ("ru", "ja"), ("xx", "en")]
PIECES = st.sampled_from(
    [
        "3",
        "18일",
        "5월",
        "2025년",
        "1,234",
        "£11",
        "million",
        "만",
        "명",
        "%",
        "Thursday",
        "yesterday",
        "목요일",
        "어제",
        "Phan",
        "Van",
        "Giang",
        "판",
        "반",
        "장",
        "not",
        "않았다",
        ".",
        "。",
        "“",
        "”",
        "(",
        ")",
        "&amp;",
        "한",
        "é",
        "é",
        "7:30",
        "오후",
    ]
)
TEXT = st.text(max_size=40) | st.lists(PIECES, max_size=20).map(" ".join)


def made(texts, source_lang="ko", target_lang="en"):
    """Return the bitexts of an article pair of these sentences; an empty one is nothing on that side."""
    beads, i, j = [], 0, 0
    for source, target in texts:
        beads.append(Bead(Span(i, i + bool(source)), Span(j, j + bool(target)), 0.9))
        i, j = i + bool(source), j + bool(target)
    aligned = alignment(
        [source for source, _ in texts if source],
        [target for _, target in texts if target],
        tuple(beads),
        source_lang=source_lang,
        target_lang=target_lang,
    )
    return aligned, bitexts(aligned)


@pytest.mark.parametrize("name", names("checks"))
@given(st.lists(st.tuples(TEXT, TEXT), max_size=5), st.sampled_from(LANGUAGES))
def test_findings_are_evidence(name, texts, codes):
    aligned, pairs = made(texts, *codes)
    check = build("checks", name)
    found = check.check(pairs)
    assert len(found) == len(pairs)
    articles = aligned.pair.source.text, aligned.pair.target.text
    for finding in (item for items in found for item in items):
        assert finding.check == name
        assert finding.severity in ("info", "minor", "major", "critical")
        assert 0 <= finding.confidence <= 1
        assert finding.message
        assert {"mqm", "rule"} <= finding.details.keys()
        assert finding.source or finding.target
        for span, text in zip((finding.source, finding.target), articles, strict=True):
            assert span is None or 0 <= span.start < span.stop <= len(text)
    assert check.check(pairs) == found


@pytest.mark.parametrize("name", ["numbers", "dates"])
@given(
    st.lists(TEXT.filter(bool), min_size=1, max_size=4),
    st.sampled_from(["ko", "en", "zh", "ja", "vi", "de", "fr", "es"]),
)
def test_a_text_agrees_with_itself(name, texts, lang):
    _, pairs = made([(text, text) for text in texts], lang, lang)
    assert all(item.severity == "info" for items in build("checks", name).check(pairs) for item in items)


@pytest.mark.parametrize("name", names("checks"))
def test_no_bitexts_no_findings(name):
    assert build("checks", name).check([]) == []
