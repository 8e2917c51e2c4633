from pathlib import Path

import pytest

from aligner import languages
from aligner.parts import build
from aligner.records import Span
from eval.ntrex import load
from eval.splitting import Agreement, boundaries, inside, measure

NEWS = Path(__file__).parents[2] / "shared" / "data" / "ntrex-dev"
FLOORS = {"ko": 0.965, "en": 0.95, "zh": 0.92, "ja": 0.95, "vi": 0.95, "de": 0.95, "fr": 0.95, "es": 0.95}


def test_boundaries_count_what_is_not_white_space():
    assert boundaries(["a b.", " c d e.", "f."]) == {3, 7}
    assert boundaries(["a.", "", " "]) == set()


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("en", ["They agreed.", " Gen. Giang left."]),
        ("ko", ["회담했다.", " 그는 “좋다.” 라고 했다."]),
        ("vi", ["Ông ở TP. Huế đã về.", " Hết."]),
        ("zh", ["他来了。", "“我来了。”他说。"]),
    ],
)
def test_the_gold_sees_sentences_inside_lines(code, pieces):
    assert inside("".join(pieces), code) == pieces


def test_a_line_that_is_not_found_counts_as_missed_and_one_cut_in_two_as_wrong():
    class Halves:
        is_pre_split = False

        def split(self, text, _language):
            middle = text.index(" ")
            return [Span(0, middle), Span(middle + 1, len(text))]

    result = measure([["One two.", "Three four."]], languages.get("en"), Halves())
    assert result.raw == Agreement(right=0, wrong=1, missed=1)
    assert (result.raw.precision, result.raw.recall, result.raw.f1) == (0, 0, 0)


@pytest.mark.skipif(not NEWS.exists(), reason="needs the news documents that are kept outside the repository")
@pytest.mark.parametrize("code", FLOORS)
def test_news_is_split_well(code):
    corpus = load(NEWS, [code])
    documents = [[corpus.lines[code][n].strip() for n in document] for document in corpus.documents]
    assert measure(documents, languages.get(code), build("splitters", "rules")).adjusted.f1 > FLOORS[code]
