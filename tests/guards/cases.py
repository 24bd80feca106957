"""`python -m tests.guards.cases FOLDER` holds the cases in the folder of a year, such as a draft, against its rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from grantrules.api import load
from grantrules.base.errors import GrantRulesError, ProblemsError
from tests.rules.test_cases import FOUND, cases_in, compared


def differing(folder: Path) -> tuple[int, list[str]]:
    """How many cases there are, and in a line for each that differs what is expected and what is found.

    Raises:
        RegulationError: the files of the year have problems.
    """
    regulation = load(folder)
    cases = list(cases_in(folder, regulation.year))
    lines = []
    for case in cases:
        unknown = sorted(case.expect.keys() - FOUND.keys())
        if unknown:
            lines.append(f"{case.id}: nothing is known by the name `{unknown[0]}`")
            continue
        try:
            decision = regulation.evaluate({**case.application, "year": regulation.year})
        except ProblemsError as error:
            lines.append(f"{case.id}: {error}")
            continue
        expected, found = compared(case, decision)
        apart = [
            f"{name} is {found[name]}, expected {expected[name]}" for name in expected if found[name] != expected[name]
        ]
        lines += [f"{case.id}: {'; '.join(apart)}"] if apart else []
    return len(cases), lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the cases that differ, and how many agree."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards.cases", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of a year, with its cases.yaml")
    try:
        number, lines = differing(parser.parse_args(arguments).folder)
    except GrantRulesError as error:
        print(error, file=sys.stderr)
        return 1
    print(*lines, f"{number - len(lines)} of {number} cases agree", sep="\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
