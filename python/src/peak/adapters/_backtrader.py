"""backtrader: a strategy that ran, as ``Cerebro.run()`` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._run import Run
from .._values import plain
from ._measures import run_id as new_id


def from_backtrader(strategy: Any, *, run_id: str | None = None, stage: str = "backtest", **meta: Any) -> Run:
    """A run of a strategy that ran: ``from_backtrader(cerebro.run()[0])``.

    The curve is what the observer Broker saw (backtrader adds it unless ``stdstats=False``), trades are the fills of
    its orders, and metrics what its analyzers say, by their names: ``sharperatio``, ``drawdown.max.drawdown``.
    """
    name = meta.pop("strategy", None) or type(strategy).__name__
    data = strategy.data
    times = [_time(number) for number in data.datetime.get(size=len(strategy))]
    values = _values(strategy)
    symbols = [feed._name for feed in strategy.datas if feed._name]
    if symbols:
        meta = {"symbol": ",".join(symbols), **meta}
    meta = {"source_tool": "backtrader", "source_version": _version(), **meta}
    if times:
        meta = {"start_date": times[0].date(), "end_date": times[-1].date(), **meta}
    return Run(
        run_id=run_id or new_id(name),
        strategy=name,
        stage=stage,
        params=dict(strategy.p._getkwargs()),
        stats=_stats(strategy, values),
        equity=list(zip(times, values, strict=True)) if values else None,
        trades=_fills(strategy),
        meta=meta,
    )


def _time(number: float) -> Any:
    from backtrader import num2date

    return num2date(number)


def _values(strategy: Any) -> list[float]:
    broker = getattr(strategy.observers, "broker", None)
    return [] if broker is None else list(broker.lines.value.get(size=len(strategy)))


def _stats(strategy: Any, values: list[float]) -> dict[str, Any]:
    stats: dict[str, Any] = {"final_value": strategy.broker.getvalue()}
    if values and values[0]:
        stats["total_return"] = values[-1] / strategy.broker.startingcash - 1
    for name in strategy.analyzers.getnames():
        analysis = strategy.analyzers.getbyname(name).get_analysis()
        for path, value in _flat(analysis):
            # An analyzer that says one thing says it by its own name: sharperatio, not sharperatio.sharperatio.
            stats[name if path == [name] else ".".join([name, *path])] = value
    return stats


def _flat(analysis: Any) -> list[tuple[list[str], Any]]:
    """The numbers of an analysis. What goes by time (returns of days) is no metric."""
    numbers = []
    for key, value in analysis.items() if isinstance(analysis, Mapping) else ():
        if not isinstance(key, str):
            continue
        if isinstance(value, Mapping):
            numbers += [([key, *path], number) for path, number in _flat(value)]
        else:
            number = plain(value)
            if number is None or isinstance(number, (int, float)):
                numbers.append(([key], number))
    return numbers


def _fills(strategy: Any) -> list[dict[str, Any]]:
    fills = []
    for order in strategy.broker.orders:
        for bit in order.executed.exbits:
            fills.append(
                {
                    "timestamp": _time(bit.dt),
                    "symbol": order.data._name or None,
                    "side": "buy" if bit.size > 0 else "sell",
                    "quantity": abs(bit.size),
                    "price": bit.price,
                    "pnl": bit.pnl if bit.closed else None,
                    "fee": bit.openedcomm + bit.closedcomm,
                    "order": order.ref,
                }
            )
    return sorted(fills, key=lambda fill: fill["timestamp"])


def _version() -> str:
    from importlib.metadata import version

    return version("backtrader")
