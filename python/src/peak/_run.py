"""A run, and how it becomes a folder that Peak loads (docs/reference/run-folders.md)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from . import _parquet, _telemetry
from ._rows import facts
from ._values import columns_of, instant, json_value, micros, pairs_of, plain

_LONGEST_ID = 1_024
_LONGEST_NAME = 200
_TIMES = ("entry_time", "exit_time", "timestamp")


@dataclass
class Run:
    """A run that is not written yet.

    ``equity``: a pandas Series or DataFrame by time, a mapping from time to equity, or pairs of them.
    ``trades``: a DataFrame, an Arrow table or dicts, with ``entry_time`` (round trips) or ``timestamp`` (fills).
    ``meta``: more that tells it from others: symbol, study, fold, sample, data_sha256, whatever you need.
    Times without a zone are UTC.
    """

    run_id: str
    strategy: str | None = None
    stage: str | None = "research"
    params: Mapping[str, Any] = field(default_factory=dict)
    stats: Mapping[str, Any] = field(default_factory=dict)
    equity: Any = None
    trades: Any = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    def write(self, folder: str | os.PathLike[str], *, replace: bool = False) -> Path:
        """Writes it into a folder of its own in ``folder``, whole or not at all, and gives its path."""
        return _write(self, Path(folder), replace)

    def _repr_html_(self) -> str:
        return facts({"run_id": self.run_id, "strategy": self.strategy, **self.params, **self.stats})


def write_run(
    results: str | os.PathLike[str],
    run_id: str,
    *,
    strategy: str | None = None,
    stage: str | None = "research",
    params: Mapping[str, Any] | None = None,
    stats: Mapping[str, Any] | None = None,
    equity: Any = None,
    trades: Any = None,
    replace: bool = False,
    **meta: Any,
) -> Path:
    """Writes a run's folder into ``results`` and gives its path: see Run. Any other keyword goes into its meta.

    The folder appears whole, its snippet written last, or not at all. Raises FileExistsError where it is there
    already, unless ``replace``.
    """
    run = Run(run_id, strategy, stage, params or {}, stats or {}, equity, trades, meta)
    return run.write(results, replace=replace)


def _write(run: Run, results: Path, replace: bool) -> Path:
    _check(run.run_id)
    target = results.absolute() / _folder_name(run.run_id)
    if target.exists() and not replace:
        raise FileExistsError(f"{target} is there already: take another run_id, or replace=True")
    curve = [] if run.equity is None else _curve(run.equity)
    trades = None if run.trades is None else _trades(columns_of(run.trades))
    spans = _telemetry.take()
    snapshot = {"meta": _meta(run, curve, spans), "params": json_value(run.params)}
    results.mkdir(parents=True, exist_ok=True)
    # Hidden, and of a name that Peak knows for unfinished.
    temporary = target.parent / f".peak-{uuid.uuid4()}.tmp"
    temporary.mkdir()
    try:
        _put(temporary / "config_snapshot.json", _json(snapshot))
        _put(temporary / "stats.json", _json(json_value(run.stats)))
        if curve:
            lines = "".join(f"{time},{value!r}\n" for time, value in curve)
            _put(temporary / "equity.csv", f"timestamp,equity\n{lines}".encode())
        if trades is not None:
            _put(temporary / "trades.parquet", trades)
        if spans is not None:
            _put(temporary / "telemetry.jsonl", spans.lines(run.run_id))
        _put(temporary / "report_snippet.md", _snippet(run).encode())
        _sync(temporary)
        _publish(temporary, target, replace)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _sync(target.parent)
    return target


def _check(run_id: str) -> None:
    """What the lake would refuse is refused before anything is written."""
    if not run_id:
        raise ValueError("a run_id is not empty")
    if len(run_id) > _LONGEST_ID:
        raise ValueError(f"a run_id has at most {_LONGEST_ID:,} characters, not {len(run_id):,}")
    if "\0" in run_id or ".." in re.split(r"[/\\]", run_id):
        raise ValueError(f"{run_id!r} is no run_id: it has a NUL character or a segment '..'")


def _folder_name(run_id: str) -> str:
    """No path is ever built from a run_id."""
    name = re.sub(r"^\.+", "_", re.sub(r"[^A-Za-z0-9._-]", "_", run_id))
    return name[:_LONGEST_NAME]


def _meta(run: Run, curve: list[tuple[str, float]], spans: _telemetry.Taken | None) -> dict[str, Any]:
    meta: dict[str, Any] = {"run_id": run.run_id}
    meta |= {"strategy": run.strategy, "stage": run.stage, **run.meta}
    meta.setdefault("timestamp", datetime.now(timezone.utc))
    meta.setdefault("runner", "peak-lake (Python)")
    if curve:
        meta.setdefault("start_date", curve[0][0][:10])
        meta.setdefault("end_date", curve[-1][0][:10])
    if spans is not None:
        meta.setdefault("trace_id", spans.trace_id)
    if run.strategy is not None:
        meta.setdefault("config_sha256", _config(run))
    for name, value in _git().items():
        meta.setdefault(name, value)
    for name in ("start_date", "end_date"):
        if isinstance(meta.get(name), datetime):
            meta[name] = meta[name].date()
    return {name: json_value(value) for name, value in meta.items() if value is not None}


def _config(run: Run) -> str:
    """Equal for runs of equal strategy, parameters and costs (``costs`` or ``effective_cost_config`` of the meta)."""
    costs = run.meta.get("effective_cost_config", run.meta.get("costs"))
    config = json_value({"strategy": run.strategy, "params": run.params, "costs": costs})
    return hashlib.sha256(_canonical(config).encode(errors="replace")).hexdigest()


def _canonical(value: Any) -> str:
    """One spelling of JSON, the same in every language: ``docs/reference/run-folders.md`` tells it."""
    match value:
        case None | bool():
            return json.dumps(value)
        case int():
            return str(value)
        case float():
            return f"{Decimal(repr(value)).normalize():f}" if value else "0"
        case str():
            return '"' + re.sub(r'["\\\x00-\x1f]', _escaped, value) + '"'
        case list():
            return "[" + ",".join(map(_canonical, value)) + "]"
    return "{" + ",".join(f"{_canonical(key)}:{_canonical(value[key])}" for key in sorted(value)) + "}"


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return "\\" + sign if sign >= " " else f"\\u{ord(sign):04x}"


def _git() -> dict[str, Any]:
    """The commit of the folder that the program runs in, and whether it was changed since; empty where there is none."""
    try:
        said = subprocess.run(
            ["git", "status", "--porcelain=v2", "--branch", "--untracked-files=no"],
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        ).stdout.splitlines()
    except (OSError, subprocess.SubprocessError):
        return {}
    head = next((line.split()[-1] for line in said if line.startswith("# branch.oid ")), "")
    if not re.fullmatch("[0-9a-f]{40}", head):
        return {}
    return {"git_sha": head, "git_dirty": any(not line.startswith("#") for line in said)}


def _curve(equity: Any) -> list[tuple[str, float]]:
    curve = []
    for time, value in pairs_of(equity):
        at, number = instant(time), plain(value)
        if at is None:
            raise ValueError(f"{time!r} is no time of a curve")
        curve.append((at.replace(tzinfo=None).isoformat(), float("nan") if number is None else float(number)))
    return curve


def _trades(columns: dict[str, list[Any]]) -> bytes | None:
    if not columns:
        return None
    rows = {len(values) for values in columns.values()}
    if len(rows) > 1:
        raise ValueError("the columns of trades differ in length")
    if rows == {0}:
        return None
    if not {"entry_time", "timestamp"} & columns.keys():
        raise ValueError(f"trades have a column entry_time (round trips) or timestamp (fills), not only {', '.join(columns)}")
    return _parquet.file([_column(name, [plain(value) for value in values]) for name, values in columns.items()])


def _column(name: str, values: list[Any]) -> _parquet.Column:
    kinds = {type(value) for value in values if value is not None}
    if name in _TIMES or (kinds and kinds <= {datetime}):
        return _parquet.Column(name, "timestamp", [micros(value) for value in values])
    if kinds == {bool}:
        return _parquet.Column(name, "boolean", values)
    if kinds == {int} and all(value is None or abs(value) < 1 << 63 for value in values):
        return _parquet.Column(name, "long", values)
    if kinds and kinds <= {int, float}:
        return _parquet.Column(name, "double", [None if value is None else float(value) for value in values])
    if kinds and kinds <= {timedelta}:
        return _parquet.Column(name, "double", [None if value is None else value.total_seconds() for value in values])
    return _parquet.Column(name, "text", [_text(value) for value in values])


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    value = json_value(value)
    return value if isinstance(value, str) else json.dumps(value)


def _snippet(run: Run) -> str:
    lines = [f"# {_one_line(run.run_id)}", ""]
    lines += [f"- {_one_line(name)}: {_one_line(json_value(value))}" for name, value in run.stats.items()]
    return "\n".join(lines).rstrip() + "\n"


def _one_line(value: Any) -> str:
    return " ".join(str(value).split())


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _put(path: Path, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish(temporary: Path, target: Path, replace: bool) -> None:
    """Gives the folder its name. An earlier one is hidden first: between the two there is none, never half of one."""
    if not replace or not target.exists():
        try:
            os.rename(temporary, target)
        except OSError:
            if target.exists():  # another came in the meantime
                raise FileExistsError(f"{target} is there already: take another run_id, or replace=True") from None
            raise
        return
    earlier = target.parent / f".peak-{uuid.uuid4()}.tmp"
    os.rename(target, earlier)
    try:
        os.rename(temporary, target)
    except BaseException:
        os.rename(earlier, target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
