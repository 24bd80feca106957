"""What is rejected is kept as it was read, below `rejected/` and nowhere else; what folders hold besides is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import grantrules
from grantrules.base import decoding
from grantrules.base.errors import ApplicationError, PortfolioError
from grantrules.cli.main import main

Printed = pytest.CaptureFixture[str]
BAD, GOOD = "id: {}\nyear: 2026\nwrong: 1\n", "id: {}\nyear: 2026\n"
HEAD, MEASURES = "id,year,applicant.type\n", "application,id\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def held(folder: Path) -> dict[str, str]:
    """Every file below a folder, and what is in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "backslashreplace") for path in paths}


# -- where it is written


WAYS: Mapping[str, tuple[str, list[str], dict[str, str]]] = {
    "a folder and one above": (
        "ol/cwd",
        ["new", "../old"],
        {"cwd/new/a.yaml": BAD.format("A"), "old/b.yaml": BAD.format("B")},
    ),
    "one above, alone": ("ol/cwd", ["../old"], {"b.yaml": BAD.format("B")}),
    "two above": (
        "x/y/z",
        ["in1", "../../in2"],
        {"y/z/in1/a.yaml": BAD.format("A"), "in2/b.yaml": BAD.format("B")},
    ),
    "there and back": (
        "q/r",
        ["../r/in1/../in1/a.yaml", "in1"],
        {"a.yaml": BAD.format("A")},
    ),
}


@pytest.mark.parametrize(("cwd", "inputs", "expected"), WAYS.values(), ids=WAYS)
def test_wherever_it_comes_from_it_is_written_below_rejected(
    cwd: str, inputs: list[str], expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("ol/cwd/new/a.yaml", "x/y/z/in1/a.yaml", "q/r/in1/a.yaml"):
        write(tmp_path, {path: BAD.format("A")})
    for path in ("ol/old/b.yaml", "x/in2/b.yaml"):
        write(tmp_path, {path: BAD.format("B")})
    before = held(tmp_path)
    monkeypatch.chdir(tmp_path / cwd)
    assert main(["batch", *inputs, "--out", "res"]) == 1
    assert held(Path("res/rejected")) == expected
    assert {name: text for name, text in held(tmp_path).items() if not name.startswith(f"{cwd}/res/")} == before


def test_a_link_on_the_way_does_not_lead_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"far/in/b.yaml": BAD.format("B"), "here/in/b.yaml": BAD.format("A")})
    (tmp_path / "here/link").symlink_to(tmp_path / "far/in", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "here")
    assert main(["batch", "in", "link/../in", "link", "--out", "res"]) == 1
    texts = {"far/in/b.yaml": BAD.format("B"), "here/in/b.yaml": BAD.format("A")}
    assert held(Path("res/rejected")) == texts


def test_what_was_named_is_read_again_in_the_folder_of_rejects(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BAD.format("A"), "a.txt.yaml": BAD.format("B"), "c": BAD.format("C")})
    grantrules.batch([tmp_path / name for name in ("a.txt", "a.txt.yaml", "c")]).save(tmp_path / "out")
    kept = tmp_path / "out/rejected"
    assert list(held(kept)) == ["a.txt-2.yaml", "a.txt.yaml", "c.yaml"]
    assert grantrules.batch(kept).summary.rejected == 3


def test_two_tables_with_the_same_measures_are_refused_by_name_too(tmp_path: Path, capsys: Printed) -> None:
    both = {"applications.csv": f"{HEAD}A,2026,kommun\n", "søknader.csv": f"{HEAD}B,2026,kommun\n"}
    write(tmp_path, {**both, "measures.csv": MEASURES})
    assert main(["batch", *(str(tmp_path / name) for name in both), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'søknader.csv'}: several tables of applications lie beside each other\n"
    )
    assert not (tmp_path / "out").exists()


