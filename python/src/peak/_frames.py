"""Answers as pandas DataFrames and Arrow tables. Both libraries are optional, and loaded when they are needed."""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

from ._errors import PeakError
from ._rows import Rows, of_document

if TYPE_CHECKING:
    import pandas
    import pyarrow

PANDAS = importlib.util.find_spec("pandas") is not None
ARROW = importlib.util.find_spec("pyarrow") is not None


def load(parquet: bool, pandas: bool) -> None:
    """Imports what the answer needs, which may take longer than the answer."""
    if parquet:
        import pyarrow.parquet  # noqa: F401
    if pandas and PANDAS:
        import pandas  # noqa: F401


def arrow_of(parquet: bytes) -> pyarrow.Table:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(pyarrow.BufferReader(parquet))


def require_arrow() -> None:
    if not ARROW:
        raise PeakError("arrow=True needs pyarrow: pip install pyarrow")


def frame_of(table: pyarrow.Table) -> pandas.DataFrame:
    """Dates and times are datetime64 (times with UTC), integers stay integers where values are missing."""
    import pandas
    import pyarrow

    for place, field in enumerate(table.schema):
        if pyarrow.types.is_date(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pyarrow.timestamp("us")))
    missing = {
        pyarrow.int64(): pandas.Int64Dtype(),
        pyarrow.int32(): pandas.Int32Dtype(),
        pyarrow.bool_(): pandas.BooleanDtype(),
    }
    nullable = {
        field.name: missing[field.type]
        for place, field in enumerate(table.schema)
        if field.type in missing and table.column(place).null_count
    }
    plain = table.drop_columns(list(nullable))
    frame: pandas.DataFrame = plain.to_pandas(maps_as_pydicts="lossy", ignore_metadata=True)
    for name, kind in nullable.items():
        column: Any = pandas.array(table.column(name).to_pylist(), dtype=kind)
        frame.insert(table.schema.get_field_index(name), name, column)
    for place, field in enumerate(table.schema):
        if pyarrow.types.is_map(field.type) and pyarrow.types.is_struct(field.type.item_type):
            frame[field.name] = [_typed(entries) for entries in frame[field.name]]
    return frame


def _typed(entries: Any) -> Any:
    return None if entries is None else {key: _value(entry) for key, entry in entries.items()}


def _value(entry: Any) -> Any:
    """A parameter, which the lake keeps as type, text and number."""
    if entry is None or entry["value"] is None:
        return None
    match entry["type"]:
        case "int":
            return int(entry["value"])
        case "float":
            return entry["number"]
        case "bool":
            return entry["value"] == "true"
        case _:
            return entry["value"]


def rows_or_frame(document: dict[str, Any]) -> Any:
    """A document of ``--json --types``, as a DataFrame where there is pandas."""
    rows = of_document(document)
    return _frame(rows, document.get("types", {})) if PANDAS else rows


_DTYPES = {"double": "float64", "date": "datetime64[us]", "timestamp": "datetime64[us, UTC]"}
_WHOLE = {"long": ("int64", "Int64"), "int": ("int32", "Int32"), "boolean": ("bool", "boolean")}


def _frame(rows: Rows, types: dict[str, str]) -> pandas.DataFrame:
    import pandas

    columns = {}
    for name in rows.columns:
        values = [row[name] for row in rows]
        kind = types.get(name, "value")
        if kind == "value":
            kind, values = _narrowest(values)
        columns[name] = pandas.Series(values, dtype=_dtype(kind, values))
    return pandas.DataFrame(columns, columns=rows.columns)


def _narrowest(values: list[Any]) -> tuple[str, list[Any]]:
    """A parameter has a type in every row; its column has the narrowest that holds them all, as in a Parquet file."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "boolean", values
    if kinds == {int}:
        return "long", values
    if kinds and kinds <= {int, float}:
        return "double", values
    return "text", [value if value is None or isinstance(value, str) else json.dumps(value) for value in values]


def _dtype(kind: str, values: list[Any]) -> Any:
    import pandas

    if kind in _DTYPES:
        return _DTYPES[kind]
    if kind in _WHOLE:
        without, with_missing = _WHOLE[kind]
        return with_missing if None in values else without
    if kind == "text" and int(pandas.__version__.split(".")[0]) >= 3:
        return "str"
    return object
