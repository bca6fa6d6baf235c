"""A lake, asked through one process of the command that stays open."""

from __future__ import annotations

import os
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import _frames
from ._comparison import Comparison
from ._dates import conditions
from ._errors import PeakError, PeakWarning, failure
from ._picture import Picture
from ._rows import Counts, facts, of_json
from ._session import Said, Session

if TYPE_CHECKING:
    import pandas
    import pyarrow

Texts = str | Iterable[str]

_GLANCE = 1_000  # rows that are quicker as JSON than as a Parquet file
_DONE, _DONE_IN_PART, _WAITING = 0, 3, 4


class Lake:
    """A lake of runs: ``PEAK_LAKE``, else ``./lake``, unless another folder is named.

    The first question starts a process, which later ones share. Close it, use it in a ``with``, or let it end with
    the program. Questions give DataFrames; ``arrow=True`` gives Arrow tables; without pandas, lists of dicts.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = Path(path or os.environ.get("PEAK_LAKE") or "lake").absolute()
        self._session = Session(str(self.path))

    def __enter__(self) -> Lake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failed: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process. A later question starts another."""
        self._session.close()

    def __repr__(self) -> str:
        return f"Lake({str(self.path)!r})"

    def _repr_html_(self) -> str:
        return facts({"lake": self.path, "runs": self.count()})

    # Questions

    def runs(
        self,
        where: Texts | None = None,
        *,
        columns: Texts | None = None,
        order_by: str | None = None,
        limit: int | None = None,
        as_of: str | int | None = None,
        arrow: bool = False,
    ) -> Any:
        """Runs that fulfil the filter (docs/reference/filters.md; dates need no quotes), the newest first.

        ``columns``: names such as ``["run_id", "sharpe", "params.fast"]``, or ``"*"`` for all.
        ``as_of``: a date, a time or a version of the lake.
        """
        args = ["query", *_options("--where", conditions(where)), *_columns(columns)]
        args += _option("--order-by", order_by) + _option("--as-of", as_of)
        return self._rows(args, limit, arrow)

    def count(self, where: Texts | None = None, *, as_of: str | int | None = None) -> int:
        """How many runs fulfil the filter."""
        args = ["query", "--count", "--json", *_options("--where", conditions(where)), *_option("--as-of", as_of)]
        return int(of_json(self._ask(args).out)["count"])

    def aggregate(
        self,
        metric: Texts,
        group_by: Texts | None = None,
        *,
        period: str | None = None,
        every: str | None = None,
        agg: Texts | None = None,
        where: Texts | None = None,
        having: Texts | None = None,
        order_by: str | None = None,
        limit: int | None = None,
        as_of: str | int | None = None,
        arrow: bool = False,
    ) -> Any:
        """Statistics of metrics over groups of runs: mean, std, min, median, max, count and not_finite, or ``agg``."""
        args = ["aggregate", *_joined("--by", group_by), *_joined("--agg", agg)]
        args += _option("--period", period) + _option("--every", every) + _options("--where", conditions(where))
        args += _options("--having", _list(having)) + _option("--order-by", order_by) + _option("--as-of", as_of)
        return self._rows(args, limit, arrow, words=_list(metric), few=True)

    def sql(
        self, statement: str, *, limit: int | None = None, as_of: str | int | None = None, arrow: bool = False
    ) -> Any:
        """One statement that reads, in DuckDB's SQL, over the lake's tables (docs/reference/sql.md)."""
        return self._rows(["sql", *_option("--as-of", as_of)], limit, arrow, words=[statement])

    def equity(
        self,
        where: Texts | None = None,
        *,
        rows: Texts | None = None,
        columns: Texts | None = ("run_id", "seq", "timestamp", "equity"),
        order_by: str | None = None,
        limit: int | None = None,
        as_of: str | int | None = None,
        arrow: bool = False,
    ) -> Any:
        """Points of the equity curves of the runs that fulfil the filter, by run and place.

        ``rows`` filters points: ``"timestamp >= 2024-10-01"``. ``columns="*"``: all.
        """
        args = ["equity", *_chosen(where, rows), *_columns(columns), *_option("--order-by", order_by)]
        return self._rows(args + _option("--as-of", as_of), limit, arrow)

    def trades(
        self,
        where: Texts | None = None,
        *,
        rows: Texts | None = None,
        columns: Texts | None = None,
        order_by: str | None = None,
        limit: int | None = None,
        as_of: str | int | None = None,
        arrow: bool = False,
    ) -> Any:
        """Trades and fills of the runs that fulfil the filter, by run and place. ``rows`` filters trades: ``"pnl < 0"``."""
        args = ["trades", *_chosen(where, rows), *_columns(columns), *_option("--order-by", order_by)]
        return self._rows(args + _option("--as-of", as_of), limit, arrow)

    def compare(self, *runs: str, where: Texts | None = None, as_of: str | int | None = None) -> Comparison:
        """2 to 500 runs side by side: what differs, metrics, and curves over each other as a picture."""
        args = ["compare", "--json", *_one("--where", conditions(where)), *_option("--as-of", as_of)]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "curves.svg")
            try:
                said = self._ask([*args, f"--svg={file}", "--", *runs])
                picture = Picture(file.read_text(encoding="utf-8"))
            except PeakError as none:
                if "no curve above zero" not in str(none):
                    raise
                said, picture = self._ask([*args, "--", *runs]), None
        return Comparison(of_json(said.out), picture)

    def map(
        self,
        metric: str,
        x: str,
        y: str,
        *,
        where: Texts | None = None,
        agg: str | None = None,
        as_of: str | int | None = None,
    ) -> Picture:
        """A metric over two parameters as a picture: ``lake.map("sharpe", "params.fast", "params.slow")``."""
        args = ["map", f"--over={x},{y}", *_options("--where", conditions(where)), *_option("--agg", agg)]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "map.svg")
            self._ask([*args, *_option("--as-of", as_of), f"--svg={file}", "--", metric])
            return Picture(file.read_text(encoding="utf-8"))

    def show(self, run: str) -> Counts:
        """All that the lake knows of one run; a beginning of its run_id will do."""
        return Counts(of_json(self._ask(["show", "--json", "--", run]).out))

    # Deeds

    def ingest(self, *paths: str | os.PathLike[str], wait: str = "10s") -> Counts:
        """Loads run folders, or folders of them; makes the lake if there is none.

        What is refused is counted, and said in a warning. ``wait``: how long for what somebody is still writing.
        """
        said = self._ask(
            ["ingest", "--json", "--wait", wait, "--", *(os.path.abspath(path) for path in paths)],
            fine=(_DONE_IN_PART, _WAITING),
        )
        counts = Counts(of_json(said.out))
        if counts["rejected"] or counts["waiting"]:
            told = f"{counts['rejected']} refused, {counts['waiting']} still being written (lake.rejects() says why)"
            warnings.warn(told, PeakWarning, stacklevel=2)
        return counts

    def rejects(self) -> Any:
        """The folders that are refused, and why."""
        return _frames.rows_or_frame(of_json(self._ask(["rejects", "--json", "--types"]).out))

    def notices(self) -> Any:
        """What of the runs was not taken at its word."""
        return _frames.rows_or_frame(of_json(self._ask(["notices", "--json", "--types"]).out))

    def tag(self, *runs: str, where: Texts | None = None, **tags: object) -> Counts:
        """Tags runs that are named, or those of a filter: ``lake.tag("ma_1", owner="ann")``."""
        words = [f"{key}={value}" for key, value in tags.items()]
        return self._deed("tag", runs, where, words)

    def note(self, run: str, text: str) -> Counts:
        """Writes a note on a run."""
        return Counts(of_json(self._ask(["note", "--json", "--", run, text]).out))

    def command(self, *args: str) -> str:
        """Any command, as it would be typed: what it prints. ``lake.command("retention", "plan")``"""
        return self._ask(list(args)).out.decode("utf-8")

    def _deed(self, command: str, runs: Sequence[str], where: Texts | None, words: list[str]) -> Counts:
        filters = conditions(where)
        if bool(runs) == bool(filters):
            raise PeakError(f"name runs, or choose them by where: lake.{command}('ma_1', owner='ann')")
        if len(runs) == 1:
            return Counts(of_json(self._ask([command, "--json", "--", *runs, *words]).out))
        if runs:
            filters = [f"run_id in ({', '.join(map(_text, runs))})"]
            if (there := self.count(filters)) < len(set(runs)):
                raise PeakError(f"the lake has {there} of the {len(set(runs))} runs that are named")
        return Counts(of_json(self._ask([command, "--json", *_one("--where", filters), "--", *words]).out))

    # How

    def _rows(
        self, args: list[str], limit: int | None, arrow: bool, *, words: Sequence[str] = (), few: bool = False
    ) -> Any:
        if arrow:
            _frames.require_arrow()
        args = args + _option("--limit", limit)
        few = few or (limit is not None and limit <= _GLANCE)
        if arrow or (_frames.ARROW and _frames.PANDAS and not few):
            load = lambda: _frames.load(parquet=True, pandas=not arrow)  # noqa: E731
            parquet = self._ask([*args, "--format", "parquet", "--", *words], load).out
            table = _frames.arrow_of(parquet)
            return table if arrow else _frames.frame_of(table)
        load = lambda: _frames.load(parquet=False, pandas=True)  # noqa: E731
        return _frames.rows_or_frame(of_json(self._ask([*args, "--json", "--types", "--", *words], load).out))

    def _ask(self, args: list[str], meanwhile: Callable[[], None] | None = None, fine: Sequence[int] = ()) -> Said:
        said = self._session.ask(args, meanwhile)
        if said.exit != _DONE and said.exit not in fine:
            raise failure(said.err, said.exit)
        told = "\n".join(line for line in said.err.strip().splitlines() if not line.startswith("drawn: "))
        if told:
            warnings.warn(told, PeakWarning, stacklevel=4)
        return said


_lakes: dict[str, Lake] = {}
_lock = threading.Lock()


def default(path: str | os.PathLike[str] | None = None) -> Lake:
    """The lake that functions ask which are given none; each is kept open until the program ends."""
    lake = Lake(path)
    with _lock:
        return _lakes.setdefault(str(lake.path), lake)


def _list(texts: Texts | None) -> list[str]:
    return [] if texts is None else [texts] if isinstance(texts, str) else list(texts)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _option(name: str, value: object) -> list[str]:
    return [] if value is None else [f"{name}={value}"]


def _options(name: str, values: list[str]) -> list[str]:
    return [f"{name}={value}" for value in values]


def _joined(name: str, texts: Texts | None) -> list[str]:
    return _option(name, ",".join(_list(texts)) or None)


def _columns(columns: Texts | None) -> list[str]:
    return _joined("--columns", columns)


def _one(name: str, filters: list[str]) -> list[str]:
    """An option that is given once, for all of the conditions."""
    return _option(name, " and ".join(f"({condition})" for condition in filters) or None)


def _chosen(where: Texts | None, rows: Texts | None) -> list[str]:
    return _one("--where", conditions(where)) + _one("--rows", conditions(rows))
