"""The backlog's functions, over the lake that ``PEAK_LAKE`` names, else ``./lake``."""

from __future__ import annotations

import os
import warnings
from typing import Any

from ._errors import PeakError, PeakWarning
from ._lake import Lake, Texts, default
from ._rows import Counts, of_json


def ingest_run(folder: str | os.PathLike[str], *, lake: str | os.PathLike[str] | None = None) -> Counts:
    """Loads a run's folder, or a folder of them; makes the lake if there is none.

    Raises PeakError where nothing of it is in the lake afterwards.
    """
    opened = default(lake)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PeakWarning)
        counts = opened.ingest(folder)
    if not any(counts[done] for done in ("added", "replaced", "unchanged", "skipped")):
        raise PeakError(f"nothing was loaded from {os.fspath(folder)}: {_why(opened, folder, counts)}")
    return counts


def _why(lake: Lake, folder: str | os.PathLike[str], counts: Counts) -> str:
    if counts["waiting"]:
        return "it is still being written"
    if counts["purged"]:
        return "it was purged (peak ingest --restore-purged)"
    if not counts["rejected"]:
        return "no run is there (peak check says what would be one)"
    path = os.path.realpath(folder)
    for reject in of_json(lake.command("rejects", "--json").encode())["rows"]:
        if os.path.realpath(reject["path"]) == path or reject["path"].startswith(path + os.sep):
            return f"{reject['code']}: {reject['reason']}"
    return f"{counts['rejected']} refused (peak rejects)"


def query_runs(
    filters: Texts | None = None,
    order_by: str | None = None,
    limit: int | None = None,
    *,
    columns: Texts | None = None,
    as_of: str | int | None = None,
    lake: str | os.PathLike[str] | None = None,
    arrow: bool = False,
) -> Any:
    """Runs that fulfil all the filters, as a DataFrame: see Lake.runs."""
    return default(lake).runs(
        filters, columns=columns, order_by=order_by, limit=limit, as_of=as_of, arrow=arrow
    )


def aggregate_stats(
    metric: Texts,
    group_by: Texts | None = None,
    period: str | None = None,
    *,
    lake: str | os.PathLike[str] | None = None,
    **more: Any,
) -> Any:
    """Statistics of a metric by group, as a DataFrame: see Lake.aggregate."""
    return default(lake).aggregate(metric, group_by, period=period, **more)
