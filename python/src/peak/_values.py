"""Values of any library as those that files hold. No library is loaded: what they have in common is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)


def plain(value: Any) -> Any:
    """A number, text, date, time or None for what numpy, pandas and others write differently."""
    if value is None or isinstance(value, bool):
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)  # numpy's are of kinds of their own
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if hasattr(value, "to_pydatetime"):  # pandas.Timestamp
        return value.to_pydatetime(warn=False)
    if hasattr(value, "to_pytimedelta"):
        return value.to_pytimedelta()
    if isinstance(value, (datetime, date, timedelta)):
        return value
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
        kind = value.dtype.kind
        if kind in "Mm":  # numpy's times; in nanoseconds they would become numbers
            unit = value.astype("datetime64[us]" if kind == "M" else "timedelta64[us]")
            return plain(unit.item())
        return plain(value.item())
    return value


def instant(value: Any) -> datetime | None:
    """A time with UTC; one without a zone is UTC."""
    value = plain(value)
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def micros(value: Any) -> int | None:
    time = instant(value)
    return None if time is None else (time - _EPOCH) // _MICROSECOND


def json_value(value: Any) -> Any:
    """What JSON can say: non-finite numbers are texts, as Peak's own writer has them."""
    value = plain(value)
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            if math.isfinite(value):
                return value
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case datetime():
            return instant(value).isoformat().replace("+00:00", "Z")  # type: ignore[union-attr]
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [json_value(item) for item in value]
        case set() | frozenset():
            return sorted((json_value(item) for item in value), key=str)
    if hasattr(value, "tolist"):  # an array
        return json_value(value.tolist())
    return str(value)


def columns_of(table: Any) -> dict[str, list[Any]]:
    """The columns of a DataFrame of pandas or polars, an Arrow table, a mapping of lists, or rows as mappings."""
    if isinstance(table, Mapping):
        return {str(name): list(values) for name, values in table.items()}
    if hasattr(table, "to_pydict"):  # pyarrow
        return {str(name): values for name, values in table.to_pydict().items()}
    if hasattr(table, "columns") and hasattr(table, "iloc"):  # pandas
        return {str(name): list(table.iloc[:, place]) for place, name in enumerate(table.columns)}
    if hasattr(table, "columns") and hasattr(table, "get_column"):  # polars
        return {name: table.get_column(name).to_list() for name in table.columns}
    rows = list(table)
    if not all(isinstance(row, Mapping) for row in rows):
        raise TypeError(f"no table: {type(table).__name__}; give a DataFrame, or rows as dicts")
    names: dict[str, None] = {str(name): None for row in rows for name in row}
    return {name: [row.get(name) for row in rows] for name in names}


def pairs_of(curve: Any) -> Iterable[tuple[Any, Any]]:
    """The points of a curve: a Series or DataFrame by time, a mapping from time, or pairs."""
    if hasattr(curve, "iloc") and not hasattr(curve, "columns"):  # pandas.Series
        return zip(list(curve.index), list(curve), strict=True)
    if isinstance(curve, Mapping) and not any(str(name).lower() == "equity" for name in curve):
        return curve.items()
    if not isinstance(curve, Mapping) and not hasattr(curve, "columns"):
        points = list(curve)
        if not points or not isinstance(points[0], Mapping):
            return [(time, value) for time, value in points]
        curve = points
    columns = {name.lower(): values for name, values in columns_of(curve).items()}
    if "equity" not in columns:
        raise ValueError(f"a curve has a column equity, not only {', '.join(columns) or 'none'}")
    times = next((columns[name] for name in ("timestamp", "datetime", "date", "time") if name in columns), None)
    if times is None:
        if not hasattr(curve, "index"):
            raise ValueError("a curve has a column timestamp, or is indexed by time")
        times = list(curve.index)
    return zip(times, columns["equity"], strict=True)
