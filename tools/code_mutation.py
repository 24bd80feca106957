"""Is the engine's code guarded? Each module is changed in every small way, and some test must then fail.

Run as `python -m tools.code_mutation [MODULE…]` (extra `mutation`: mutmut makes the changes and runs the tests). A change that
no test notices is a survivor: it is printed, unless `code_mutation.toml` explains why no behaviour differs. The exit code is 1
where a survivor is not explained, where an explanation fits none, or where less than 90 % of a module's changes are killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src/grantrules")
MODULES: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""Of each module the tests that guard it, and its survivors that are explained."""

LEAST = 90
"""The per cent of a module's changes that have to be killed."""

ENDLESS, KILLED = "timeout", {"killed", "timeout", "segfault"}
"""What mutmut says of a change that did not go unnoticed; of one with which the tests never end."""

MUTANT = re.compile(r"^ *(?P<name>(?:\w+\.)+x(?:_|ǁ)(?P<function>.+)__mutmut_\d+): (?P<status>.+)$", flags=re.MULTILINE)
"""A line of `mutmut results`."""


@dataclass(frozen=True)
class Survivor:
    """A change that no test notices: the function that it is in, and the lines before and after it."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"  {self.function}\n    - {self.before}\n    + {self.after}"


@dataclass(frozen=True)
class Result:
    """What became of a module's changes."""

    module: str
    total: int
    survivors: Sequence[Survivor]
    endless: int = 0

    @property
    def killed(self) -> int:
        """How many changes some test notices."""
        return self.total - len(self.survivors)

    def problems(self, explained: Sequence[Survivor]) -> Iterator[str]:
        """What is wrong with the module's tests, or with what is explained."""
        found, known = Counter(self.survivors), Counter(explained)
        yield from (f"survives, and nothing explains it:\n{each}" for each in (found - known).elements())
        yield from (f"is explained, and does not survive:\n{each}" for each in (known - found).elements())
        if 100 * self.killed < LEAST * self.total:
            yield f"less than {LEAST} % are killed"

    def __str__(self) -> str:
        endless = f", {self.endless} of them by never ending" if self.endless else ""
        return f"{self.module}: killed {self.killed} of {self.total} ({100 * self.killed / self.total:.1f} %){endless}"


def explained(module: str) -> list[Survivor]:
    """The survivors of which it is known why no behaviour differs."""
    listed = MODULES[module].get("explained", ())
    return [Survivor(each["function"], each["before"], after) for each in listed for after in each["after"]]


def without_decorators(source: str) -> str:
    """The same code with `name = property(name)` below each property, instead of a decorator above it.

    mutmut leaves decorated functions alone, and most of what a decision says stands in properties.
    """
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda each: each.lineno, reverse=True):
        match node.decorator_list:
            case [ast.Name(id="property" | "cached_property" as kind) as decorator]:
                lines.insert(node.end_lineno or 0, f"{' ' * node.col_offset}{node.name} = {kind}({node.name})")
                del lines[decorator.lineno - 1]
            case _:
                pass
    return "\n".join(lines) + "\n"


def mutated(module: str) -> Result:
    """Make every change of a module in a copy of the checkout, and run its tests against each."""
    with TemporaryDirectory(prefix="grantrules-mutation-") as made:
        work, path = Path(made) / "checkout", PACKAGE / f"{module}.py"
        shutil.copytree(ROOT, work, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        (work / path).write_text(without_decorators((ROOT / path).read_text("utf-8")), "utf-8")
        (work / "setup.cfg").write_text(_configuration(module, path, work), "utf-8")
        _mutmut(work, "run", "--max-children", str(os.cpu_count() or 1))
        found = [each.groupdict() for each in MUTANT.finditer(_mutmut(work, "results", "--all", "true"))]
        if not found:
            raise SystemExit(f"mutmut found nothing to change in {path}")
        left = [each for each in found if each["status"] not in KILLED]
        shown = [survivor(each["function"], _mutmut(work, "show", each["name"])) for each in left]
        return Result(module, len(found), shown, sum(each["status"] == ENDLESS for each in found))


def _configuration(module: str, path: Path, work: Path) -> str:
    """What mutmut is to do, in the form in which it reads it from `setup.cfg`."""
    options = {
        "source_paths": ["src"],
        "only_mutate": [str(path)],
        "also_copy": sorted(each.name for each in work.iterdir() if each.name != "src"),
        "pytest_add_cli_args_test_selection": MODULES[module]["tests"],
        "timeout_constant": ["5"],  # seconds, for each test run beside what it took before; then times 15
        "pytest_add_cli_args": ["--hypothesis-profile=ci"],  # the same examples for every change
        "do_not_mutate_patterns": [r"assert_never\("],  # the type checker proves that it is never reached
    }
    return "\n".join(["[mutmut]", *("\n    ".join([f"{name} =", *values]) for name, values in options.items()), ""])


def _mutmut(work: Path, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    done = subprocess.run(command, check=False, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"mutmut {arguments[0]} failed:\n{done.stdout[-4000:]}")
    return done.stdout


def survivor(function: str, diff: str) -> Survivor:
    """A survivor from the name of its function and the diff as mutmut shows them; indents are no part of it."""
    changed = {
        sign: [line[1:].strip() for line in diff.splitlines() if re.match(rf"[{sign}](?![{sign}])", line)]
        for sign in "-+"
    }
    return Survivor(function.replace("ǁ", "."), " ".join(changed["-"]), " ".join(changed["+"]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.code_mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("module", nargs="*", help="all of them where none is named: " + ", ".join(MODULES))
    named = parser.parse_args(arguments).module
    if unknown := sorted(set(named) - MODULES.keys()):
        parser.error(f"no tests are named for {', '.join(unknown)}")
    guarded = True
    for module in named or MODULES:
        result = mutated(module)
        known = explained(module)
        print(f"{result}, {len(known)} explained", flush=True)
        for problem in result.problems(known):
            guarded = False
            print(problem, flush=True)
    return 0 if guarded else 1


if __name__ == "__main__":
    sys.exit(main())
