"""Executes every notebook in a fresh kernel of this environment: `python -m tests.guards.notebooks [NAME…]`.

Exit code 1 if any of them fails. Needs the extra `notebook`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.support.documents import ROOT

NOTEBOOKS = ROOT / "notebooks"
SECONDS = 300
"""So long may one cell take."""


def every_notebook() -> list[Path]:
    """The notebooks, in their order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def cells(path: Path, kind: str) -> list[str]:
    """The sources of the cells of a kind."""
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def execute(path: Path) -> str | None:
    """Run a notebook where it stands, keeping nothing of it; what went wrong, if something did."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    here = f"import sys; assert sys.executable == {sys.executable!r}, sys.executable"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(here))
    resources = {"metadata": {"path": str(path.parent)}}
    try:
        NotebookClient(notebook, kernel_name="python3", timeout=SECONDS, resources=resources).execute()
    except (CellExecutionError, TimeoutError, RuntimeError) as error:
        return str(error)
    return None


def main(names: list[str]) -> int:
    """Execute the notebooks named, or all; 1 if any of them failed."""
    failed = 0
    for path in every_notebook():
        if names and path.stem not in names:
            continue
        start = time.perf_counter()
        wrong = execute(path)
        failed += wrong is not None
        print(f"{path.name}: {'failed' if wrong else 'executed'} ({time.perf_counter() - start:.1f} s)", flush=True)
        if wrong:
            print(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
