"""One line against one line, with the default encoder: a translation is aligned, another story is left alone."""

from itertools import product

import pytest

from aligner.aligners.segmental import SegmentalAligner
from aligner.parts import build
from aligner.windows import encode_windows

KOREAN = (
    "정부는 내년 예산을 728조 원으로 편성했다.",
    "솔빛시는 내년부터 시내버스 요금을 200원 올린다.",
    "강원 산간에 대설경보가 내려져 학교들이 휴교했다.",
    "한국은행이 기준금리를 2.5%로 동결했다.",
    "검찰은 전 시장을 뇌물 혐의로 기소했다고 밝혔다.",
    "대표팀이 포르투갈을 2대 1로 이겼다.",
    "화산이 분화해 항공편이 취소됐다.",
)
ENGLISH = (
    "The government set next year's budget at 728 trillion won.",
    "Solbit will raise city bus fares by 200 won next year.",
    "Heavy snow warnings closed schools in the mountains of Gangwon.",
    "The Bank of Korea kept its key rate at 2.5 percent.",
    "Prosecutors said they had indicted a former mayor on bribery charges.",
    "The national team beat Portugal 2-1.",
    "Flights were cancelled after the volcano erupted.",
)


@pytest.fixture(scope="module")
def probabilities():
    """Return how probable it is that each Korean line and each English one are a bead, 0 where they are not aligned."""
    aligner = SegmentalAligner()
    lines = encode_windows(build("encoders", "use"), [[line] for line in (*KOREAN, *ENGLISH)], aligner.longest)
    korean, english = enumerate(lines[: len(KOREAN)]), enumerate(lines[len(KOREAN) :])
    return {
        (i, j): max((bead.probability for bead in aligner.align(a, b) if not bead.is_null), default=0.0)
        for (i, a), (j, b) in product(korean, english)
    }


def test_a_translation_is_aligned_and_surely(probabilities):
    assert min(probabilities[i, i] for i in range(len(KOREAN))) > 0.95


def test_another_story_is_left_alone(probabilities):
    others = sorted(probability for (i, j), probability in probabilities.items() if i != j)
    assert others[-2] == 0
    assert others[-1] < 0.6
