"""Peak, the run lake for trading research: write runs, load them, ask the lake.

    from peak import Lake, write_run, ingest_run, query_runs, aggregate_stats

docs/python.md of Peak's checkout shows how.
"""

from ._comparison import Comparison
from ._errors import PeakError, PeakWarning, WrongQuestion
from ._lake import Lake
from ._picture import Picture
from ._questions import aggregate_stats, ingest_run, query_runs
from ._run import Run, write_run
from ._telemetry import counter, gauge, histogram, trace_span
from .adapters import from_backtesting, from_backtrader, from_vectorbt

__all__ = [
    "Comparison",
    "Lake",
    "PeakError",
    "PeakWarning",
    "Picture",
    "Run",
    "WrongQuestion",
    "aggregate_stats",
    "counter",
    "from_backtesting",
    "from_backtrader",
    "from_vectorbt",
    "gauge",
    "histogram",
    "ingest_run",
    "query_runs",
    "trace_span",
    "write_run",
]
__version__ = "0.1.0"