def test_tables_from_several_folders_and_one_table_twice_are_all_kept(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, {"applications.csv": f"{HEAD}{name},2026,kommun\n", "measures.csv": MEASURES})
    tables = [tmp_path / name / "applications.csv" for name in ("one", "two", "one")]
    grantrules.batch(tables).save(tmp_path / "out")
    kept = held(tmp_path / "out/rejected")
    found = {name: text.splitlines()[1:] for name, text in kept.items() if Path(name).name == "applications.csv"}
    assert found == {
        "one/applications.csv": ["one,2026,kommun"],
        "one/applications/applications.csv": ["one,2026,kommun"],
        "two/applications.csv": ["two,2026,kommun"],
    }


# -- as it was read


def test_what_happens_to_files_after_they_were_read_does_not_matter(tmp_path: Path) -> None:
    lines = ['{"id": "A", "wrong": 1}', '{"id": "B", "year": 2026}', '{"id": "C", "year": 1999}']
    write(tmp_path, {"in/a.jsonl": "\n".join(lines), "in/b.yaml": BAD.format("D"), "in/c.yaml": "- x\n"})
    batch = grantrules.batch(tmp_path / "in")
    write(tmp_path, {"in/a.jsonl": "changed\n" * 3, "in/c.yaml": "changed"})
    (tmp_path / "in/b.yaml").unlink()
    batch.save(tmp_path / "out")
    assert held(tmp_path / "out/rejected") == {
        "a.jsonl": f"{lines[0]}\n{lines[2]}\n",
        "b.yaml": BAD.format("D"),
        "c.yaml": "- x\n",
    }


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="the system gives a pipe no name")
def test_what_came_through_a_pipe_is_kept(tmp_path: Path) -> None:
    end, start = os.pipe()
    os.write(start, BAD.format("A").encode())
    os.close(start)
    try:
        grantrules.batch(f"/dev/fd/{end}").save(tmp_path / "out")
    finally:
        os.close(end)
    assert held(tmp_path / "out/rejected") == {f"{end}.yaml": BAD.format("A")}


