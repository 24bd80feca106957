"""The command line. Arguments are read here and results printed; everything else is done elsewhere.

Exit codes: 0 done, whatever the verdict; 1 the input or the rules have problems, all of them listed,
or two executors disagree; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from grantrules.api import load, read, rules_for
from grantrules.base.errors import GrantRulesError, ProblemsError, Severity, UnknownRegulation, shorten
from grantrules.base.extras import CALENDAR, DURABLE, require
from grantrules.base.texts import LANGUAGES
from grantrules.cli.batch import add_command
from grantrules.cli.dialogue import hold, saver
from grantrules.cli.diff import add_commands
from grantrules.evaluation.executors import EXECUTORS
from grantrules.regulation import Regulation
from grantrules.render.forms import FORMATS, Result, render, render_several
from grantrules.rules.coverage import coverage, coverage_of
from grantrules.rules.load import check_folders
from grantrules.schema import SCHEMAS, schema_of
from grantrules.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    if sys.stdout is None:
        print("the output cannot be written: standard output is closed", file=sys.stderr)
        return 1
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except GrantRulesError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone, such as `head`
        _let_go_of_output()
        return 0
    except OSError as error:
        if error.filename is None:  # no file of ours: the output, which must not be tried again at the end
            _let_go_of_output()
            print(f"the output cannot be written: {error.strerror}", file=sys.stderr)
        else:
            print(f"{shorten(str(error.filename))}: cannot be read: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        if os.environ.get("GRANTRULES_DEBUG"):
            raise
        print(f"grantrules has a fault: {type(error).__name__}: {error}", file=sys.stderr)
        print("set GRANTRULES_DEBUG=1 to see where, and report it with the input", file=sys.stderr)
        return 1
    return code


def _let_go_of_output() -> None:
    """What is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grantrules",
        description="Evaluate applications and reports against the regulations of a Norwegian municipal care grant.",
    )
    parser.add_argument("--version", action="version", version=f"grantrules {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = commands.add_parser(
        "evaluate", help="evaluate applications and reports, and print the decisions and answers"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="an application or a report, in YAML or JSON")
    command.add_argument("--year", metavar="Y", help="use the rules of this year, or of this folder, instead")
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the output (nb)")
    command.add_argument("--format", choices=list(FORMATS), default="text", help="the form of the output (text)")
    command.add_argument("--executor", choices=EXECUTORS, default="python", help="what runs the rules (python)")
    command.set_defaults(run=_evaluate)

    command = commands.add_parser("ask", help="ask for what matters to an application, and print the decision on it")
    command.add_argument("year", metavar="YEAR", help="the year, or the folder, whose rules are asked")
    command.add_argument("file", nargs="?", metavar="FILE", help="an application to go on with, in YAML or JSON")
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the dialogue (nb)")
    command.add_argument("--save", type=Path, metavar="FILE", help="save the application in this file, as YAML")
    command.set_defaults(run=_ask)

    command = commands.add_parser("check", help="check the files of a regulation and list every problem")
    command.add_argument("folder", nargs="?", metavar="FOLDER", help="a year, or a folder of years (the shipped ones)")
    command.add_argument("--strict", action="store_true", help="count warnings as errors")
    command.set_defaults(run=_check)

    command = commands.add_parser("coverage", help="show what the rules carry of each document, section by section")
    command.add_argument(
        "year", nargs="?", metavar="YEAR|FOLDER", help="a year, or a folder of rules (all shipped years)"
    )
    command.add_argument("--sources", type=Path, metavar="FOLDER", help="compare with the documents in this folder")
    command.set_defaults(run=_coverage)

    add_command(commands)
    add_commands(commands)

    command = commands.add_parser("schema", help="print the JSON Schema of an application, rule files or a result")
    command.add_argument("name", choices=list(SCHEMAS))
    command.set_defaults(run=_schema)
    return parser


def _evaluate(options: argparse.Namespace) -> int:
    results: list[Result] = []
    failed = False
    durable, calendar = options.executor != "python", options.format == "ics"
    require("this needs", *(DURABLE if durable else ()), *(CALENDAR if calendar else ()))
    chosen = _regulation(options.year) if options.year else None
    for name in options.files:
        try:
            document = read(name)
            results.append(rules_for(document, chosen).evaluate(document, options.executor))
        except GrantRulesError as error:
            placed = isinstance(error, ProblemsError | UnknownRegulation)
            print(error if placed else f"{name}: {error}", file=sys.stderr)
            failed = True
    if len(options.files) == 1:
        output = render(results[0], options.format, options.lang) if results else ""
    else:
        output = render_several(results, options.format, options.lang)
    sys.stdout.write(output)
    return 1 if failed else 0


def _ask(options: argparse.Namespace) -> int:
    regulation = _regulation(options.year)
    begin = read(options.file) if options.file else None
    if begin is not None:
        regulation.evaluate(begin)  # which tells what is wrong with it by line and column

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    lines = iter(sys.stdin.readline, "")
    keep = saver(options.save) if options.save else None
    hold(regulation, lines, write, language=options.lang, begin=begin and begin.data, keep=keep)
    return 0


def _regulation(year: str) -> Regulation:
    return load(int(year) if re.fullmatch("[0-9]{4}", year) else Path(year))


def _check(options: argparse.Namespace) -> int:
    checked = check_folders(Path(options.folder) if options.folder else None)
    for problem in checked.problems:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - errors
    names = ", ".join(checked.checked)
    print(f"checked {names}: {_number(errors, 'error')}, {_number(warnings, 'warning')}")
    return 1 if errors or (options.strict and warnings) else 0


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _coverage(options: argparse.Namespace) -> int:
    year = options.year
    if year is None or re.fullmatch("[0-9]{4}", year):
        found = coverage(year and int(year), options.sources)
    else:
        found = coverage_of(Path(year), options.sources)
    print(found)
    return 1 if found.problems else 0


def _schema(options: argparse.Namespace) -> int:
    print(json.dumps(schema_of(options.name), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
