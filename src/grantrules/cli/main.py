"""The command line. Arguments are read here and results printed; everything else is done elsewhere.

Exit codes: 0 done, whatever the verdict; 1 the input or the rules have problems, all of them listed,
or two executors disagree; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from math import inf
from pathlib import Path
from pkgutil import resolve_name
from typing import TypeAlias

from grantrules.base.errors import GrantRulesError, shorten
from grantrules.base.texts import LANGUAGES
from grantrules.version import VERSION

FORMATS = ("text", "markdown", "html", "json", "checklist", "ics")
COMPARED_FORMATS = FORMATS[:4]
DOCX = "docx"
TABLES = ("csv", "parquet", "xlsx", "jsonl")
SHELLS = ("bash", "zsh", "fish")
EXECUTORS = ("python", "durable", "both")
SCHEMAS = (
    "application",
    "report",
    "rules",
    "facts",
    "offices",
    "sources",
    "ledger",
    "cases",
    "report-cases",
    "decision",
    "answer",
    "diff",
    "history",
    "summary",
)
"""What there is to choose from; said here too, so that who only asks for help need not wait for what makes it."""


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # has no public name


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
        if "pydantic" not in sys.modules:  # which would look for plugins, and that takes longer than a decision
            os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        code: int = resolve_name(f"grantrules.cli.{options.run}")(options)
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
    command.add_argument(
        "files",
        nargs="+",
        type=_something,
        metavar="FILE",
        help="an application or a report, in YAML or JSON (`-`: standard input)",
    )
    command.add_argument(
        "--year", type=_something, metavar="Y", help="use the rules of this year, or of this folder, instead"
    )
    _add_form(command, FORMATS)
    command.add_argument("--full", action="store_true", help="print the whole page, not the brief one")
    command.add_argument("--executor", choices=EXECUTORS, default="python", help="what runs the rules (python)")
    command.set_defaults(run="commands:run_evaluate", command=command)

    command = add("ask", help="ask for what matters to an application, and print the decision on it")
    command.add_argument("year", metavar="YEAR", type=_something, help="the year, or the folder, whose rules are asked")
    command.add_argument(
        "file", nargs="?", type=_something, metavar="FILE", help="an application to go on with, in YAML or JSON"
    )
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the dialogue (nb)")
    command.add_argument("--save", type=_path, metavar="FILE", help="save the application in this file, as YAML")
    command.set_defaults(run="commands:run_ask", command=command)

    command = add("check", help="check the files of a regulation and list every problem")
    command.add_argument(
        "folder", nargs="?", type=_something, metavar="FOLDER", help="a year, or a folder of years (the shipped ones)"
    )
    command.add_argument("--strict", action="store_true", help="count warnings as errors")
    command.set_defaults(run="commands:run_check")

    command = add("draft", help="copy a year as a draft of a later one, in which every rule waits for its source")
    command.add_argument("year", type=_year, metavar="YEAR", help="the year that the draft is for")
    command.add_argument(
        "--from", dest="copied", required=True, type=_something, metavar="Y", help="the year, or the folder, to copy"
    )
    command.add_argument("folder", type=_path, metavar="FOLDER", help="the folder to be made; it must not be there")
    command.set_defaults(run="commands:run_draft")

    command = add("coverage", help="show what the rules carry of each document, section by section")
    which = "a year, or a folder of rules (all shipped years)"
    command.add_argument("year", nargs="?", type=_something, metavar="YEAR|FOLDER", help=which)
    command.add_argument("--sources", type=_path, metavar="FOLDER", help="compare with the documents in this folder")
    command.set_defaults(run="commands:run_coverage")

    _add_batch(commands)
    _add_comparisons(commands)

    command = add("schema", help="print a JSON Schema, or write those that editors use into a folder of rules")
    either = command.add_mutually_exclusive_group(required=True)
    either.add_argument("name", nargs="?", choices=SCHEMAS)
    into = "write the schemas for the files in this folder into it, with its own facts and documents"
    either.add_argument("--write", type=_folder, metavar="FOLDER", help=into)
    command.set_defaults(run="commands:run_schema")

    command = add("completion", help="print what completes the commands in a shell")
    command.add_argument("shell", choices=SHELLS, help="the shell that runs it when it starts")
    command.set_defaults(run="commands:run_completion", parser=parser)
    return parser


def _add_batch(commands: _Commands) -> None:
    command = commands.add_parser("batch", help="evaluate many applications, and write tables of what came of them")
    option = command.add_argument
    kinds = "a folder, or a file: YAML, JSON, JSON lines, or tables as CSV, Parquet or Excel"
    option("inputs", nargs="+", type=_something, metavar="INPUT", help=kinds)
    option(
        "--measures",
        type=_something,
        metavar="FILE",
        help="the table of measures that belongs to a single table",
    )
    option("--out", type=_path, required=True, metavar="FOLDER", help="write everything into this folder, or nothing")
    option("--format", choices=TABLES, default="csv", help="the form of the tables (csv)")
    excel = "write CSV as Excel in Norway opens it: semicolons, decimal commas, and a mark that says UTF-8"
    option("--for", choices=["excel"], dest="reader", help=excel)
    option("--year", type=_something, metavar="Y", help="use the rules of this year, or of this folder, for all")
    option("--rules", action="store_true", help="add a column for each rule: how it came out")
    option("--picture", action="store_true", help="add the summary as a picture, summary.png")
    option("--force", action="store_true", help="replace a folder that an earlier batch wrote")
    option("--lang", choices=LANGUAGES, help="the language of the summary (nb)")
    command.set_defaults(run="batch:run_batch", command=command)


def _add_comparisons(commands: _Commands) -> None:
    command = commands.add_parser("diff", help="show what changed between two years: in words, in effect, for whom")
    command.add_argument("before", type=_something, metavar="A", help="a year, or a folder of rules")
    command.add_argument("after", type=_something, metavar="B", help="a year, or a folder of rules")
    _add_form(command, (*COMPARED_FORMATS, DOCX))
    into = "write it into this file and print nothing; a Word document (docx) needs one"
    command.add_argument("--out", type=_path, metavar="FILE", help=into)
    command.add_argument("--full", action="store_true", help="print what each year says of every rule, not half a page")
    command.add_argument("--conditions", action="store_true", help="print all that, with what each rule asks for")
    group = command.add_argument_group("witnesses", "applications that the two years treat differently, found by Z3")
    seek, option = group.add_argument, command.add_argument
    seek("--witness", action="store_true", help="seek the smallest of them")
    seek("--write", type=_path, metavar="FOLDER", help="write each as a file in this folder")
    seek("--measures", type=_measures, metavar="N", help="seek among applications with up to N measures (2)")
    seek("--seconds", type=_seconds, metavar="S", help="seek for at most so many seconds (20)")
    seek("--undetermined", action="store_true", help="count it as a difference that only one year comes to a verdict")
    both = "evaluate these applications under both (all that batch reads; can be given again) and tell who is affected"
    option("--portfolio", action="append", type=_something, metavar="INPUT", help=both)
    table = "the table of measures that belongs to a single table of applications"
    option("--portfolio-measures", type=_something, metavar="FILE", help=table)
    dates = "leave dates of submission as stated, and do not move them with the round"
    option("--keep-dates", action="store_true", help=dates)
    command.set_defaults(run="commands:run_diff", command=command)

    command = commands.add_parser("history", help="show one rule through the years")
    command.add_argument("rule", type=_something, metavar="RULE", help="the id of a rule, also an earlier one")
    _add_form(command, COMPARED_FORMATS)
    command.set_defaults(run="commands:run_history")


def _add_form(command: argparse.ArgumentParser, forms: Iterable[str]) -> None:
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the output (nb)")
    command.add_argument("--format", choices=list(forms), default="text", help="the form of the output (text)")


def _measures(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 3:
        raise argparse.ArgumentTypeError(f"expected a number of measures, found {text!r}")
    return int(text)


def _year(text: str) -> int:
    if not re.fullmatch("(19|2[01])[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"expected a year such as 2027, found {text!r}")
    return int(text)


def _something(text: str) -> str:
    """What is named, which nothing would be taken for something else."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a name, found nothing")
    return text


def _path(text: str) -> Path:
    return Path(_something(text))


def _folder(text: str) -> Path:
    if not text or not Path(text).is_dir():
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


if __name__ == "__main__":
    sys.exit(main())
