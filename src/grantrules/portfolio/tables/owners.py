"""Which application each measure belongs to, by row; and whether every key is as it should be."""

from __future__ import annotations

from typing import Any

from grantrules.evaluation.executors.frame.joins import KEY
from grantrules.evaluation.executors.frame.packages import polars


def owners(applications: Any, measures: Any, ids: str) -> tuple[Any, bool]:
    """The row of the application of each measure, and whether every key is surely stated, unique and not stray.

    The tables are lazy Polars frames: one of `KEY` and the number of its row, and one with `KEY` and a column of `ids`.
    That no two keys are alike is seen from their hashes; where two of those are alike, the keys have to be looked at,
    and so they have where one is not stated or leads nowhere.
    """
    pl = polars()
    keys, own = measures.select(KEY), measures.select(pl.col(ids).cast(pl.String))
    joined = keys.join(applications, on=KEY, how="left", maintain_order="left").select(pl.exclude(KEY))
    row = joined.collect(engine="streaming").to_series().rechunk()
    id_, one = own.collect(engine="in-memory").to_series(), applications.select(KEY).collect(engine="in-memory")[KEY]
    stated = not (_has_none(one) or _has_none(id_) or row.null_count())
    return row, stated and _alone(one.hash()) and _alone(id_.hash() ^ row.hash())


def _alone(hashes: Any) -> bool:
    return bool(hashes.n_unique() == len(hashes))


def _has_none(keys: Any) -> bool:
    return bool(keys.null_count()) or bool((keys == "").any())
