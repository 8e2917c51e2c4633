"""The Ray engine against killed workers and a lost node, and what travels through its object store."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killed import always_killed, killed_once

from aligner.config import load
from aligner.engines.ray import RayEngine
from aligner.errors import JobsLost, RunError, UsageError
from aligner.pipeline import run
from eval.fault_kinds import below, command_of

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "articles"
ray = pytest.importorskip("ray")


class Unloadable:
    def __reduce__(self):
        return int, ("no number",)


def unloadable(_: int) -> Unloadable:
    return Unloadable()


def test_what_is_no_death_is_not_tried_again_but_said(engine):
    before = engine.deaths
    with pytest.raises(RunError, match="Ray could not run 7: RaySystemError"):
        list(engine.map(unloadable, [7]))
    assert engine.deaths == before


def test_a_cluster_that_does_not_come_up_is_said(monkeypatch):
    def refuse(**_: object) -> None:
        raise Exception("The current node timed out during startup.")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(RunError, match=r"timed out during startup.*Run the same command again"):
        list(RayEngine(workers=1).map(unloadable, [1]))


def environment(_: int) -> tuple[int, str]:
    import numpy  # noqa: F401 - loads the BLAS that is asked about
    from threadpoolctl import threadpool_info

    threads = max((pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"), default=1)
    return threads, os.environ.get("RAY_USAGE_STATS_ENABLED", "")


@pytest.fixture(scope="module")
def engine():
    return RayEngine(workers=2)


def test_a_killed_worker_loses_nothing(engine, tmp_path):
    before = engine.deaths
    jobs = [str(tmp_path / name) for name in ("a", "b", "victim", "c")]
    assert sorted(engine.map(killed_once, jobs)) == sorted(jobs)
    assert engine.deaths == before + 1


def test_a_job_that_always_kills_is_set_aside_and_the_rest_finish(engine, tmp_path):
    jobs = [str(tmp_path / name) for name in ("a", "victim", "b")]
    done = []
    with pytest.raises(JobsLost, match="1 of 3 jobs killed") as caught:
        for result in engine.map(always_killed, jobs):
            done.append(result)  # noqa: PERF402 - what was done before the error is the point
    assert sorted(done) == sorted(job for job in jobs if "victim" not in job)
    assert caught.value.jobs == (str(tmp_path / "victim"),)


def test_workers_have_one_blas_thread_and_nothing_is_reported_home(engine):
    assert set(engine.map(environment, [1, 2, 3])) == {(1, "0")}


def where(_: int) -> str:
    return str(Path.cwd())


def test_jobs_run_where_the_driver_stands(engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert set(engine.map(where, [1, 2])) == {str(tmp_path)}


STARTED = "from aligner.engines.ray import RayEngine; print(sorted(RayEngine(workers=2).map(abs, [1, -2, 3])))"


def test_a_worker_that_dies_as_it_starts_is_not_waited_for():
    driver = subprocess.Popen([sys.executable, "-c", STARTED], stdout=subprocess.PIPE)
    try:
        workers: list[int] = []
        while not workers and driver.poll() is None:
            workers = [pid for pid in below(driver.pid) if command_of(pid).startswith("ray::IDLE")]
        os.kill(workers[0], signal.SIGKILL)
        assert driver.communicate(timeout=90)[0] == b"[1, 2, 3]\n"
    finally:
        driver.kill()


def hoard(megabytes: int) -> int:
    held = bytearray(megabytes << 20)
    held[::4096] = b"x" * len(held[::4096])
    time.sleep(1)
    return len(held)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count private memory")
def test_a_worker_that_holds_more_than_it_may_ends_and_its_job_is_set_aside(engine):
    list(engine.map(where, [1]))  # the cluster is up
    bounded = RayEngine(workers=2, memory=500)
    done = []
    with pytest.raises(JobsLost, match="1 of 3 jobs killed their worker 3 times"):
        for result in bounded.map(hoard, [20, 900, 30]):
            done.append(result)  # noqa: PERF402 - what was done before the error is the point
    assert sorted(done) == [20 << 20, 30 << 20]


def test_more_than_this_machine_has_is_refused_and_of_a_cluster_waited_for(engine, caplog):
    list(engine.map(where, [1]))  # the cluster is up
    greedy = RayEngine(workers=2, memory=100_000_000)
    with pytest.raises(
        UsageError, match=r"A job takes 1 cores, 0 GPUs and 100000000 MiB .* at most 2 CPU, 0 GPU, \d+ MiB"
    ):
        next(greedy.map(where, [1]))
    greedy.address = "auto"
    greedy._check_room(gpus=0)
    assert "Waiting for one that has." in caplog.text


def test_numbers_that_make_no_sense_are_refused():
    with pytest.raises(UsageError, match="cpus is -1"):
        RayEngine(cpus=-1)


def test_a_lost_node_changes_no_byte(tmp_path):
    """Two nodes, simulated on this machine; one goes, ungracefully, while it works."""
    from ray.cluster_utils import Cluster

    ray.shutdown()  # the cluster of the other tests
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    sections = {"run": {"languages": ["ko", "en"]}, "encoder": {"name": "hashed"}, "shards": {"inputs": 1, "pairs": 1}}
    run([SAMPLE], alone, load(overrides=sections | {"engine": {"name": "serial"}}))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        node = [cluster.add_node(num_cpus=1)]

        def watch(stage, _jobs, reports):
            for report in reports:
                yield report
                if stage == "ingest" and node:
                    cluster.remove_node(node.pop(), allow_graceful=False)

        on_cluster = {"engine": {"name": "ray", "address": cluster.address}}
        run([SAMPLE], shared, load(overrides=sections | on_cluster), watch)
        assert not node
    finally:
        ray.shutdown()
        cluster.shutdown()
    for name in ("kept.jsonl", "rejected.jsonl", "notes.jsonl", "events.jsonl"):
        assert (shared / name).read_bytes() == (alone / name).read_bytes()


def test_an_address_where_nobody_listens_is_said_at_once():
    ray.shutdown()
    with socket.socket() as taken, pytest.raises(RunError, match="No Ray cluster can be used 127"):
        taken.bind(("127.0.0.1", 0))
        list(RayEngine(address=f"127.0.0.1:{taken.getsockname()[1]}").map(where, [1]))
