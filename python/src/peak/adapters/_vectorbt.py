"""vectorbt: a Portfolio, each column of which is a run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .._rows import table
from .._run import Run
from ._measures import run_id as new_id
from ._measures import stats as measures


class Runs(list[Run]):
    """Several runs, written one after the other."""

    def write(self, folder: str | os.PathLike[str], *, replace: bool = False) -> list[Path]:
        return [run.write(folder, replace=replace) for run in self]

    def _repr_html_(self) -> str:
        names = list(dict.fromkeys(name for run in self for name in run.params))
        return table(["run_id", *names], ([run.run_id, *(run.params.get(name) for name in names)] for run in self))


def from_vectorbt(
    portfolio: Any,
    *,
    run_id: str | None = None,
    strategy: str = "vectorbt",
    stage: str = "research",
    params: dict[str, Any] | None = None,
    **meta: Any,
) -> Any:
    """A run of a Portfolio; of one with several columns a list of runs, which has ``write``, too.

    The levels of its columns are parameters, but for the symbol's: ``fast_window`` of ``(10, "BTC")``.
    With several columns ``run_id`` is what each id begins with.
    """
    meta = {"source_tool": "vectorbt", "source_version": _version(), **meta}
    if portfolio.wrapper.ndim == 1:
        levels, symbol = _levels(portfolio.wrapper.columns, portfolio.wrapper.name)
        return _run(portfolio, run_id or new_id(strategy), strategy, stage, {**levels, **(params or {})}, symbol, meta)
    runs = Runs()
    begin = run_id or new_id(strategy)
    for number, column in enumerate(portfolio.wrapper.columns, start=1):
        levels, symbol = _levels(portfolio.wrapper.columns, column)
        one = portfolio[column]
        runs.append(_run(one, f"{begin}_{number}", strategy, stage, {**levels, **(params or {})}, symbol, meta))
    return runs


def _levels(columns: Any, column: Any) -> tuple[dict[str, Any], str | None]:
    """Parameters by the names of the columns' levels; a level without a name, or called symbol, is the symbol."""
    names = list(columns.names)
    values = column if isinstance(column, tuple) else (column,)
    params, symbol = {}, None
    for name, value in zip(names, values, strict=False):
        if name is None or str(name).lower() == "symbol":
            symbol = value if isinstance(value, str) else symbol
        else:
            params[str(name)] = value
    return params, symbol


def _run(
    portfolio: Any,
    run_id: str,
    strategy: str,
    stage: str,
    params: dict[str, Any],
    symbol: str | None,
    meta: dict[str, Any],
) -> Run:
    named = {"symbol": symbol, **meta} if symbol else meta
    return Run(
        run_id=run_id,
        strategy=strategy,
        stage=stage,
        params=params,
        stats=measures(portfolio.stats(silence_warnings=True)),
        equity=portfolio.value(),
        trades=_trades(portfolio.trades.records_readable, symbol),
        meta=named,
    )


def _trades(records: Any, symbol: str | None) -> dict[str, list[Any]]:
    closed = records["Status"] == "Closed"
    trades = {
        "entry_time": records["Entry Timestamp"],
        "exit_time": records["Exit Timestamp"].where(closed),
        "entry_price": records["Avg Entry Price"],
        "exit_price": records["Avg Exit Price"].where(closed),
        "size": records["Size"],
        "side": records["Direction"].str.lower(),
        "pnl": records["PnL"],
        "pnl_pct": records["Return"] * 100,
        "fee": records["Entry Fees"] + records["Exit Fees"],
        "status": records["Status"].str.lower(),
    }
    table = {name: list(values) for name, values in trades.items()}
    if symbol:
        table["symbol"] = [symbol] * len(records)
    return table


def _version() -> str:
    from importlib.metadata import version

    return version("vectorbt")
