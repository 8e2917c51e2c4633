"""Runs jobs as Ray tasks: on this machine, or on a cluster whose nodes see the same files under the same paths."""

from __future__ import annotations

import logging
import os
import socket
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .. import memory
from ..errors import RunError, UnknownPart, UsageError
from ._workers import ATTEMPTS, ONE_THREAD, check_numbers, jobs_lost, usable_cores

if TYPE_CHECKING:
    import ray

J = TypeVar("J")
S = TypeVar("S")

STORE_BYTES = 80 << 20  # Ray wants 75 MiB; only paths and counts travel through it
MIB = 1 << 20
TRY = "Check --address; where the cluster wants a token, as one of `ray start` does, set RAY_AUTH_MODE=token"
WAIT = 10.0  # seconds for a cluster to answer


class RayEngine:
    """Yields results as they finish, in any order. Jobs name files; texts and vectors never travel through Ray.

    `address` is a cluster's (`auto` for the one this machine belongs to); left out, one starts here with `workers` cores,
    all usable ones if 0, and ends with this engine. On a cluster `workers` bounds the jobs in flight, its cores if 0.
    Each job takes `cpus` and `memory` MiB of a node, beyond which its worker ends (0: any), and `gpus` where it `uses_gpu`. A job
    whose worker or node dies is tried elsewhere, ATTEMPTS times in all; then it is set aside, the others finish, and JobsLost
    names it. `deaths` counts workers lost so far. Raises RunError where the cluster cannot be reached, or cannot run a job for
    another reason than a death; UsageError where this machine has less than a job takes (a cluster's next node is waited for).
    """

    def __init__(self, address: str = "", workers: int = 0, cpus: float = 1, gpus: float = 0, memory: int = 0) -> None:
        if find_spec("ray") is None:
            raise UnknownPart("The engine 'ray' needs the package 'ray': pip install 'aligner[ray]'.")
        check_numbers(workers=workers, cpus=cpus, gpus=gpus, memory=memory)
        self.address, self.workers, self.cpus, self.gpus, self.memory = address, workers, cpus, gpus, memory
        self.deaths = 0

    def map(self, task: Callable[[J], S], jobs: Sequence[J]) -> Iterator[S]:
        """Yield task(job) for every job."""
        if not jobs:
            return
        import ray
        from ray.exceptions import RayError, RayTaskError

        gone = _deaths()

        self._start()
        self._check_room(gpus=self.gpus if any(getattr(job, "uses_gpu", False) for job in jobs) else 0)
        remote = {True: self._remote(gpus=self.gpus), False: self._remote(gpus=0)}
        here = str(Path.cwd())
        deaths: Counter[int] = Counter()
        waiting = list(reversed(range(len(jobs))))
        running: dict[ray.ObjectRef[Any], int] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self._in_flight():
                    number = waiting.pop()
                    job = jobs[number]
                    running[remote[getattr(job, "uses_gpu", False)].remote(task, job, self.memory, here)] = number
                (done,), _ = ray.wait(list(running), num_returns=1)
                number = running.pop(done)
                try:
                    result = ray.get(done)
                except RayTaskError as error:
                    raise error.cause from None
                except gone as error:
                    deaths[number] += 1
                    self.deaths += 1
                    logging.getLogger(__name__).info("%s: %s", jobs[number], error)
                    if deaths[number] < ATTEMPTS:
                        waiting.append(number)
                    continue
                except RayError as error:
                    raise RunError(f"Ray could not run {jobs[number]}: {type(error).__name__}: {error}") from error
                yield result
        finally:
            for left in running:
                ray.cancel(left)
        lost = [jobs[number] for number, count in sorted(deaths.items()) if count >= ATTEMPTS]
        if lost:
            raise jobs_lost(lost, len(jobs))

    def _start(self) -> None:
        import ray

        if ray.is_initialized():
            return
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        os.environ.setdefault("RAY_IGNORE_UNHANDLED_ERRORS", "1")  # of jobs in flight when another one failed
        here = {} if self.address else {"PYTHONPATH": os.pathsep.join(sys.path)}
        shared: dict[str, Any] = {
            "runtime_env": {"env_vars": ONE_THREAD | here},
            "logging_level": logging.ERROR,
            "log_to_driver": False,
        }
        try:
            if self.address:
                _knock(self.address)
                ray.init(address=self.address, **shared)
            else:
                cores = self.workers or usable_cores()
                ray.init(
                    address="local",
                    num_cpus=cores,
                    include_dashboard=False,
                    object_store_memory=STORE_BYTES,
                    # Else Ray waits for its first workers, and for ever for one that dies as it starts.
                    _system_config={"prestart_worker_first_driver": False},
                    **shared,
                )
        except Exception as error:  # of a node that does not come up Ray raises a bare one
            where, then = (self.address, TRY) if self.address else ("here", "Run the same command again")
            raise RunError(f"No Ray cluster can be used {where}: {error}. {then}.") from error
        weakref.finalize(self, ray.shutdown)

    def _check_room(self, *, gpus: float) -> None:
        """Raise UsageError where no node here has what a job takes; of a cluster, which may grow, say that it is waited for."""
        import ray

        wanted = {"CPU": self.cpus, "GPU": gpus, "memory": float(self.memory * MIB)}
        nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        if any(all(node.get(name, 0) >= amount for name, amount in wanted.items()) for node in nodes):
            return
        takes = f"{self.cpus:g} cores, {gpus:g} GPUs and {self.memory} MiB"
        most = ", ".join(f"{max((node.get(name, 0) for node in nodes), default=0):g} {name}" for name in ("CPU", "GPU"))
        held = int(max((node.get("memory", 0) for node in nodes), default=0)) // MIB
        said = f"A job takes {takes} ([engine] cpus, gpus, memory), and no node has that: at most {most}, {held} MiB."
        if not self.address:
            raise UsageError(said)
        logging.getLogger(__name__).warning("%s Waiting for one that has.", said)

    def _in_flight(self) -> int:
        """Return how many jobs may be with Ray, as the cluster is now: two for each that can run, unless bounded."""
        import ray

        if self.address and self.workers:
            return self.workers
        return max(1, 2 * int(ray.cluster_resources().get("CPU", 1) / max(self.cpus, 0.001)))

    def _remote(self, *, gpus: float) -> ray.remote_function.RemoteFunction:
        import ray

        options: dict[str, Any] = {
            "num_cpus": self.cpus,
            "num_gpus": gpus,
            "memory": self.memory * MIB or None,
            "max_calls": 0,  # a worker keeps its models, on a GPU too
            "max_retries": 0,  # counted here instead
            "scheduling_strategy": "SPREAD",
        }
        return ray.remote(**options)(_run)


def _deaths() -> tuple[type[Exception], ...]:
    """Return what Ray raises where a worker, the node it is on, or the memory of that node is gone; all else is no death."""
    from ray.exceptions import (
        LocalRayletDiedError,
        NodeDiedError,
        ObjectLostError,
        OutOfMemoryError,
        RayActorError,
        WorkerCrashedError,
    )

    return (WorkerCrashedError, RayActorError, NodeDiedError, LocalRayletDiedError, OutOfMemoryError, ObjectLostError)


def _knock(address: str) -> None:
    """Raise OSError where nobody listens: Ray itself would try for many minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), timeout=WAIT).close()


def _run(task: Callable[[J], S], job: J, megabytes: int, folder: str) -> S:
    """Run a job where the driver stands: its paths may be relative."""
    try:
        os.chdir(folder)
    except OSError as error:
        raise RunError(
            f"A node of the cluster has no folder {folder}: every node must see the same files under the same paths."
        ) from error
    memory.end_beyond(megabytes)
    return task(job)
