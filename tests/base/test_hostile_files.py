"""Files made to do harm, or merely made badly: each is refused in words or read, in little time and memory.

All are evaluated as applications by one process that forks for each, so that every one has limits of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of a process are set here as Unix sets them")

CPU_SECONDS = 1
MEMORY_MIB = 200
MIB = 1024 * 1024

EVALUATOR = f"""
import json, os, resource, sys
import grantrules.cli.main
grantrules.load(2022)
reports = {{}}
for name in sys.argv[1:]:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.dup2(os.open(name + ".err", os.O_CREAT | os.O_WRONLY, 0o600), 2)
        os.dup2(os.open(name + ".out", os.O_CREAT | os.O_WRONLY, 0o600), 1)
        resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
        resource.setrlimit(resource.RLIMIT_AS, ({4 * MEMORY_MIB * MIB}, {4 * MEMORY_MIB * MIB}))
        code = grantrules.cli.main.main(["evaluate", name, "--year", "2022", "--format", "json"])
        sys.stdout.flush()
        os._exit(code)
    os.close(write)
    _, status, used = os.wait4(child, 0)
    reports[name] = [os.waitstatus_to_exitcode(status), used.ru_maxrss // 1024]
print(json.dumps(reports))
"""

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED: dict[str, tuple[bytes, str]] = {
    # the structure
    "alias bomb": (BOMB.encode(), "1:4: anchors and aliases are not read here"),
    "anchor that holds itself": (b"measures: &m\n  - *m\n", "1:11: anchors and aliases"),
    "merge key": (b"applicant: {<<: *a}\n", "1:17: anchors and aliases"),
    "two megabytes of brackets": (b"[" * (2 * MIB), "1:41: is nested more than 40 deep"),
    "two megabytes of braces": (b"{" * (2 * MIB), "1:41: is nested more than 40 deep"),
    "two megabytes of list marks": (b"- " * MIB, "1:81: is nested more than 40 deep"),
    "two megabytes of question marks": (b"? " * MIB, "1:81: is nested more than 40 deep"),
    "two megabytes of one key": (b"? " + b"a" * (2 * MIB - 8) + b"\n: 1", "1:3: unknown field `aaa"),
    "deep blocks": (b"".join(b" " * n + b"a:\n" for n in range(60)), "40:40: is nested more than 40 deep"),
    "all the keys that fit": (b"{" + b"".join(b"%d: ," % n for n in range(200_000)) + b"}", "more than 50,000 values"),
    "five thousand unknown keys": (b"".join(b"k%d: 1\n" % n for n in range(5_000)), "4999:1: unknown field `k4998`"),
    "more than two megabytes": (b"#" * (2 * MIB + 1), "1:1: is larger than 2 MiB"),
    "a hundred megabytes": (b"\n" * (100 * MIB), "1:1: is larger than 2 MiB"),
    "an empty file": (b"", "1:1: the file is empty"),
    "only a comment": (b"# nothing\n", "1:1: the file is empty"),
    "only marks": (b"---\n...\n", "expected an application or a report as a mapping, found nothing"),
    "a second document": (b"id: a\n---\nid: b\n", "2:1: a second document begins here"),
    "a Python object": (
        b"id: !!python/object/apply:os.system [ls]\n",
        "1:5: the tag `!!python/object/apply:os.system`",
    ),
    "a tag of its own": (b"id: !secret a\n", "1:5: the tag `!secret` is not read here"),
    "a binary tag": (b"id: !!binary aGVp\n", "1:5: the tag `!!binary`"),
    "a directive": (b"%YAML 3.0\n---\nid: a\n", "1:1: is not YAML: the line that begins with `%` is a directive"),
    "a key twice": (b"id: a\nid: b\n", "2:1: duplicate key `id`; it stands in line 1"),
    "a list as a key": (b"[a]: 1\n", "1:1: a key must be a word"),
    "an open quote": (
        b'id: "a\n' * 1000,
        '2:1: is not YAML: this line stands too far to the left to go on with the `"` in line 1',
    ),
    "tabs": (b"applicant:\n\ttype: municipality\n", "2:1: is not YAML: a tab stands where indentation is read"),
    # the bytes
    "a byte-order mark": (b"\xef\xbb\xbfid: a\n", "1:1: begins with a byte-order mark"),
    "UTF-16": ("id: a\n".encode("utf-16"), "1:1: begins with a byte-order mark"),
    "UTF-16 without a mark": ("id: a\n".encode("utf-16-le"), "has a control character (U+0000)"),
    "invalid UTF-8": (b"id: a\nname: \xc3\x28\n", "2:7: is not UTF-8 (byte 0xc3)"),
    "Latin-1": ("id: Trøndelag\n".encode("latin-1"), "1:7: is not UTF-8 (byte 0xf8)"),
    "overlong UTF-8": (b"id: \xc0\xaf\n", "1:5: is not UTF-8 (byte 0xc0)"),
    "a surrogate in UTF-8": (b"id: \xed\xa0\x80\n", "1:5: is not UTF-8 (byte 0xed)"),
    "random bytes": (bytes((n * 97 + 13) % 256 for n in range(10_000)), "2:2: is not UTF-8"),
    "control characters": (b"id: a\x1b[31mb\n", "1:6: has a control character (U+001B)"),
    "a NUL": (b"id: a\x00b\n", "1:6: has a control character (U+0000)"),
    "half a surrogate escape": (b'{"id": "\\ud83d"}', "1:11: is not YAML: the escape stands for no character"),
    # the values
    "no as a key": (b"no: 1\n", "1:1: unknown field `no`"),
    "off as a value": (b"submitter_has_role: off\n", "expected true or false, found `off`; did you mean `false`?"),
    "a day that is none": (b"submitted_on: 2026-02-30\n", "1:15: there is no such date as `2026-02-30`"),
    "a year of no date": (b"submitted_on: 0000-01-01\n", "1:15: there is no such date as `0000-01-01`"),
    "a zero in front": (b"measures:\n  - {amount: 010}\n", "2:14: `010` begins with a zero"),
    "a time": (b"measures:\n  - {amount: 12:30}\n", "2:14: expected an amount in kroner, found `12:30`"),
    "an underscore": (b"measures:\n  - {amount: 1_000}\n", "2:14: expected an amount in kroner, found `1_000`"),
    "a float": (b"measures:\n  - {amount: 1e999999999}\n", "2:14: `1e999999999` has an exponent"),
    "not a number": (b"measures:\n  - {amount: .nan}\n", "2:14: `.nan` is not a number"),
    "three hundred digits": (b"measures:\n  - {amount: " + b"9" * 300 + b"}\n", "a number of at most 18 digits"),
    "a million digits": (b"measures:\n  - {amount: " + b"9" * MIB + b"}\n", "a number of at most 18 digits"),
    "a million decimals": (b"measures:\n  - {amount: 0." + b"9" * MIB + b"}\n", "a number of at most 18 digits"),
    "a huge text": (b"applicant: {name: " + b"a" * MIB + b"}\n", "expected at most 10,000 characters"),
    "a word for everything": (b"municipality\n", "1:1: expected an application or a report as a mapping"),
}
"""What each file holds, and words of the problem that is told."""

ACCEPTED: dict[str, bytes] = {
    "emoji": "id: 🏥\napplicant: {name: 'Bø 🎓'}\n".encode(),
    "emoji as JSON escapes": b'{"id": "\\ud83c\\udfe5", "applicant": {"name": "B\\u00f8"}}',
    "JSON over several lines": b'{\n  "id": "a",\n  "measures": [\n    {"amount": 1000.50}\n  ]\n}\n',
    "escaped control characters": b'id: "a\\u0007\\r\\n\\e[31m"\n',
    "quoted numbers as text": b"applicant: {organisation_number: '012345678'}\n",
    "Windows line ends": b"id: a\r\napplicant:\r\n  type: municipality\r\n",
    "an empty mapping": b"{}",
    "nothing as values": b"id:\napplicant: ~\nmeasures: null\n",
    "a long comment": b"id: a\n#" + b"!" * MIB,
}

CASES = {**{name: data for name, (data, _) in REFUSED.items()}, **ACCEPTED}


@dataclass(frozen=True)
class Report:
    code: int
    mebibytes: int
    said: str
    decided: str


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    folder = tmp_path_factory.mktemp("hostile")
    files = {name: folder / f"{number}.yaml" for number, name in enumerate(CASES)}
    for name, path in files.items():
        path.write_bytes(CASES[name])
    command = [sys.executable, "-c", EVALUATOR, *map(str, files.values())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    return {name: _report(path, *found[str(path)]) for name, path in files.items()}


def _report(path: Path, code: int, mebibytes: int) -> Report:
    said, decided = (Path(f"{path}.{end}").read_text("utf-8") for end in ("err", "out"))
    return Report(code, mebibytes, said.replace(str(path), path.name), decided)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    assert report.code == 1
    assert REFUSED[name][1] in report.said
    assert "fault" not in report.said
    assert all(line.split(":")[0].endswith(".yaml") for line in report.said.splitlines())
    assert report.decided == ""


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    assert (report.code, report.said) == (0, "")
    assert json.loads(report.decided)["schema"] == "grantrules.decision/1"


@pytest.mark.parametrize("name", CASES)
def test_little_memory_is_used(name: str, reports: dict[str, Report]) -> None:
    assert reports[name].mebibytes <= MEMORY_MIB


def test_escapes_of_emoji_are_read_as_one_character(reports: dict[str, Report]) -> None:
    assert json.loads(reports["emoji as JSON escapes"].decided)["application"]["id"] == "🏥"


def test_control_characters_do_not_reach_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from grantrules.cli.main import main

    path = tmp_path / "application.yaml"
    path.write_bytes(b'id: "\\e[31m"\napplicant: {"\\e[2J": 1}\n')
    assert main(["evaluate", str(path), "--year", "2022"]) == 1
    path.write_bytes(b'id: "\\e[31m"\napplicant: {name: "\\e[2J"}\n')
    assert main(["evaluate", str(path), "--year", "2022"]) == 0
    printed = capsys.readouterr()
    assert "\\x1b[2J" in printed.err
    assert "\x1b" not in printed.err + printed.out


def test_files_that_are_no_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from grantrules.cli.main import main

    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    names = [str(tmp_path), str(tmp_path / "none"), str(tmp_path / "loop"), "/dev/null", "n" * 5000]
    assert main(["evaluate", *names, "--year", "2022"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(names)
    endings = ("is a folder", "no such file", "cannot be read", "the file is empty", "cannot be read")
    assert all(end in line for line, end in zip(said, endings, strict=True))
