"""backtesting.py: the Series that ``Backtest.run()`` gives."""

from __future__ import annotations

from typing import Any

from .._run import Run
from ._measures import run_id as new_id
from ._measures import stats as measures


def from_backtesting(stats: Any, *, run_id: str | None = None, stage: str = "backtest", **meta: Any) -> Run:
    """A run of what ``Backtest.run()`` gave; keywords such as symbol, study and fold go into its meta.

    Percentages become fractions, ``Sharpe Ratio`` becomes ``sharpe``; ``pnl`` of a trade is after commissions.
    """
    strategy = stats["_strategy"]
    name = meta.pop("strategy", None) or type(strategy).__name__
    meta = {"start_date": _day(stats["Start"]), "end_date": _day(stats["End"]), **meta}
    return Run(
        run_id=run_id or new_id(name),
        strategy=name,
        stage=stage,
        params=_params(strategy),
        stats=measures({key: value for key, value in stats.items() if not key.startswith("_")}),
        equity=stats["_equity_curve"]["Equity"],
        trades=_trades(stats["_trades"]),
        meta={"source_tool": "backtesting", "source_version": _version(), **meta},
    )


def _day(time: Any) -> Any:
    return time.date() if hasattr(time, "date") else None  # bars without dates are numbered


def _params(strategy: Any) -> dict[str, Any]:
    """All parameters, those that keep their default as well."""
    declared: dict[str, Any] = {}
    for kind in reversed(type(strategy).__mro__):
        if kind.__module__.split(".")[0] == "backtesting" or kind is object:
            continue
        for name, value in vars(kind).items():
            if not name.startswith("_") and isinstance(value, (bool, int, float, str)):
                declared[name] = value
    return declared | dict(getattr(strategy, "_params", {}))


def _trades(table: Any) -> dict[str, Any]:
    size = table["Size"]
    trades = {
        "entry_time": table["EntryTime"],
        "exit_time": table["ExitTime"],
        "entry_price": table["EntryPrice"],
        "exit_price": table["ExitPrice"],
        "size": size.abs(),
        "side": ["long" if one > 0 else "short" for one in size],
        "pnl": table["PnL"],
        "pnl_pct": table["ReturnPct"] * 100,
        "entry_bar": table["EntryBar"],
        "exit_bar": table["ExitBar"],
    }
    optional = {"fee": "Commission", "stop_price": "SL", "target_price": "TP", "tag": "Tag"}
    trades |= {name: table[column] for name, column in optional.items() if column in table}
    if "fee" in trades:
        trades["gross_pnl"] = trades["pnl"] + trades["fee"]
    return {name: list(values) for name, values in trades.items()}


def _version() -> str:
    from importlib.metadata import version

    return version("backtesting")
