"""The injected errors: equal seeds give equal documents, one line changes, and the check that should find it does."""

import random
from dataclasses import replace

import pytest

from eval.fidelity._families import FAMILIES
from eval.fidelity.end_to_end import _damage
from eval.fidelity.inject_text import Document
from eval.fidelity.text import measure

ENGLISH = (
    "Marcus Delaney opened the harbour of Lindmoor again on Monday, three months after the storm.",
    "Fishing boats had waited outside for weeks while workers cleared the narrow entrance.",
    "The repairs cost more than the town had expected, and the council was not pleased.",
    "Later Marcus Delaney thanked everyone who had helped with the work during the winter.",
    "A second storm is expected before the end of the week, according to the weather office.",
    "Greta Lindholm of the port office said the new wall would hold for a hundred years.",
)
KOREAN = (
    "마커스 델라니는 폭풍이 지나간 지 석 달 만인 월요일에 린드무어 항구를 다시 열었다.",
    "인부들이 좁은 입구를 치우는 동안 어선들은 몇 주 동안 바깥에서 기다렸다.",
    "수리비는 시가 예상한 것보다 많이 들었고 의회는 만족하지 않았다.",
    "이후 마커스 델라니는 겨울 동안 작업을 도운 모든 사람에게 감사했다.",
    "기상청에 따르면 이번 주가 끝나기 전에 두 번째 폭풍이 올 것으로 예상된다.",
    "항만청의 그레타 린드홈은 새 방벽이 백 년은 버틸 것이라고 말했다.",
)
JAPANESE = (
    "マーカス・デラニーは嵐から三か月後の月曜日にリンドムーア港を再び開いた。",
    "作業員が狭い入り口を片付ける間、漁船は何週間も外で待っていた。",
    "修理費は町の予想より多くかかり、議会は満足しなかった。",
    "その後、マーカス・デラニーは冬の間に手伝ったすべての人に感謝した。",
    "気象庁によると、今週末までに二度目の嵐が来る見込みだ。",
    "港湾局のグレタ・リンドホルムは新しい壁は百年もつと述べた。",
)
DOCUMENT = Document("invented", "en", "ko", ENGLISH, KOREAN, JAPANESE, KOREAN[::-1])
CERTAIN = ["TRUNC", "UNTR half", "COPY", "LANG", "DUP", "NE-SWAP"]


@pytest.mark.parametrize("family", [f for f in FAMILIES if f.name in CERTAIN], ids=lambda f: f.name)
def test_what_is_put_in_is_found_and_clean_text_is_not_reported(family):
    result = measure(family, [replace(DOCUMENT, name=str(n)) for n in range(4)])
    assert result.found.hits >= 0.9 * result.found.chances > 0
    assert result.false_alarms.hits == 0
    assert all(count.hits == 0 for count in result.on_twins.values())


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_one_line_changes_and_the_seed_decides_how(family):
    for change in (family.change, *(twin for _, twin in family.twins)):
        for n in range(len(ENGLISH)):
            changed = change(DOCUMENT, n, random.Random(7))
            assert changed == change(DOCUMENT, n, random.Random(7))
            if changed:
                assert (changed.source[n], changed.target[n]) != (ENGLISH[n], KOREAN[n])
                others = [k for k in range(len(ENGLISH)) if k != n]
                assert [changed.target[k] for k in others] == [KOREAN[k] for k in others]


def test_sentences_left_out_and_added_are_counted_where_they_are():
    omitted, added = _damage(DOCUMENT, "omit"), _damage(DOCUMENT, "add")
    (gone,) = omitted.left_out
    assert KOREAN[ENGLISH.index(omitted.source[gone])] not in omitted.target
    (extra,) = added.added
    assert added.target[extra] in DOCUMENT.strangers
    assert not omitted.added
    assert not added.left_out
