"""The ready job for a Ray cluster: an entrypoint that this program takes, and versions that fit each other."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from aligner.cli import app

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
SPEC = yaml.safe_load((ROOT / "aligner" / "engines" / "rayjob.yaml").read_text("utf-8"))["spec"]


def test_the_entrypoint_is_a_run_on_the_cluster():
    program, command, *arguments = shlex.split(SPEC["entrypoint"])
    assert program == "aligner"
    context = typer.main.get_command(app).commands[command].make_context(command, arguments)
    assert (context.params["engine"], context.params["address"]) == ("ray", "auto")


def test_all_nodes_run_one_version_and_see_the_same_volume():
    (version,) = re.findall(r"^ray==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    groups = SPEC["rayClusterSpec"]
    pods = [groups["headGroupSpec"], *groups["workerGroupSpecs"]]
    containers = [c for pod in pods for c in pod["template"]["spec"]["containers"]]
    assert {c["image"] for c in containers} == {f"rayproject/ray:{version}-py311"}
    assert [c["volumeMounts"] for c in containers] == [[{"name": "news", "mountPath": "/news"}]] * 2


def test_the_environment_is_one_that_ray_takes():
    runtime_env = pytest.importorskip("ray.runtime_env")
    made = runtime_env.RuntimeEnv(**yaml.safe_load(SPEC["runtimeEnvYAML"]))
    (wheel,) = made["pip"]["packages"]
    (version,) = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert Path(wheel).name == f"aligner-{version}-py3-none-any.whl"
