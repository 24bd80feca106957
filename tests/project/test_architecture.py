"""What the contracts on imports (import-linter, in `pyproject.toml`) cannot say; and that they are kept."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grantrules
from tests.support.documents import ROOT

SOURCE = Path(grantrules.__file__).parent
MAX_LINES = 400
GENERATED = {"intake.application"}

DEPENDENCIES = {"pydantic", "pydantic_core", "typing_extensions", "yaml"}
"""All that the core needs."""

OPTIONAL = {
    "IPython": set[str](),
    "docx": {"render"},
    "duckdb": set[str](),
    "durable_engine": {"evaluation.executors.durable"},
    "fastexcel": {"portfolio.files"},
    "icalendar": {"render"},
    "matplotlib": {"render", "results"},
    "narwhals": {"evaluation.executors.frame"},
    "pandas": {"portfolio.tables"},
    "polars": {
        "evaluation.executors.frame",
        "portfolio.batch",
        "portfolio.tables.evaluate",
        "regulation",
    },  # types, but for the first
    "pyarrow": {"portfolio.files"},
    "pyspark": {"portfolio.tables"},
    "shtab": set[str](),
    "vobject": set[str](),
    "xlsxwriter": {"portfolio.saving"},
    "z3": {"compare.proofs"},
}
"""The packages of extras, and the rooms that import them, when they are asked for what needs them."""

MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix("__init__").removesuffix("."): path
    for path in sorted(SOURCE.rglob("*.py"))
}


def imported_by(node: ast.AST) -> Iterator[str]:
    """The top-level names of the packages that a node imports, also by name in a text."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name.split(".")[0] for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module.split(".")[0]
        case ast.Call(func=ast.Name(id="import_module" | "package"), args=[ast.Constant(value=str(name)), *_]):
            yield name.split(".")[0]
        case _:
            pass


def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def deferred(tree: ast.Module) -> set[ast.AST]:
    """What runs later than the import of a module, or is for types only."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }


def test_the_contracts_on_imports_are_kept() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_contract_that_is_broken_is_noticed(tmp_path: Path) -> None:
    settings = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .replace('"base : version",', "")
        .replace('"language",', '"base : version",\n    "language",')
    )
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "grantrules.language is not allowed to import grantrules.base" in done.stdout


def test_only_dependencies_are_imported_before_they_are_used() -> None:
    for module in MODULES:
        tree = tree_of(module)
        later = deferred(tree)
        outside = {name for node in ast.walk(tree) if node not in later for name in imported_by(node)} - {"grantrules"}
        assert outside - sys.stdlib_module_names <= DEPENDENCIES, module


def test_the_packages_of_extras_are_imported_in_their_rooms_alone() -> None:
    rooms: dict[str, set[str]] = {}
    for module in MODULES:
        for name in {name for node in ast.walk(tree_of(module)) for name in imported_by(node)} & OPTIONAL.keys():
            rooms.setdefault(name, set()).add(module)
    for name, modules in rooms.items():
        assert [each for each in modules if not each.startswith(tuple(OPTIONAL[name]))] == [], name


def test_importing_the_package_imports_no_optional_package() -> None:
    asked = f"import grantrules, grantrules.cli.main, sys; print(sorted({set(OPTIONAL)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_module_can_be_read_in_one_sitting() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: number for name, number in lines.items() if number > MAX_LINES and name not in GENERATED} == {}
