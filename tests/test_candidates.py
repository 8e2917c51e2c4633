"""Candidates on disk say the same as candidates at hand."""

from pathlib import Path

import numpy as np
import pytest
from builders import article

from aligner import candidates, shards
from aligner.candidates import Columns, InMemory, OnDisk
from aligner.config import Config
from aligner.records import ArticlePair, content_id
from aligner.settling import settle

EVIDENCE = [{"lead": 0.25}, {}, {"adds": 0.2, "lead": 0.1}, {"told_in_targets": 1.0, "adds": 0.3}, {"lead": 0.5}]


def written(folder: Path) -> list[ArticlePair]:
    """Write candidates, in two shards of several row groups, and return them."""
    found = []
    for number, evidence in enumerate(EVIDENCE):
        a, b = (article(lang, [f"{lang} {number}"], file=f"{lang}{number}.txt")[0] for lang in ("ko", "en"))
        found.append(ArticlePair(content_id(a.id, b.id), a, b, 0.1 * number, evidence, f"said {number}"))
    for name, some in (("a", found[:3]), ("b", found[3:]), ("c", []), ("d", found[:1])):  # the first one once more
        shards.write_shard(folder / f"{name}.parquet", ArticlePair, (("", one) for one in some), 2, folder=False)
    return [*found, found[0]]


@pytest.mark.parametrize("at_once", [1, 2, 1 << 14])
def test_columns_on_disk_are_those_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(candidates, "_AT_ONCE", at_once)
    at_hand, on_disk = InMemory(written(tmp_path)), OnDisk(tmp_path)
    for name in Columns.__slots__:
        both = [np.concatenate([getattr(part, name) for part in found.columns()]) for found in (at_hand, on_disk)]
        np.testing.assert_array_equal(*both)
    own, other = (np.concatenate([getattr(part, side) for part in on_disk.columns()]) for side in ("own", "other"))
    assert len(set(own) | set(other)) == 2 * len(EVIDENCE)


def test_words_are_of_those_chosen(tmp_path: Path) -> None:
    found = written(tmp_path)
    for wanted in ([True, False, True, False, False, False], [False] * 3 + [True] * 3):
        chosen = np.array(wanted)
        for source in (InMemory(found), OnDisk(tmp_path)):
            said = [(one.id, one.source.source, one.target.source, one.because) for one in source.words(chosen)]
            asked = [one for one, is_wanted in zip(found, wanted, strict=True) if is_wanted]
            assert said == [(one.id, one.source.source, one.target.source, one.because) for one in asked]


def test_a_candidate_met_twice_is_settled_once(tmp_path: Path) -> None:
    found = written(tmp_path)
    reasons = settle(OnDisk(tmp_path), Config())
    assert len(OnDisk(tmp_path)) == len(found)
    assert list(reasons) == sorted({one.id for one in found})
    ids = np.array([one.id.encode() for one in found])
    assert reasons.standing(ids).tolist() == [not reasons[one.id] for one in found]
    with pytest.raises(KeyError, match="unknown"):
        reasons.standing(np.append(ids, b"unknown"))
