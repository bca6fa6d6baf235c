"""Runs of tools that have no files of their own."""

from ._backtesting import from_backtesting
from ._backtrader import from_backtrader
from ._vectorbt import from_vectorbt

__all__ = ["from_backtesting", "from_backtrader", "from_vectorbt"]
