"""Some of the faults of `python -m eval.faults`: after each, the run ends in the same bytes."""

import random
from collections import Counter

import pytest

from eval.fault_kinds import KINDS, damage_manifest, damage_shard
from eval.faults import campaign

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def test_a_killed_driver_damaged_files_and_a_second_run_change_nothing(tmp_path):
    kinds = ["driver", "shard", "manifest", "half-written", "two-runs", "clock"]
    assert campaign(tmp_path, 6, kinds, 5, events=4).total() == 6


@pytest.mark.parametrize("kind", ["disk", pytest.param("local-worker", marks=pytest.mark.slow)])
def test_one_fault_of_a_kind(tmp_path, kind):
    assert campaign(tmp_path, 1, [kind], 6, events=4) == Counter({kind: 1})


def test_a_wrong_result_is_not_missed(tmp_path, monkeypatch):
    def spoil(trial):
        (trial.out / "shards" / "stray.txt").write_text("left over", "utf-8")
        return True

    monkeypatch.setitem(KINDS, "clock", spoil)
    with pytest.raises(AssertionError, match="fault 0, clock, seed 7: 1 files differ"):
        campaign(tmp_path, 1, ["clock"], 7, events=4)


def test_damage_is_done(tmp_path):
    class Trial:
        out, rng = tmp_path, random.Random(1)

    for name, damage in (("shards/a.parquet", damage_shard), ("manifest/a.json", damage_manifest)):
        (tmp_path / name).parent.mkdir()
        before = b'{"a": "' + b"x" * 100 + b'"}'
        (tmp_path / name).write_bytes(before)
        for _ in range(20):
            damage(Trial)
            if not (tmp_path / name).exists() or (tmp_path / name).read_bytes() != before:
                break
        else:
            raise AssertionError(f"{name} is as it was")
