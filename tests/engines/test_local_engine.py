"""The local engine against jobs that raise, and workers that are killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from killed import always_killed, killed_once

from aligner.engines.local import LocalEngine
from aligner.errors import RunError

TESTS = Path(__file__).parents[1]


def test_a_killed_worker_loses_nothing(tmp_path):
    jobs = [str(tmp_path / name) for name in ("a", "b", "victim", "c", "d")]
    assert sorted(LocalEngine(2).map(killed_once, jobs)) == sorted(jobs)


def kill_or_tell(path: str) -> int:
    killed_once(path)
    return os.getpid()


def test_after_a_death_the_rest_is_done_together(tmp_path):
    engine = LocalEngine(2)
    pids = list(engine.map(kill_or_tell, [str(tmp_path / name) for name in ("victim", *map(str, range(30)))]))
    assert len(pids) == 31
    assert engine.deaths == 1
    assert len(set(pids)) <= 2 + 4 + 2  # before, each suspect alone, and again together


def own_pid(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def test_workers_stay_for_the_next_stage_and_end_with_the_engine():
    engine = LocalEngine(2)
    pids = {pid for _ in range(2) for pid in engine.map(own_pid, range(8))}
    assert len(pids) <= 2
    assert os.getpid() not in pids
    engine.end()
    wait_for_the_end_of(pids)
    assert pids.isdisjoint(engine.map(own_pid, range(2)))


def work() -> None:
    engine = LocalEngine(2)
    for _ in range(2):
        list(engine.map(own_pid, range(4)))


@pytest.mark.parametrize("start", ["spawn", "fork"])
def test_a_driver_that_multiprocessing_started_comes_to_its_end(start):
    driver = multiprocessing.get_context(start).Process(target=work)
    driver.start()
    driver.join(60)
    driver.kill()
    assert driver.exitcode == 0


def interrupt_between_stages() -> None:
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what started the tests may ignore it
    engine = LocalEngine(2)
    list(engine.map(own_pid, range(8)))
    os.killpg(0, signal.SIGINT)
    time.sleep(60)


def test_idle_workers_say_nothing_of_ctrl_c():
    code = "import sys; sys.path[:0] = sys.argv[1:]; import test_local_engine as t; t.interrupt_between_stages()"
    begun = [sys.executable, "-c", f"if __name__ == '__main__': {code}", str(Path(__file__).parent), str(TESTS)]
    said = subprocess.run(begun, capture_output=True, text=True, timeout=60, check=False).stderr
    assert said.count("Traceback") == 1, said  # the driver's own


def test_a_worker_that_died_between_stages_is_replaced():
    engine = LocalEngine(2)
    killed = next(iter(set(engine.map(own_pid, range(8)))))
    os.kill(killed, signal.SIGKILL)
    pids = list(engine.map(own_pid, range(8)))
    assert len(pids) == 8
    assert killed not in pids


def test_a_job_that_always_kills_is_set_aside_and_the_rest_finish(tmp_path):
    jobs = [str(tmp_path / name) for name in ("a", "b", "victim", "c", "d")]
    done = []
    with pytest.raises(RunError, match="1 of 5 jobs killed"):
        for result in LocalEngine(2).map(always_killed, jobs):
            done.append(result)  # noqa: PERF402 - what was done before the error is the point
    assert sorted(done) == sorted(job for job in jobs if "victim" not in job)


def blas_threads(_: int) -> int:
    import numpy  # noqa: F401 - loads the BLAS that is asked about
    from threadpoolctl import threadpool_info

    return max((pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"), default=1)


def test_workers_have_one_blas_thread():
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    assert set(LocalEngine(2).map(blas_threads, [1, 2, 3])) == {1}
    assert os.environ.get("OPENBLAS_NUM_THREADS") == before


def hoard(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count private memory")
def test_a_worker_holds_no_more_memory_than_it_may():
    engine = LocalEngine(2, memory=300)
    assert list(engine.map(hoard, [20])) == [20 << 20]
    with pytest.raises(MemoryError):
        list(engine.map(hoard, [600]))


def parent_and_self(path: str) -> None:
    Path(path).write_text(f"{os.getpid()}", "utf-8")
    time.sleep(60)


def starve(paths: list[str]) -> None:
    list(LocalEngine(2).map(parent_and_self, paths))


def test_workers_end_with_a_killed_driver(tmp_path):
    files = [tmp_path / name for name in ("a", "b")]
    driver = multiprocessing.get_context("spawn").Process(target=starve, args=([str(file) for file in files],))
    driver.start()
    while not all(file.exists() and file.read_text("utf-8") for file in files):
        time.sleep(0.05)
    driver.kill()
    driver.join()
    wait_for_the_end_of(int(file.read_text("utf-8")) for file in files)


def wait_for_the_end_of(pids: Iterable[int]) -> None:
    end = time.monotonic() + 20
    for pid in pids:
        while is_alive(pid):
            assert time.monotonic() < end
            time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
