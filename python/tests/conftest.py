"""What tests share: a lake of a few runs, made by the package and the command themselves."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import peak
from peak import _command

STRATEGIES = {"ma_1": 1.5, "ma_2": 2.5, "rsi_1": 3.5, "rsi_2": float("nan")}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("OTEL_", "PEAK_TELEMETRY", "PEAK_LAKE")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def command() -> str:
    """The command; tests that ask a lake are skipped where there is none."""
    try:
        return _command.find()
    except peak.PeakError as missing:
        pytest.skip(str(missing))


def curve(points: int = 5, step: float = 10.0) -> list[tuple[datetime, float]]:
    return [(datetime(2024, 10, 1) + timedelta(days=day), 1_000.0 + day * step) for day in range(points)]


def trades(count: int = 3) -> list[dict[str, object]]:
    return [
        {
            "entry_time": datetime(2024, 10, 1 + number),
            "exit_time": datetime(2024, 10, 2 + number),
            "entry_price": 100.0 + number,
            "exit_price": 101.0 + number,
            "size": 1,
            "side": "long",
            "pnl": 1.0 if number else -1.0,
        }
        for number in range(count)
    ]


def write_all(results: Path) -> None:
    for number, (run_id, sharpe) in enumerate(STRATEGIES.items()):
        peak.write_run(
            results,
            run_id=run_id,
            strategy=run_id.split("_")[0],
            stage="research",
            symbol="BTC/USD",
            timestamp=datetime(2024, 11, 1 + number, 12),
            start_date="2024-10-01" if number < 3 else "2024-09-01",
            params={"fast": 10 + number, "label": "x", "on": True},
            stats={"sharpe": sharpe, "total_trades": 3, "status": "fine"},
            equity=curve(),
            trades=trades(),
        )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    """A lake that nobody changes."""
    folder = tmp_path_factory.mktemp("lake")
    write_all(folder / "results")
    with peak.Lake(folder / "lake") as lake:
        assert lake.ingest(folder / "results")["added"] == len(STRATEGIES)
    return folder / "lake"


@pytest.fixture(scope="session")
def lake(folder: Path):
    with peak.Lake(folder) as lake:
        yield lake


@pytest.fixture
def own(tmp_path: Path, command: str):
    """A lake of the test's own, with its runs in ``results`` beside it."""
    write_all(tmp_path / "results")
    with peak.Lake(tmp_path / "lake") as lake:
        lake.ingest(tmp_path / "results")
        yield lake
