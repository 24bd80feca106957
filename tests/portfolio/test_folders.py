"""A pile of applications: every sort of file, what cannot be read kept with its place, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.api import load
from grantrules.base import nodes
from grantrules.base.decoding import MAX_BYTES
from grantrules.base.errors import ApplicationError
from grantrules.intake.documents import DocumentFile
from grantrules.portfolio.files.folders import Item, read_submissions
from grantrules.regulation import Regulation
from tests.support.documents import ROOT


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def names(pile: Iterator[Item], folder: Path) -> list[str]:
    return [item.name.removeprefix(f"{folder}/") for item in pile]


def data(item: Item) -> object:
    assert isinstance(item.document, DocumentFile), item.problems
    return item.document.data


def lines(item: Item) -> list[str]:
    assert item.document is None
    return [str(problem) for problem in item.problems]


# -- what is an item, and its name


def test_a_folder_is_read_with_all_folders_below_in_the_order_of_the_paths(tmp_path: Path) -> None:
    files = ("b.yaml", "a/z.yml", "a/b/c.JSON", "a.yaml", "c.jsonl", "10.yaml", "9.yaml")
    left = (".hidden.yaml", ".git/d.yaml", "e.txt", "README.md", "yaml", "a/f.yaml~")
    folder = write(tmp_path, dict.fromkeys(files, b'{"id": "A"}\n') | dict.fromkeys(left, "id: no"))
    found = names(read_submissions(folder), folder)
    assert found == ["10.yaml", "9.yaml", "a/b/c.JSON", "a/z.yml", "a.yaml", "b.yaml", "c.jsonl:1"]
    assert all(data(item) == {"id": "A"} for item in read_submissions(str(folder)))


def test_a_name_is_the_path_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"pile/a.yaml": "id: a"})
    monkeypatch.chdir(tmp_path)
    assert [item.name for item in read_submissions("pile")] == [str(Path("pile/a.yaml"))]


def test_an_empty_folder_is_an_empty_pile(tmp_path: Path) -> None:
    assert list(read_submissions(tmp_path)) == []


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "application"])
def test_any_other_file_is_one_application(tmp_path: Path, name: str) -> None:
    (item,) = read_submissions(write(tmp_path, {name: '{"id": "A",\n"year": 2022}\n'}) / name)
    assert data(item) == {"id": "A", "year": 2022}


def test_each_line_of_a_file_of_lines_is_an_application_and_empty_lines_are_none(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.jsonl": '{"id": "A"}\n\n  \r\n {"id":"B"} \r\n{"id": "C"}'}) / "a.jsonl"
    assert [(item.name, data(item)) for item in read_submissions(path)] == [
        (f"{path}:1", {"id": "A"}),
        (f"{path}:4", {"id": "B"}),
        (f"{path}:5", {"id": "C"}),
    ]


def test_the_examples_are_a_pile() -> None:
    pile = list(read_submissions(ROOT / "examples"))
    assert [Path(item.name) for item in pile] == sorted((ROOT / "examples").glob("*/*.yaml"))
    assert not any(item.problems for item in pile)


def test_a_pile_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ApplicationError, match="nowhere: there is no such file or folder"):
        read_submissions(tmp_path / "nowhere")


# -- what cannot be read stops nothing

BAD_LINES: Mapping[str, tuple[bytes, str]] = {
    "not closed": (b'{"id": "x"', "2:1: is not JSON: the `{` in line 1 is not closed; expected `,` or `}`"),
    "no JSON": (b"{]", "2:2: is not JSON"),
    "a list": (b'[{"id": "x"}]', "2:1: expected an application in braces"),
    "a word": (b'  "x"', "2:1: expected an application in braces"),
    "a word beyond ASCII": ("ø".encode(), "2:1: expected an application in braces"),
    "null": (b"null", "2:1: expected an application in braces"),
    "YAML without braces": (b"id: x", "2:1: expected an application in braces"),
    "a comment": (b"# x", "2:1: expected an application in braces"),
    "an application and more": (b'{"id": "x"} {"id": "y"}', "2:13: is not JSON"),
    "a key twice": (b'{"id": "x", "id": "y"}', "2:13: duplicate key `id`; it stands in this line already"),
    "an exponent": (b'{"amount": 1e5}', "2:12: `1e5` has an exponent; write the number out"),
    "not a number": (b'{"amount": .nan}', "2:12: `.nan` is not a number that can be compared"),
    "too many digits": (
        b'{"amount": 1234567890123456789}',
        "2:12: expected a number of at most 18 digits, found `1234567890123456789`",
    ),
    "a list as a key": (b"{[a]: b}", "2:2: a key must be a word"),
    "too deep": (b'{"a":' + b"[" * 100, "2:45: is nested more than 40 deep"),
    "not UTF-8": (b'{"id": "\xff"}', "2:9: is not UTF-8 (byte 0xff)"),
    "a control character": (b'{"id": "\x00"}', "2:9: has a control character (U+0000)"),
    "a mark": (b'\xef\xbb\xbf{"id": "x"}', "2:1: begins with a byte-order mark"),
    "too long": (b'{"id": "' + b"x" * 2 * MAX_BYTES + b'"}', "2:1: is larger than 2 MiB"),
}


@pytest.mark.parametrize(("line", "expected"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_kept_with_its_place_and_the_next_is_read(tmp_path: Path, line: bytes, expected: str) -> None:
    path = write(tmp_path, {"a.jsonl": b'{"id": "A"}\n' + line + b'\n{"id": "B"}\n'}) / "a.jsonl"
    first, bad, last = read_submissions(path)
    assert (data(first), data(last)) == ({"id": "A"}, {"id": "B"})
    assert bad.name == f"{path}:2"
    assert lines(bad)[0].startswith(f"{path}:{expected}")


BAD_FILES: Mapping[str, tuple[bytes, str]] = {
    "a list": (b'[{"id": "x"}]', ":1:1: expected an application or a report as a mapping, found a list"),
    "empty": (b"", ":1:1: the file is empty"),
    "bad JSON": (b'{\n"id": ]', ":2:7: is not {form}: expected a value, found `]`"),
    "a key twice": (b'{"id": "x",\n"id": "y"}', ":2:1: duplicate key `id`; it stands in line 1 already"),
    "not UTF-8": (b"id: \xff", ":1:5: is not UTF-8"),
}


@pytest.mark.parametrize(("content", "expected"), BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_bad_file_is_kept_with_its_place(tmp_path: Path, suffix: str, content: bytes, expected: str) -> None:
    name = f"b.{suffix}"
    folder = write(tmp_path, {"a.yaml": "id: A", name: content, "c.yaml": "id: C"})
    first, bad, last = read_submissions(folder)
    assert (data(first), data(last)) == ({"id": "A"}, {"id": "C"})
    assert bad.name == str(folder / name)
    assert lines(bad)[0].startswith(f"{folder / name}{expected.format(form=suffix.upper())}")


def test_links_that_lead_nowhere_or_to_folders_are_items_and_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path, {"m.yaml": "id: M"})
    (folder / "a.yaml").symlink_to("nowhere")
    (folder / "b.jsonl").symlink_to("nowhere")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "n.yaml").symlink_to("m.yaml")
    found = {item.name.removeprefix(f"{folder}/"): item for item in read_submissions(folder)}
    assert list(found) == ["a.yaml", "b.jsonl", "loop", "m.yaml", "n.yaml"]
    assert lines(found["a.yaml"]) == [f"{folder}/a.yaml: there is no such file"]
    assert lines(found["b.jsonl"]) == [f"{folder}/b.jsonl: there is no such file"]
    assert lines(found["loop"]) == [f"{folder}/loop: is a link to a folder, which is not followed"]
    assert data(found["n.yaml"]) == data(found["m.yaml"]) == {"id": "M"}


def test_a_folder_that_cannot_be_read_is_an_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, {"a/x.yaml": "id: X", "b.yaml": "id: B"})
    listed = Path.iterdir

    def guarded(path: Path) -> Iterator[Path]:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return iter(list(listed(path)))

    monkeypatch.setattr(Path, "iterdir", guarded)
    closed, last = read_submissions(folder)
    assert lines(closed) == [f"{folder}/a: cannot be read: Permission denied"]
    assert data(last) == {"id": "B"}


# -- a line is read as a file is read

SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
NESTED = st.recursive(SIMPLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pile")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=3), NESTED), max_size=4),
    st.booleans(),
    st.sampled_from([(", ", ": "), (",", ":")]),
)
def test_a_line_and_a_file_of_the_same_json_are_read_alike(
    place: Path, entries: list[tuple[str, Any]], ascii_only: bool, separators: tuple[str, str]
) -> None:
    def written(value: object) -> str:
        return json.dumps(value, ensure_ascii=ascii_only, separators=separators)

    text = separators[0].join(f"{written(key)}{separators[1]}{written(value)}" for key, value in entries)
    content = f"{{{text}}}".encode("utf-8", "surrogatepass")
    write(place, {"a.json": content, "a.jsonl": b'{"id": "A"}\n' + content})
    (of_file,) = read_submissions(place / "a.json")
    _, of_line = read_submissions(place / "a.jsonl")
    if of_file.document is None:
        places = [(problem.where.column, problem.message) for problem in of_line.problems]
        in_file = [(problem.where.column, problem.message) for problem in of_file.problems]
        assert places == [
            (column, message.replace("in line 1 already", "in this line already")) for column, message in in_file
        ]
        assert {problem.where.line for problem in of_line.problems} == {2}
    else:
        assert data(of_line) == data(of_file)


def test_what_validation_finds_is_placed_in_the_line(tmp_path: Path) -> None:
    bad = '{"id": "B", "measures": [{"amount": "x"}, {"kind": "no", "levle": 1}], "colour": 1}'
    path = write(tmp_path, {"a.jsonl": f'{{"id": "A"}}\n{bad}\n'}) / "a.jsonl"
    _, item = read_submissions(path)
    assert item.document is not None
    with pytest.raises(ApplicationError) as caught:
        load(2022).evaluate(item.document)
    places = {str(problem.where) for problem in caught.value.problems}
    at = [bad.index(words) + 1 for words in ('"x"', '"no"', '"levle"', '"colour"')]
    assert places == {f"{path}:2:{column}" for column in at}


def test_an_item_can_be_evaluated_as_any_application(tmp_path: Path) -> None:
    regulation: Regulation = load(2022)
    (example,) = read_submissions(ROOT / "examples/2022/eligible.yaml")
    line = json.dumps(data(example), default=str)
    (same,) = read_submissions(write(tmp_path, {"a.jsonl": line}) / "a.jsonl")
    assert example.document is not None
    assert same.document is not None
    assert regulation.evaluate(same.document).to_json() == regulation.evaluate(example.document).to_json()


# -- one at a time


def test_a_file_of_lines_is_read_as_far_as_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"a.jsonl": '{"id": "A"}\n' * 5_000}) / "a.jsonl"
    read: list[bytes] = []

    def counted(line: bytes, *rest: Any) -> Any:
        read.append(line)
        return reading(line, *rest)

    reading = nodes.read_bytes
    monkeypatch.setattr("grantrules.portfolio.files.folders.read_bytes", counted)
    pile = read_submissions(path)
    assert read == []
    for number, item in enumerate(pile, start=1):
        assert item.name == f"{path}:{number}"
        assert len(read) == number
    assert len(read) == 5_000


def test_a_folder_is_read_as_far_as_it_is_asked_for(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a/a.yaml": "id: A", "b/b.yaml": "id: B"})
    pile = read_submissions(folder)
    assert data(next(pile)) == {"id": "A"}
    write(folder, {"b/b.yaml": "id: later"})
    assert data(next(pile)) == {"id": "later"}
