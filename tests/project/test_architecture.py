"""Who may know whom: imports go down the layers and never round in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import grantrules

SOURCE = Path(grantrules.__file__).parent
MAX_LINES = 400

LAYERS = (
    ("version", "base", "base.*"),
    ("language", "language.*"),
    ("rules", "rules.*"),
    ("intake", "intake.*"),
    ("evaluation", "evaluation.*"),
    ("decision", "decision.*", "words", "words.*"),
    ("assistance", "assistance.*", "portfolio", "portfolio.*"),
    ("compare", "compare.*"),
    ("render", "render.*"),
    ("results", "results.*", "regulation", "schema", "api"),
    ("", "cli", "cli.*", "__main__"),
)
"""From the bottom up; a module may import those of its own layer and of the layers below."""

ALLOWED_STEPS_UP = {("rules.canonical", "intake")}
"""The hash of an application."""

DEPENDENCIES = {"pydantic", "pydantic_core", "typing_extensions", "yaml"}
OPTIONAL = (
    "durable",
    "z3",
    "narwhals",
    "polars",
    "duckdb",
    "pyarrow",
    "pandas",
    "pyspark",
    "IPython",
    "matplotlib",
    "fastexcel",
    "xlsxwriter",
)

ONLY_IN = {
    "argparse": {"cli.main", "cli.diff", "cli.batch"},
    "yaml": {"base.nodes"},
    "pydantic": {
        *("language.fieldtypes", "rules.fileformat", "rules.ledger", "intake.models", "intake.application"),
        *("base.validation", "intake.documents", "api", "schema"),
    },
}
"""What only these modules import: the parser of arguments, of YAML, and the library that validates."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


MODULES = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}


def level_of(module: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if any(fnmatch(module, pattern) for pattern in layer))


def imported_by(node: ast.AST) -> Iterator[str]:
    """The full names that an import statement names."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            inner = [f"{module}.{alias.name}".removeprefix("grantrules.") for alias in names]
            submodules = [f"grantrules.{name}" for name in inner if name in MODULES]
            yield from submodules if submodules and module.startswith("grantrules") else [module]
        case _:
            pass


@cache
def imports(module: str, *, deferred: bool) -> frozenset[str]:
    """What a module imports when it is imported itself; or, deferred, later, or for types only."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    later = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    return frozenset(name for node in ast.walk(tree) if (node in later) is deferred for name in imported_by(node))


def own(names: frozenset[str]) -> set[str]:
    """Of imported names, those of this package, without its own name."""
    return {name.removeprefix("grantrules").removeprefix(".") for name in names if name.split(".")[0] == "grantrules"}


def reached_from(module: str) -> set[str]:
    """Every module of the package that is imported with a module."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        new = own(imports(waiting.pop(), deferred=False)) - reached
        reached |= new
        waiting += new
    return reached


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_place_and_imports_only_downwards(module: str) -> None:
    assert any(fnmatch(module, pattern) for layer in LAYERS for pattern in layer), "give it a place in LAYERS"
    upwards = {name for name in own(imports(module, deferred=False)) if level_of(name) > level_of(module)}
    assert {(module, name.split(".")[0]) for name in upwards} <= ALLOWED_STEPS_UP


@pytest.mark.parametrize("module", MODULES)
def test_a_deferred_import_is_no_way_round_the_order(module: str) -> None:
    upwards = {name for name in own(imports(module, deferred=True)) if level_of(name) > level_of(module)}
    assert {(module, name.split(".")[0]) for name in upwards} <= ALLOWED_STEPS_UP


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: own(imports(module, deferred=False)) for module in MODULES}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))
    assert set(order) == set(MODULES)


def test_the_meaning_of_a_condition_hangs_on_nothing_that_runs_or_judges() -> None:
    known = reached_from("evaluation.reference")
    assert known & {"language.condition", "language.truth"} == {"language.condition", "language.truth"}
    assert {
        name for name in known if name.startswith(("evaluation.executors", "evaluation.polarity", "decision."))
    } == set()
    assert {name for name in known if "pydantic" in {each.split(".")[0] for each in imports(name, deferred=False)}} == (
        set()
    )


@pytest.mark.parametrize(
    "module", [name for name in MODULES if name == "evaluation.polarity" or name.startswith("evaluation.executors.")]
)
def test_what_runs_rules_does_not_lean_on_the_meaning_that_it_is_tested_against(module: str) -> None:
    assert {
        name for name in reached_from(module) if name == "evaluation.reference" or name.startswith("decision.")
    } == set()


def test_executors_do_not_know_each_other() -> None:
    families = {name: name.split(".")[2] for name in MODULES if name.startswith("evaluation.executors.")}
    kinds = {"python", "durable", "frame"}
    for name, family in families.items():
        if family in kinds:
            known = {families.get(each) for each in reached_from(name)}
            assert known & kinds <= {family}, name


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_known_only_where_it_belongs(package: str) -> None:
    users = {
        module
        for module in MODULES
        for deferred in (False, True)
        if package in {name.split(".")[0] for name in imports(module, deferred=deferred)}
    }
    assert users
    assert users <= ONLY_IN[package]


@pytest.mark.parametrize("module", MODULES)
def test_only_dependencies_are_imported_before_they_are_used(module: str) -> None:
    outside = {name.split(".")[0] for name in imports(module, deferred=False)} - {"grantrules"}
    assert outside - sys.stdlib_module_names <= DEPENDENCIES


def test_importing_the_package_imports_no_optional_package() -> None:
    asked = f"import grantrules, grantrules.cli.main, sys; print(sorted(set({OPTIONAL!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"intake.application"}))
def test_a_module_can_be_read_in_one_sitting(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= MAX_LINES
