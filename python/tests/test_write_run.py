"""Run folders, without a lake."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from conftest import curve, trades

from peak import Run, write_run

SCHEMAS = Path(os.environ.get("PEAK_SCHEMAS", Path(__file__).parents[2] / "schemas"))


def snapshot(folder: Path) -> dict:
    return json.loads((folder / "config_snapshot.json").read_text())


def test_a_run_is_a_folder_of_the_five_files(tmp_path):
    folder = write_run(
        tmp_path / "results",
        run_id="ma_1",
        strategy="ma_crossover",
        params={"fast": 10},
        stats={"sharpe": 1.7},
        equity=curve(3),
        trades=trades(2),
        symbol="BTC/USD",
        fold=2,
        study="walk_forward",
    )
    assert folder == tmp_path / "results" / "ma_1"
    assert sorted(path.name for path in folder.iterdir()) == [
        "config_snapshot.json", "equity.csv", "report_snippet.md", "stats.json", "trades.parquet",
    ]  # fmt: skip
    written = snapshot(folder)
    assert written["params"] == {"fast": 10}
    meta = written["meta"]
    assert (meta["run_id"], meta["strategy"], meta["stage"]) == ("ma_1", "ma_crossover", "research")
    assert (meta["symbol"], meta["fold"], meta["study"]) == ("BTC/USD", 2, "walk_forward")
    assert (meta["start_date"], meta["end_date"]) == ("2024-10-01", "2024-10-03")
    assert datetime.fromisoformat(meta["timestamp"]).tzinfo is not None
    assert json.loads((folder / "stats.json").read_text()) == {"sharpe": 1.7}
    assert (folder / "equity.csv").read_text() == (
        "timestamp,equity\n2024-10-01T00:00:00,1000.0\n2024-10-02T00:00:00,1010.0\n2024-10-03T00:00:00,1020.0\n"
    )
    newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert newest.name == "report_snippet.md"


def test_nothing_is_left_of_a_run_that_can_t_be_written(tmp_path):
    with pytest.raises(ValueError, match="no time of a curve"):
        write_run(tmp_path / "results", "x", equity=[(None, 1.0)])
    with pytest.raises(ValueError, match="entry_time"):
        write_run(tmp_path / "results", "x", trades=[{"price": 1.0}])
    with pytest.raises(ValueError, match="differ in length"):
        write_run(tmp_path / "results", "x", trades={"entry_time": [1], "pnl": []})
    assert list(tmp_path.rglob("*")) == []


def test_a_run_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path):
    write_run(tmp_path, "x", stats={"sharpe": 1}, trades=trades())
    with pytest.raises(FileExistsError, match="replace=True"):
        write_run(tmp_path, "x", stats={"sharpe": 2})
    folder = write_run(tmp_path, "x", stats={"sharpe": 2}, replace=True)
    assert json.loads((folder / "stats.json").read_text()) == {"sharpe": 2}
    assert not (folder / "trades.parquet").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("run_id", ["", "../x", "a/../b", "a\\..\\b", "x\0y", "x" * 1025])
def test_ids_that_the_lake_refuses_are_refused_before_anything_is_written(tmp_path, run_id):
    with pytest.raises(ValueError, match="run_id"):
        write_run(tmp_path / "results", run_id)
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("run_id", ["a/b", "/etc/passwd", "..x", ".hidden", "Zürich 🚀", "x" * 1024, "-rf", "a\nb"])
def test_no_path_is_built_from_an_id(tmp_path, run_id):
    folder = write_run(tmp_path / "results", run_id)
    assert folder.parent == tmp_path / "results"
    assert not folder.name.startswith(".")
    assert snapshot(folder)["meta"]["run_id"] == run_id


def test_values_of_all_kinds_become_json_that_any_reader_takes(tmp_path):
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    folder = write_run(
        tmp_path,
        "x",
        params={
            "i": numpy.int32(3), "f": numpy.float32(0.5), "b": numpy.bool_(True), "d": date(2024, 1, 2),
            "t": pandas.Timestamp("2024-01-02 03:04", tz="Europe/Berlin"), "n": None, "l": numpy.array([1, 2]),
            "o": {"k": (1, 2)}, "delta": timedelta(hours=1), "nat": pandas.NaT, "p": Path("/x"), "big": 10**30,
        },
        stats={"nan": float("nan"), "inf": numpy.float64("inf"), "minus": -float("inf"), "na": pandas.NA},
    )  # fmt: skip
    assert snapshot(folder)["params"] == {
        "i": 3, "f": 0.5, "b": True, "d": "2024-01-02", "t": "2024-01-02T02:04:00Z", "n": None, "l": [1, 2],
        "o": {"k": [1, 2]}, "delta": 3600.0, "nat": None, "p": "/x", "big": 10**30,
    }  # fmt: skip
    stats = json.loads((folder / "stats.json").read_text())
    assert stats == {"nan": "NaN", "inf": "Infinity", "minus": "-Infinity", "na": None}


def test_curves_of_all_kinds_are_the_same_curve(tmp_path):
    pandas = pytest.importorskip("pandas")
    points = curve(4)
    series = pandas.Series([value for _, value in points], index=pandas.DatetimeIndex([time for time, _ in points]))
    frame = pandas.DataFrame({"timestamp": [time for time, _ in points], "equity": [value for _, value in points]})
    berlin = [(time.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=2))), v) for time, v in points]
    forms = {
        "pairs": points,
        "dict": dict(points),
        "texts": [(time.isoformat(), value) for time, value in points],
        "zone": berlin,
        "series": series,
        "indexed": series.to_frame("Equity"),
        "frame": frame,
        "rows": frame.to_dict("records"),
        "columns": frame.to_dict("list"),
    }
    if pytest.importorskip("pyarrow"):
        import pyarrow

        forms["arrow"] = pyarrow.Table.from_pandas(frame)
    try:
        import polars
    except ImportError:
        pass
    else:
        forms["polars"] = polars.DataFrame(frame.to_dict("list"))
    written = {name: (write_run(tmp_path, name, equity=form) / "equity.csv").read_text() for name, form in forms.items()}
    assert set(written.values()) == {written["pairs"]}


def test_the_commit_and_whether_it_was_changed_are_known_of_a_repository(tmp_path, monkeypatch):
    def git(*args):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *args], check=True, capture_output=True)

    monkeypatch.chdir(tmp_path)
    assert "git_sha" not in snapshot(write_run("results", "before"))["meta"]
    git("init")
    Path("x.py").write_text("1")
    git("add", "x.py")
    git("commit", "-m", "x")
    meta = snapshot(write_run("results", "clean"))["meta"]
    assert len(meta["git_sha"]) == 40 and meta["git_dirty"] is False
    Path("x.py").write_text("2")
    assert snapshot(write_run("results", "changed"))["meta"]["git_dirty"] is True
    assert snapshot(write_run("results", "told", git_sha="abcdef01"))["meta"]["git_sha"] == "abcdef01"


def test_runs_of_equal_configuration_are_told_by_their_digest(tmp_path):
    def digest(number, **run):
        return snapshot(write_run(tmp_path, f"run_{number}", **run))["meta"].get("config_sha256")

    one = digest(1, strategy="ma", params={"fast": 1, "slow": 2}, costs={"fee_bps": 10})
    assert len(one) == 64
    assert one == digest(2, strategy="ma", params={"slow": 2, "fast": 1}, costs={"fee_bps": 10}, fold=3)
    others = [
        digest(3, strategy="ma", params={"fast": 1, "slow": 2}),
        digest(4, strategy="ma", params={"fast": 1, "slow": "2"}, costs={"fee_bps": 10}),
        digest(5, strategy="mb", params={"fast": 1, "slow": 2}, costs={"fee_bps": 10}),
    ]
    assert len({one, *others}) == 4
    assert digest(6, params={"fast": 1}) is None


@pytest.mark.parametrize("example", json.loads((SCHEMAS / "config-sha256.json").read_text(encoding="utf-8")), ids=str)
def test_the_digest_of_a_configuration_is_that_of_other_languages(tmp_path, example):
    costs = {"costs": example["costs"]} if example["costs"] is not None else {}
    folder = write_run(tmp_path, "run", strategy=example["strategy"], params=example["params"], **costs)
    assert snapshot(folder)["meta"]["config_sha256"] == example["sha256"]


def _write(results, number, outcomes):
    try:
        write_run(results, "same", stats={"n": number}, equity=curve(2_000))
        outcomes.put("written")
    except FileExistsError:
        outcomes.put("there")


def test_of_many_that_write_one_run_one_wins_and_nothing_is_left(tmp_path):
    context = multiprocessing.get_context("spawn")
    outcomes = context.Queue()
    writers = [context.Process(target=_write, args=(tmp_path / "results", n, outcomes)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes.get() for _ in writers) == ["there"] * 3 + ["written"]
    assert os.listdir(tmp_path / "results") == ["same"]


def test_a_run_draws_itself_and_escapes_what_it_is_called():
    assert "&lt;b&gt;" in Run("<b>", stats={"sharpe": 1})._repr_html_()
