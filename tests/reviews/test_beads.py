"""What a split of a row is: runs of sentences between marks."""

import pytest

from aligner.errors import InputError
from aligner.records import Reference, Span
from aligner.reviews.beads import parts
from aligner.reviews.corrections import Correction


def correction(source, target, decision="split"):
    return Correction("x", decision, source, target, "row 2")


def split_reference(*sentences):
    at, spans = 0, []
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return Reference("a", "a.txt", None, Span(4, 4 + len(sentences)), tuple(spans))


def test_a_split_is_at_the_ends_of_sentences():
    reference = split_reference("One is here.", "Two is there.", "Three.")
    text = "One is here. Two is there. Three."
    assert parts("One is here. || Two is there. Three.", text, reference, correction("", "")) == [
        Span(4, 5),
        Span(5, 7),
    ]
    assert parts("||One is here. Two is there.||Three.", text, reference, correction("", "")) == [
        Span(4, 4), Span(4, 6), Span(6, 7),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"row 2: .* inside a sentence"):
        parts("One is || here. Two is there. Three.", text, reference, correction("", ""))
    with pytest.raises(InputError, match="changed as well as split"):
        parts("One was here. || Two is there. Three.", text, reference, correction("", ""))
