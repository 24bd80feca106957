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
from collections.abc import Iterable, Sequence
from math import inf
from pathlib import Path

from grantrules.api import diff, history, load, read, rules_for
from grantrules.base.errors import GrantRulesError, ProblemsError, Severity, UnknownRegulation, shorten
from grantrules.base.extras import CALENDAR, DURABLE, require
from grantrules.base.texts import LANGUAGES
from grantrules.cli.batch import Commands, add_command, all_went_in, progress
from grantrules.cli.dialogue import hold, saver
from grantrules.evaluation.executors import EXECUTORS
from grantrules.regulation import Regulation
from grantrules.render.forms import COMPARED_FORMATS, FORMATS, Result, render, render_several
from grantrules.rules.coverage import coverage, coverage_of
from grantrules.rules.load import check_folders
from grantrules.schema import SCHEMAS, schema_of, write_schemas
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
    add = commands.add_parser

    command = add("evaluate", help="evaluate applications and reports, and print the decisions and answers")
    command.add_argument("files", nargs="+", metavar="FILE", help="an application or a report, in YAML or JSON")
    command.add_argument("--year", metavar="Y", help="use the rules of this year, or of this folder, instead")
    _add_form(command, FORMATS)
    command.add_argument("--executor", choices=EXECUTORS, default="python", help="what runs the rules (python)")
    command.set_defaults(run=_evaluate)

    command = add("ask", help="ask for what matters to an application, and print the decision on it")
    command.add_argument("year", metavar="YEAR", help="the year, or the folder, whose rules are asked")
    command.add_argument("file", nargs="?", metavar="FILE", help="an application to go on with, in YAML or JSON")
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the dialogue (nb)")
    command.add_argument("--save", type=Path, metavar="FILE", help="save the application in this file, as YAML")
    command.set_defaults(run=_ask)

    command = add("check", help="check the files of a regulation and list every problem")
    command.add_argument("folder", nargs="?", metavar="FOLDER", help="a year, or a folder of years (the shipped ones)")
    command.add_argument("--strict", action="store_true", help="count warnings as errors")
    command.set_defaults(run=_check)

    command = add("coverage", help="show what the rules carry of each document, section by section")
    which = "a year, or a folder of rules (all shipped years)"
    command.add_argument("year", nargs="?", metavar="YEAR|FOLDER", help=which)
    command.add_argument("--sources", type=Path, metavar="FOLDER", help="compare with the documents in this folder")
    command.set_defaults(run=_coverage)

    add_command(commands)
    _add_comparisons(commands)

    command = add("schema", help="print a JSON Schema, or write those that editors use into a folder of rules")
    either = command.add_mutually_exclusive_group(required=True)
    either.add_argument("name", nargs="?", choices=list(SCHEMAS))
    into = "write the schemas for the files in this folder into it, with its own facts and documents"
    either.add_argument("--write", type=_folder, metavar="FOLDER", help=into)
    command.set_defaults(run=_schema)
    return parser


def _add_comparisons(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("diff", help="show what changed between two years: in words, in effect, for whom")
    command.add_argument("before", metavar="A", help="a year, or a folder of rules")
    command.add_argument("after", metavar="B", help="a year, or a folder of rules")
    _add_form(command, COMPARED_FORMATS)
    group = command.add_argument_group("witnesses", "applications that the two years treat differently, found by Z3")
    seek, option = group.add_argument, command.add_argument
    seek("--witness", action="store_true", help="seek the smallest of them")
    seek("--write", type=Path, metavar="FOLDER", help="write each as a file in this folder")
    seek("--measures", type=_measures, metavar="N", help="seek among applications with up to N measures (2)")
    seek("--seconds", type=_seconds, metavar="S", help="seek for at most so many seconds (20)")
    seek("--undetermined", action="store_true", help="count it as a difference that only one year comes to a verdict")
    both = "evaluate these applications under both (all that batch reads; can be given again) and tell who is affected"
    option("--portfolio", action="append", metavar="INPUT", help=both)
    table = "the table of measures that belongs to a single table of applications"
    option("--portfolio-measures", metavar="FILE", help=table)
    command.set_defaults(run=lambda options: _diff(command, options))

    command = commands.add_parser("history", help="show one rule through the years")
    command.add_argument("rule", metavar="RULE", help="the id of a rule, also an earlier one")
    _add_form(command, COMPARED_FORMATS)
    command.set_defaults(run=_history)


def _add_form(command: argparse.ArgumentParser, forms: Iterable[str]) -> None:
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the output (nb)")
    command.add_argument("--format", choices=list(forms), default="text", help="the form of the output (text)")


def _measures(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 3:
        raise argparse.ArgumentTypeError(f"expected a number of measures, found {text!r}")
    return int(text)


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no such folder: {shorten(text)}")
    return Path(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < inf:
        raise argparse.ArgumentTypeError(f"expected a number of seconds, found {text!r}")
    return seconds


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


def _diff(command: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    given = {"measures": options.measures, "seconds": options.seconds}
    search = {name: value for name, value in given.items() if value is not None}
    if not options.witness and (search or options.write or options.undetermined):
        command.error("--write, --measures, --seconds and --undetermined need --witness")
    if options.portfolio_measures and not options.portfolio:
        command.error("--portfolio-measures needs --portfolio")
    with progress() as tell:
        found = diff(
            options.before,
            options.after,
            witness=options.witness,
            undetermined=options.undetermined,
            portfolio=options.portfolio,
            portfolio_measures=options.portfolio_measures,
            progress=tell,
            **search,
        )
    if options.write:
        for path in found.write_witnesses(options.write, options.lang):
            print(path, file=sys.stderr)
    sys.stdout.write(COMPARED_FORMATS[options.format](found, options.lang))
    of = found.impact
    return 0 if of is None or all_went_in(of.read, len(of.rejected), of.passed_over) else 1


def _history(options: argparse.Namespace) -> int:
    sys.stdout.write(COMPARED_FORMATS[options.format](history(options.rule), options.lang))
    return 0


def _schema(options: argparse.Namespace) -> int:
    if options.write:
        for path in write_schemas(options.write):
            print(path)
        return 0
    print(json.dumps(schema_of(options.name), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
