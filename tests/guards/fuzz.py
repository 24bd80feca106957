"""Real files changed at random, given to whatever reads files: a result or a list of problems comes back, and soon.

    python -m tests.guards.fuzz --seconds 600 [--seed N]

Documents as YAML and as JSON are read and evaluated, and years of rules are read with one of their files changed. It prints how many
were read and how many refused with which code, the slowest and the memory at its height, and exits 1 where anything else came, where
one took longer than a second of the processor, or where memory went beyond 200 MiB. The input is then printed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import grantrules
from grantrules.base.errors import ProblemsError
from grantrules.rules.load import read_folder
from tests.support.documents import ROOT

MOST_SECONDS = 1.0
MOST_MEBIBYTES = 200

PIECES = [
    *"\n \t-?:,[]{}#'\"|>%&*!@`~.0\\\r\0",
    *(
        "- ",
        ": ",
        "\n  ",
        "# ",
        "''",
        '""',
        "---\n",
        "...\n",
        "|\n",
        ">-\n",
        "[a, b]",
        "{a: b}",
        "null",
        "no",
        "010",
        "1e5",
        "2026-02-30",
    ),
    *(
        "\\u",
        "\\ud83c\\udfe5",
        "\\x41",
        "%YAML 1.1\n",
        "\ufeff",
        "\xa0",
        "\u2028",
        "\x85",
        "🏥",
        "é",
        "\u0301",
        "1_000",
        "99999999999999999999",
    ),
    *(".inf", "<<: ", "[" * 45, "a: " * 3, "all: ", "any: ", "not: ", "require: ", "year: 2022\n", "kind: report\n"),
]
BYTES = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x00", b"\x1b", b"\x80"]


@dataclass
class Report:
    """What came of a run: readings by reader and outcome, the slowest by reader, and what went wrong."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def changed(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    """The content with up to four changes: words exchanged, pieces put in, taken out or repeated, lines moved; seldom bytes."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content) + 1)
        to = min(len(content), at + rng.randint(1, 40))
        match rng.randrange(40):
            case place if place < 14:
                content = _word_exchanged(content, rng.choice(others), rng)
            case place if place < 24:
                content = content[:at] + rng.choice(PIECES).encode() + content[at:]
            case place if place < 28:
                content = content[:at] + content[to:]
            case place if place < 31:
                content = content[:at] + content[at:to] * rng.choice((2, 3, 50)) + content[to:]
            case place if place < 35:
                other = rng.choice(others)
                begin = rng.randrange(len(other))
                content = content[:at] + other[begin : begin + rng.randint(1, 200)] + content[to:]
            case place if place < 39:
                lines = content.split(b"\n")
                one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
                lines[one], lines[two] = lines[two], b" " * rng.randrange(4) + lines[one].lstrip()
                content = b"\n".join(lines)
            case _:
                content = content[:at] + rng.choice(BYTES) + content[at:]
    return content


_WORD = re.compile(rb"[\w.-]+")


def _word_exchanged(content: bytes, other: bytes, rng: Random) -> bytes:
    """One word of the content replaced by one of the other, or by nothing."""
    words = list(_WORD.finditer(content))
    others: list[bytes] = [*_WORD.findall(other), b""]
    if not words:
        return content
    word = rng.choice(words)
    begin, end = word.span()
    return content[:begin] + rng.choice(others) + content[end:]


def read_document(name: str) -> Callable[[bytes], str]:
    """What reads and evaluates a document that is called so."""

    def read(content: bytes) -> str:
        document = grantrules.parse(content, name)
        if isinstance(document.data, Mapping) and document.data.get("kind") == "report":
            grantrules.evaluate_report(document)
        else:
            grantrules.evaluate(document)
        return "read"

    return read


@contextmanager
def readers(years: Sequence[int]) -> Iterator[dict[str, tuple[list[bytes], Callable[[bytes, Random], str]]]]:
    """What is read, by what reads it."""
    files = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.yaml"))]
    as_json = [json.dumps(grantrules.parse(file).data, default=str).encode() for file in files]
    yaml_read, json_read = read_document("a.yaml"), read_document("a.json")
    with TemporaryDirectory() as name:
        for year in years:
            shutil.copytree(ROOT / "regulations" / str(year), Path(name, str(year)))
        rules = {path: path.read_bytes() for path in sorted(Path(name).rglob("*.yaml")) if path.name != "cases.yaml"}

        def read_rules(content: bytes, rng: Random) -> str:
            path = rng.choice(list(rules))
            path.write_bytes(content)
            try:
                found = read_folder(path.parent)
            finally:
                path.write_bytes(rules[path])
            errors = [problem for problem in found.problems if problem.severity == "error"]
            assert bool(errors) == (found.rules is None)
            return errors[0].code.value if errors else "read"

        yield {
            "documents": (files, lambda content, _: yaml_read(content)),
            "documents as JSON": (as_json, lambda content, _: json_read(content)),
            "rules": (list(rules.values()), read_rules),
        }


def fuzz(seed: int, shares: Mapping[str, int], go_on: Callable[[int], bool], years: Sequence[int]) -> Report:
    """Rounds of readings, so many of each reader in a round, as long as `go_on` says of the round."""
    report, rng, number = Report(), Random(seed), 0
    with readers(years) as all_:
        while go_on(number):
            number += 1
            for reader, share in shares.items():
                files, read = all_[reader]
                for _ in range(share):
                    _try(reader, changed(rng.choice(files), files, rng), lambda content: read(content, rng), report)  # noqa: B023
    return report


def _try(reader: str, content: bytes, read: Callable[[bytes], str], report: Report) -> None:
    start = time.process_time()
    try:
        outcome = read(content)
    except ProblemsError as error:
        outcome = error.code.value
        if not all(str(problem).isprintable() for problem in error.problems):
            report.wrong.append(f"{reader}: not on a line: {error} {content!r}")
    except grantrules.UnknownRegulation as error:
        outcome = error.code.value
    except Exception as error:
        outcome = type(error).__name__
        report.wrong.append(f"{reader}: {outcome}: {error}: {content!r}")
    took = time.process_time() - start
    report.outcomes[reader, outcome] += 1
    report.slowest[reader] = max(took, report.slowest.get(reader, 0.0))
    if took > MOST_SECONDS:
        report.wrong.append(f"{reader}: {took:.1f} s: {content!r}")


def main() -> int:
    """Fuzz for as long as one likes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    shares = {"documents": 60, "documents as JSON": 20, "rules": 2}
    report = fuzz(options.seed, shares, lambda _: time.monotonic() < end, (2022, 2023, 2026))
    print(f"seed {options.seed}")
    for reader, slowest in report.slowest.items():
        counts = Counter({outcome: number for (of, outcome), number in report.outcomes.items() if of == reader})
        print(f"{reader}: {counts.total()}, the slowest {slowest:.3f} s")
        print("   ", ", ".join(f"{outcome} {number}" for outcome, number in counts.most_common()))
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{mebibytes:.0f} MiB at most")
    print(*report.wrong, sep="\n")
    return 1 if report.wrong or mebibytes > MOST_MEBIBYTES else 0


if __name__ == "__main__":
    sys.exit(main())
