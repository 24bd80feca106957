"""What the first answer of a process costs: importing, typing a command, and the first question of each kind.

Each line of the first table is a process of its own, from nothing to its end, beside `import pydantic`. What counts is the time
of the processor, which does not hang on what else the machine does. The modules are compiled to byte code beforehand, as an
installation has them; the shipped years are where the package was installed (`pip install -e .`). In the second table each question is asked for the first time in a process that has a decision, and then
again.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Options, Table, command_line, options_of, print_setting, three_digits
from grantrules.rules.shipped import compiled

USUAL = Options(applications=1, rounds=15, small=False)
SMALL = Options(applications=1, rounds=1, small=True)

EXAMPLE = Path(__file__).parents[1] / "examples" / "2022" / "undetermined.yaml"

MEASURE = "import pydantic"
PROCESSES = {
    "python": ["-c", "pass"],
    MEASURE: ["-c", MEASURE],
    "import grantrules": ["-c", "import grantrules"],
    "from grantrules import load, Application": ["-c", "from grantrules import load, Application"],
    "grantrules --version": ["-m", "grantrules", "--version"],
    "grantrules evaluate FILE": ["-m", "grantrules", "evaluate", str(EXAMPLE)],
    "grantrules evaluate FILE --format json": ["-m", "grantrules", "evaluate", str(EXAMPLE), "--format", "json"],
}
"""What is typed, by the name of its line."""

QUESTIONS = {
    "what_if": "decision.what_if({'applicant.type': 'foundation'})",
    "ask": "regulation.ask(document)",
    "nearest_eligible": "decision.nearest_eligible()",
    "to_text": "decision.to_text()",
    "to_json": "decision.to_json()",
}
"""The questions about a decision, as Python."""

_FIRST_AND_NEXT = """
import json, sys, time
import grantrules
document = grantrules.read(sys.argv[1])
regulation = grantrules.load(2022)
decision = regulation.evaluate(document)
def took():
    start = time.process_time()
    {question}
    return time.process_time() - start
first = took()
print(json.dumps([first, min(took() for _ in range(20))]))
"""


def seconds(arguments: list[str], byte_code: str) -> float:
    """The time of the processor that a Python process takes, started afresh; its byte code is kept in a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=_environment(byte_code))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment(byte_code: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**known, "PYTHONPYCACHEPREFIX": byte_code}


def first_and_next(question: str, byte_code: str) -> tuple[float, float]:
    """The seconds that a question takes when it is the first of its process, and when it is asked again."""
    script = _FIRST_AND_NEXT.format(question=question)
    command = [sys.executable, "-c", script, str(EXAMPLE)]
    made = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment(byte_code))
    first, later = json.loads(made.stdout)
    return first, later


def main(arguments: list[str] | None = None) -> int:
    """Print both tables."""
    given = command_line(__file__, __doc__).parse_args(arguments)
    options = options_of(given, USUAL, SMALL)
    print_setting(f"the best of {options.rounds} processes each")
    if compiled() is None:
        print("without the compiled years: install the package, or the rules are read from YAML")
    best = dict.fromkeys(PROCESSES, float("inf"))
    with TemporaryDirectory() as byte_code:
        for typed in PROCESSES.values():
            seconds(typed, byte_code)
        for _ in range(options.rounds):
            for name, typed in PROCESSES.items():
                best[name] = min(best[name], seconds(typed, byte_code))
        asked = {
            name: [first_and_next(question, byte_code) for _ in range(1 + options.rounds // 3)]
            for name, question in QUESTIONS.items()
        }
    table = Table("a process", "ms", f"× {MEASURE}")
    for name, took in best.items():
        table.row(name, three_digits(took * 1000), f"{took / best[MEASURE]:.1f}")
    print()
    table = Table("a question about a decision", "first, ms", "next, ms", "×")
    for name, pairs in asked.items():
        first, later = (min(each) for each in zip(*pairs, strict=True))
        table.row(name, three_digits(first * 1000), three_digits(later * 1000), f"{first / later:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
