"""The style of every HTML page, from the style sheets beside this module: in light and dark, on screens and on paper."""

from __future__ import annotations

import re
from importlib.resources import files

_SHEETS = files("grantrules.render.paper") / "css"


def _sheet(name: str) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", (_SHEETS / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)


PAPER = _sheet("page")
"""For a document of its own."""

STYLE = "".join(map(_sheet, ("colours", "base", "result", "print")))
"""For every page, and for a part of another one."""
