"""Spark in local mode for tests: one session for all of them, and tables of it made from Polars frames."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import polars as pl
import pytest

REQUIRED = "GRANTRULES_SPARK"
"""With this variable in the environment a missing Spark is a failure."""

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "America/Los_Angeles",
    "spark.log.level": "ERROR",
}


def what_is_missing() -> str | None:
    """Why Spark cannot be started here, if it cannot."""
    if find_spec("pyspark") is None:
        return 'PySpark is not installed: pip install "grantrules[spark]"'
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "there is no Java, which Spark runs on"
    return None


def skip_without_spark() -> None:
    """Skip a module or a test and say why; a failure where Spark is required."""
    missing = what_is_missing()
    if missing is not None and REQUIRED in os.environ:
        pytest.fail(missing)
    if missing is not None:
        pytest.skip(missing, allow_module_level=True)


@cache
def session() -> Any:
    """The one Spark session of the tests."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or else the first `python3` there is, of whatever version
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]").appName("grantrules")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


def in_spark(frame: pl.DataFrame) -> Any:
    """A Spark frame with the same rows."""
    types = import_module("pyspark.sql.types")
    fields = [types.StructField(name, _type(types, type_)) for name, type_ in frame.schema.items()]
    return session().createDataFrame(frame.rows(), types.StructType(fields))


def _type(types: Any, type_: Any) -> Any:
    match type_:
        case pl.Decimal():
            return types.DecimalType(type_.precision, type_.scale)
        case pl.List():
            return types.ArrayType(_type(types, type_.inner))
        case pl.Struct():
            return types.StructType([types.StructField(each.name, _type(types, each.dtype)) for each in type_.fields])
        case pl.Datetime():
            return types.TimestampType() if type_.time_zone else types.TimestampNTZType()
        case _:
            return getattr(types, f"{_NAMES[type_]}Type")()


_NAMES = {
    pl.Null: "Null",
    pl.String: "String",
    pl.Boolean: "Boolean",
    pl.Date: "Date",
    pl.Binary: "Binary",
    pl.Int8: "Byte",
    pl.Int16: "Short",
    pl.Int32: "Integer",
    pl.Int64: "Long",
    pl.Float32: "Float",
    pl.Float64: "Double",
}
