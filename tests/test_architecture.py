"""Arrows between modules point one way: an AST walk draws them, and every arrow must go to an earlier layer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "aligner"
LAYERS = (
    {"errors"},
    {"records", "tally", "memory", "cutting", "rows", "threads", "versions"},
    {"text", "languages", "scoring", "lines", "minhash", "confidence", "counterparts", "keep"},
    {"decode", "identify", "dates", "windows", "anchors", "addresses", "near", "clocks", "remote"},
    {"furniture", "repeats", "quantities", "names", "fidelity", "places", "keys", "pair_settings", "partial_dates"},
    {"protocols", "parts", "pools", "articles", "interchange", "figures", "vector_cache", "cached_encoder"},
    {"readers", "writers", "splitters", "encoders", "pairers", "aligners", "scorers", "checks", "engines", "reports"},
    {"config", "inputs", "bitext_readers", "formats", "blank_lines"},
    {"reviews"},
    {"rules"},
    {"stages", "shards", "shelf", "columns"},
    {"candidates"},
    {"events", "grouping", "checking", "manifests", "claims", "setting_aside", "settling"},
    {"jobs", "overlap", "status"},
    {"deciding", "pairing"},
    {"tasks"},
    {"results"},
    {"pipeline"},
    {"recutting"},
    {"reviewing"},
    {"api"},
    {"commands"},
    {"cli"},
    {"__init__", "__main__"},
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
PARTS = {"bitext_readers"}.union(next(names for names in LAYERS if "encoders" in names))
FILES = sorted(ROOT.rglob("*.py"))


def module_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def arrows(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield what a file imports from this package, as path parts, at its top or inside a function; types alone do not count."""
    here = module_of(path)[:-1]
    tree = ast.parse(path.read_text("utf-8"))
    only_types = {id(n) for test in ast.walk(tree) if _is_type_checking(test) for n in ast.walk(test)}
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - (node.level - 1)]
            module = tuple(node.module.split(".")) if node.module else ()
            if base + module:
                yield base + module
            else:
                yield from ((alias.name,) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "aligner":
            yield tuple((node.module or "").split("."))[1:] or ("__init__",)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_point_to_earlier_layers(path):
    source = module_of(path)[0]
    assert source in LAYER, f"{source} has no place in LAYERS: put it in the layer it belongs to"
    for target in arrows(path):
        name = target[0]
        assert name in LAYER, f"{path}: imports {name}, which has no place in LAYERS"
        same_folder = name == source
        assert same_folder or LAYER[name] < LAYER[source], f"{path}: {source} must not import {name}"


@pytest.mark.parametrize("path", [p for p in FILES if module_of(p)[0] in PARTS], ids=lambda p: str(p.relative_to(ROOT)))
def test_parts_never_import_each_other(path):
    folder = module_of(path)[0]
    for target in arrows(path):
        if target[0] == folder and len(target) > 1:
            assert target[1].startswith("_"), f"{path} imports the part {target[1]}: share code in an underscore module"


def test_the_walk_sees_an_arrow():
    assert ("stages",) in set(arrows(ROOT / "tasks.py"))
    assert any(target[0] == "errors" for target in arrows(ROOT / "parts.py"))


def test_files_stay_short():
    long = {str(p.relative_to(ROOT)): n for p in FILES if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long, f"split these: {long}"
