"""Rows for those who have no pandas: dicts with the right types, which draw themselves in a notebook."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

_SHOWN = 60


class Rows(list[dict[str, Any]]):
    """Rows as dicts. Dates are ``date``, times ``datetime`` with UTC, what is missing is None."""

    def __init__(self, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
        super().__init__(rows)
        self.columns = columns

    def _repr_html_(self) -> str:
        more = f"<p>{len(self) - _SHOWN:,} more of {len(self):,} rows</p>" if len(self) > _SHOWN else ""
        return table(self.columns, ([row[name] for name in self.columns] for row in self[:_SHOWN])) + more


class Counts(dict[str, Any]):
    """What a command did, in numbers."""

    def _repr_html_(self) -> str:
        return facts(self)


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    head = "".join(f"<th>{_cell(name)}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def facts(named: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr><th>{_cell(name)}</th><td>{_cell(value)}</td></tr>" for name, value in named.items())
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(value: Any) -> str:
    return "" if value is None else html.escape(str(value))


def _double(value: Any) -> Any:
    return float(value) if isinstance(value, (str, int)) else value  # "NaN", "Infinity", "-Infinity"


_READERS: dict[str, Callable[[Any], Any]] = {
    "double": _double,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "numbers": lambda numbers: {name: _double(number) for name, number in numbers.items()},
}


def of_document(document: dict[str, Any]) -> Rows:
    """The rows of ``--json --types``."""
    types = document.get("types", {})
    readers = {name: _READERS[kind] for name, kind in types.items() if kind in _READERS}
    rows: list[dict[str, Any]] = document["rows"]
    for name, read in readers.items():
        for row in rows:
            if row[name] is not None:
                row[name] = read(row[name])
    return Rows(document["columns"], rows)


def of_json(text: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document