def test_what_is_too_large_is_copied_when_it_is_written_or_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("grantrules.portfolio.files.folders", "grantrules.base.nodes", "grantrules.base.decoding"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 40)
    assert decoding.MAX_BYTES == 40
    long = f'{{"id": "{"x" * 90}"}}'
    write(tmp_path, {"in/a.jsonl": f"{long}\n[1]\n{long}", "in/b.yaml": long})
    batch = grantrules.batch(tmp_path / "in")
    batch.save(tmp_path / "out")
    assert held(tmp_path / "out/rejected") == {"a.jsonl": f"{long}\n[1]\n{long}\n", "b.yaml": long}
    (tmp_path / "in/b.yaml").unlink()
    with pytest.raises(PortfolioError) as raised:
        batch.save(tmp_path / "again")
    assert str(raised.value) == (
        f"{tmp_path / 'in/b.yaml'}: what was rejected cannot be read again (it is there no more, or was no file), "
        "and nothing was written"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


# -- names, and what is no file


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_name_that_is_not_utf_8_is_shown_with_escapes_and_kept(form: str, tmp_path: Path, capsys: Printed) -> None:
    inside = Path(os.fsdecode(os.fsencode(tmp_path) + b"/in\xe6"))
    names = {os.fsdecode(b"\xff.yaml"): GOOD.format("A"), os.fsdecode(b"\xf8.yaml"): BAD.format("B")}
    write(inside, {**names, os.fsdecode(b"l\xf8.jsonl"): '{"id": "C"}\n'})
    write(inside / "t", {"applications.csv": f"{HEAD}D,2026,kommun\n", "measures.csv": MEASURES})
    assert main(["batch", str(inside), "--out", str(tmp_path / "out"), "--format", form]) == 1
    assert "has a fault" not in capsys.readouterr().err
    batch = grantrules.batch(inside)
    assert batch.applications["source"].to_list() == [f"{tmp_path}/in\\udce6/\\udcff.yaml"]
    assert sorted(set(batch.rejects["source"])) == [
        f"{tmp_path}/in\\udce6/{name}" for name in ("\\udcf8.yaml", "l\\udcf8.jsonl:1", "t/applications.csv:2")
    ]
    kept = tmp_path / "out/rejected"
    assert {os.fsencode(path.name) for path in kept.iterdir()} == {b"\xf8.yaml", b"l\xf8.jsonl", b"t"}
    arguments = ["diff", "2022", "2023", "--portfolio", str(inside), "--format", "html"]
    assert main(arguments) == 1
    assert "has a fault" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", ["applications.parquet", "book.xlsx"])
def test_tables_that_need_a_name_in_utf_8_say_so(name: str, tmp_path: Path) -> None:
    inside = Path(os.fsdecode(os.fsencode(tmp_path) + b"/in\xe6"))
    write(inside, {name: "x", "measures.parquet": "x"} if name.endswith("t") else {name: "x"})
    with pytest.raises(ApplicationError) as raised:
        grantrules.batch(inside)
    assert str(raised.value) == (
        f"{tmp_path}/in\\udce6/{name}: cannot be read, for its name or that of a folder is not UTF-8; give it another"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_what_is_written_needs_a_name_in_utf_8(tmp_path: Path) -> None:
    out = Path(os.fsdecode(os.fsencode(tmp_path) + b"/o\xe6")) / "out"
    with pytest.raises(PortfolioError) as raised:
        grantrules.batch([{"year": 2026}]).save(out)
    assert str(raised.value) == (f"{tmp_path}/o\\udce6/out: stands under a name that is not UTF-8; name another folder")
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl", "applications.csv", "a.xlsx"])
def test_a_pipe_in_a_folder_is_not_waited_for(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"z.yaml": GOOD.format("Z")})
    os.mkfifo(tmp_path / name)
    batch = grantrules.batch(tmp_path)
    assert batch.applications["id"].to_list() == ["Z"]
    assert [(each.name, each.reasons[0].problem.message) for each in batch.rejected] == [
        (str(tmp_path / name), "is no file but a pipe, a socket or a device, which is not read")
    ]


# -- what is passed over


def test_what_is_passed_over_is_told_and_nothing_read_is_no_success(tmp_path: Path, capsys: Printed) -> None:
    write(tmp_path / "in", {"a.txt": "x", "b/c.DOCX": "x", "README": "x", ".hidden": "x"})
    passed = (
        "passed over 3 files (.DOCX, .txt, no ending); read are "
        ".csv, .json, .jsonl, .ndjson, .parquet, .tsv, .xlsm, .xlsx, .yaml, .yml\n"
    )
    told = f"{passed}nothing was read: no application was found\n"
    assert main(["batch", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.endswith(f"read 0, evaluated 0, rejected 0\n{told}")
    assert main(["diff", "2022", "2023", "--portfolio", str(tmp_path / "in")]) == 1
    assert capsys.readouterr().err == told
    write(tmp_path / "in", {"a.yaml": GOOD.format("A")})
    assert main(["batch", str(tmp_path / "in"), "--out", str(tmp_path / "two")]) == 0
    assert capsys.readouterr().err.endswith(passed)
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), "--out", str(tmp_path / "three")]) == 1


def test_lines_are_read_under_both_their_names_in_folders_and_by_name(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": name, "year": 2026}) + "\n" for name in "AB")
    path = write(tmp_path / "in", {"a.ndjson": lines}) / "a.ndjson"
    for place in (path, path.parent):
        assert grantrules.batch(place).applications["source"].to_list() == [f"{path}:1", f"{path}:2"]


def test_tables_with_a_separator_of_their_own_can_be_read_again(tmp_path: Path) -> None:
    files = {"applications.csv": "sep=|\nid|year|applicant.type\nA|2026|kommun\n", "measures.csv": "application,id\n"}
    grantrules.batch(write(tmp_path / "in", files)).save(tmp_path / "out")
    again = grantrules.batch(tmp_path / "out/rejected")
    assert [reject.id for reject in again.rejected] == ["A"]
