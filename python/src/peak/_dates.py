"""Dates in filters, which need no quotes here."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What stands in quotes of any kind is left as it is; of the rest, what can be nothing but a date, a time or a period.
_WORDS = re.compile(
    r"""
    (?P<quoted> '(?:[^']|'')*' | "(?:[^"]|"")*" | `(?:[^`]|``)*` )
  | (?<![\w.'"`+\-*/])
    (?P<date> [12]\d{3}-(?:
        (?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])
          (?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?
      | Q[1-4] | W[0-5]\d | (?:0[1-9]|1[0-2])
    ))
    (?![\w.'"`+\-*/])
    """,
    re.VERBOSE,
)


def quoted(condition: str) -> str:
    """``start_date >= 2024-10-01`` is ``start_date >= '2024-10-01'``; so with times, 2024-10, 2024-Q4 and 2024-W40."""
    return _WORDS.sub(lambda word: word[0] if word["date"] is None else f"'{word['date']}'", condition)


def conditions(filters: str | Iterable[str] | None) -> list[str]:
    """Conditions that are all to be fulfilled; a set's order means nothing, and is the same each time."""
    if filters is None:
        return []
    if isinstance(filters, str):
        return [quoted(filters)]
    given = sorted(filters) if isinstance(filters, (set, frozenset)) else filters
    return [quoted(condition) for condition in given]
