"""What other tools call their measures, in Peak's names and units: fractions for percentages, days for durations."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from .._values import plain

_NAMES = {
    "return": "total_return",
    "max_drawdown": "max_drawdown",
    "sharpe_ratio": "sharpe",
    "sortino_ratio": "sortino",
    "calmar_ratio": "calmar",
    "omega_ratio": "omega",
    "trades": "total_trades",
    "total_closed_trades": "closed_trades",
    "commissions": "total_fees",
    "total_fees_paid": "total_fees",
    "return_ann": "annual_return",
    "volatility_ann": "annual_volatility",
    "buy_hold_return": "buy_and_hold_return",
    "benchmark_return": "benchmark_return",
    "kelly_criterion": "kelly",
}

# Tools that give drawdowns without a sign; in the lake they are at most 0.
_AT_MOST_ZERO = ("max_drawdown", "avg_drawdown")


def stats(measures: Mapping[Any, Any]) -> dict[str, Any]:
    """``Return [%]`` 12.5 is ``total_return`` 0.125; ``Max. Drawdown Duration`` is ``max_drawdown_duration_days``.

    What is neither a number nor a duration is left out.
    """
    named: dict[str, Any] = {}
    for written, measure in measures.items():
        value = plain(measure)
        name = _snake(str(written))
        if isinstance(value, timedelta):
            named[f"{name}_days"] = value / timedelta(days=1)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            if str(written).endswith("[%]"):
                value = value / 100
            name = _NAMES.get(name, name)
            named[name] = -abs(value) if name in _AT_MOST_ZERO else value
    return named


def _snake(written: str) -> str:
    words = re.sub(r"\[[^\]]*\]", "", written)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def run_id(strategy: str) -> str:
    """An id that no other run has: the strategy, the second, and chance."""
    return f"{strategy}_{datetime.now(timezone.utc):%Y%m%d_%H%M%S}_{secrets.token_hex(4)}"
