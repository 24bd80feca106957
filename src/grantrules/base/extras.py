"""The optional packages: what each is needed for, which extra brings it, and one way to say what is missing."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from grantrules.base.codes import Code
from grantrules.base.errors import MissingExtra


class Need(NamedTuple):
    """A package that something needs: the module that it is imported as, and the extra that brings it, if one does."""

    module: str
    package: str
    extra: str | None
    note: str = ""


TABLES = (Need("narwhals", "narwhals", "frames"), Need("polars", "polars", "frames"))
"""For applications in tables, and so for every portfolio."""

SPARK_TABLES = (Need("narwhals", "narwhals", "spark"),)
"""For tables in Spark; whoever has one has PySpark."""

ARROW = (Need("pyarrow", "pyarrow", None),)
"""For tables of pandas and DuckDB, which Polars reads by way of it; in no extra, since neither are they."""

WORKBOOKS_READ = (Need("fastexcel", "fastexcel", "excel"), Need("pyarrow", "pyarrow", "excel"))
"""For reading Excel workbooks; without pyarrow a cell with an error could not be told from an empty one."""

WORKBOOKS_WRITTEN = (Need("xlsxwriter", "xlsxwriter", "excel"),)
"""For writing them."""

PICTURE = (Need("matplotlib", "matplotlib", "picture"),)
"""For the picture of a portfolio."""

CALENDAR = (Need("icalendar", "icalendar", "calendar"),)
"""For duties as a calendar."""

WORD = (Need("docx", "python-docx", "docx"),)
"""For a comparison as a Word document."""

COMPLETION = (Need("shtab", "shtab", "completion"),)
"""For completing commands in a shell."""

PROOFS = (Need("z3", "z3-solver", "proofs"),)
"""For witnesses between years."""

_FROM_SOURCE = " (durable-rules is built from source: a C compiler is needed)"
DURABLE = (Need("durable_rules_engine", "durable-rules", "durable", _FROM_SOURCE),)
"""For the executor on durable-rules."""


def require(purpose: str, *needs: Need) -> None:
    """See whether all packages that something needs are installed; `purpose` begins the message, as in `a calendar needs`.

    Raises:
        MissingExtra: some are not; the message names all of those, and one command that brings them.
    """
    missing = {need.package: need for need in needs if find_spec(need.module) is None}
    if not missing:
        return
    extras = sorted({need.extra for need in missing.values() if need.extra})
    alone = [need.package for need in missing.values() if not need.extra]
    command = " ".join([*([f'"grantrules[{",".join(extras)}]"'] if extras else []), *alone])
    notes = "".join(need.note for need in missing.values())
    raise MissingExtra(Code.MISSING_PACKAGE, f"{purpose} {_listed(list(missing))}: pip install {command}{notes}")


def _listed(packages: list[str]) -> str:
    *others, last = packages
    return f"the packages {', '.join(others)} and {last}" if others else f"the package {last}"


def imported(purpose: str, *needs: Need) -> Any:
    """The first of the packages that something needs, once all of them are known to be installed.

    Raises:
        MissingExtra: some are not.
    """
    require(purpose, *needs)
    return import_module(needs[0].module)


_TABLES_NEED = "applications in tables need"


def need_for_tables(*, spark: bool) -> None:
    """See whether what tables of a kind need is installed.

    Raises:
        MissingExtra: something is not; the message says how to get it.
    """
    require(_TABLES_NEED, *(SPARK_TABLES if spark else TABLES))


@cache
def narwhals() -> Any:
    """Narwhals, in which the rules are compiled for tables.

    Raises:
        MissingExtra: it is not installed.
    """
    return imported(_TABLES_NEED, TABLES[0])


@cache
def polars() -> Any:
    """Polars, in which tables on one machine are worked on.

    Raises:
        MissingExtra: it or narwhals is not installed.
    """
    need_for_tables(spark=False)
    return imported(_TABLES_NEED, TABLES[1])
