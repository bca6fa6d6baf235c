"""Questions and deeds, through the real command."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import warnings
from datetime import datetime
from pathlib import Path

import pytest
from conftest import STRATEGIES, curve, surprises, trades

import peak
from peak import Lake, PeakError, PeakWarning, WrongQuestion, aggregate_stats, ingest_run, query_runs, write_run

pandas = pytest.importorskip("pandas")
pyarrow = pytest.importorskip("pyarrow")


def test_the_examples_of_the_backlog_run_as_they_are_written(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    write_run("results", run_id="exp_ma_v2_001", strategy="ma_crossover", start_date="2024-10-05", stats={"sharpe": 2.4})
    write_run("results", run_id="exp_ma_v2_002", strategy="ma_crossover", start_date="2024-09-30", stats={"sharpe": 3.0})

    # Ingest Evidence Chain run into lake
    ingest_run("results/exp_ma_v2_001/")
    ingest_run("results/exp_ma_v2_002/")

    # Query: Find all runs with Sharpe > 2.0 in Q4 2024
    runs = query_runs(
        filters={"sharpe > 2.0", "start_date >= 2024-10-01"},
        order_by="sharpe DESC",
        limit=10
    )  # fmt: skip
    assert list(runs["run_id"]) == ["exp_ma_v2_001"]

    # Aggregate: Average Sharpe by strategy
    stats = aggregate_stats(
        metric="sharpe",
        group_by="strategy",
        period="2024-Q4"
    )  # fmt: skip
    assert stats[["strategy", "mean", "count"]].to_dict("records") == [
        {"strategy": "ma_crossover", "mean": 2.4, "count": 1}
    ]


def test_types_are_right_whether_rows_are_few_or_many(lake):
    few = lake.runs(order_by="run_id", limit=10)
    many = lake.runs(order_by="run_id")
    pandas.testing.assert_frame_equal(few, many)
    assert list(few["run_id"]) == sorted(STRATEGIES)
    assert few["start_date"].dtype == "datetime64[us]" and few["start_date"][0] == pandas.Timestamp("2024-10-01")
    assert few["timestamp"].dtype == "datetime64[us, UTC]"
    assert few["timestamp"][0] == pandas.Timestamp("2024-11-01 12:00", tz="UTC")
    assert few["sharpe"].dtype == "float64" and few["total_trades"].dtype == "float64"
    assert few["sharpe"].isna().sum() == 1


def test_parameters_and_maps_have_their_types(lake):
    for limit in (None, 10):
        frame = lake.runs(columns=["run_id", "params.fast", "params.label", "params"], order_by="run_id", limit=limit)
        assert frame["params.fast"].dtype == "int64" and list(frame["params.fast"]) == [10, 11, 12, 13]
        assert list(frame["params.label"]) == ["x"] * 4
        assert frame["params"][0] == {"fast": 10, "label": "x", "on": True}


def test_a_parameter_of_several_types_is_text_whether_rows_are_few_or_many(tmp_path, command):
    for number, value in enumerate([10, 2.5, True, "x", None]):
        write_run(tmp_path / "results", f"run_{number}", params={"p": value, "n": number or None, "f": number / 2})
    with Lake(tmp_path / "lake") as lake:
        lake.ingest(tmp_path / "results")
        few, many = (
            lake.runs(columns=["params.p", "params.n", "params.f"], order_by="run_id", limit=limit) for limit in (9, None)
        )
    pandas.testing.assert_frame_equal(few, many)
    assert list(few["params.p"][:4]) == ["10", "2.5", "true", "x"] and few["params.p"].isna()[4]
    assert str(few["params.n"].dtype) == "Int64" and few["params.f"].dtype == "float64"


def test_arrow_tables_keep_nan_and_null_apart(lake):
    table = lake.runs(columns="run_id,sharpe,end_date", order_by="run_id", arrow=True)
    assert isinstance(table, pyarrow.Table)
    assert repr(table.column("sharpe").to_pylist()) == "[1.5, 2.5, 3.5, nan]"
    assert str(table.schema.field("end_date").type) == "date32[day]"


def test_integers_with_missing_values_stay_integers(lake):
    for limit in (None, 10):
        frame = lake.sql("SELECT * FROM (VALUES (1, true, 'a'), (NULL, NULL, NULL)) t(n, ok, s)", limit=limit)
        assert str(frame["n"].dtype) == "Int32" and frame["n"][0] == 1 and frame["n"].isna()[1]
        assert str(frame["ok"].dtype) == "boolean"
        assert list(lake.sql("SELECT 5::BIGINT AS n", limit=limit)["n"]) == [5]


def test_an_answer_without_rows_is_an_empty_frame_of_the_same_types(lake):
    for limit in (None, 10):
        frame = lake.runs("sharpe > 100", limit=limit)
        assert len(frame) == 0 and frame["sharpe"].dtype == "float64"
        assert frame["timestamp"].dtype == "datetime64[us, UTC]"


def test_conditions_counts_aggregates_and_the_past(lake):
    assert lake.count() == 4
    assert lake.count({"strategy = 'ma'", "sharpe > 2"}) == 1
    assert lake.count("start_date < 2024-10-01") == 1
    stats = lake.aggregate("sharpe", ["strategy"], agg=["mean", "p50"], having="count > 1", order_by="mean desc")
    assert stats.to_dict("records") == [{"strategy": "ma", "mean": 2.0, "p50": 2.0, "count": 2, "not_finite": 0}]
    assert len(lake.runs(as_of=1)) == 0 and len(lake.runs(as_of="2099-01-01")) == 4
    with pytest.raises(WrongQuestion, match="version"):
        lake.runs(as_of=99)


def test_curves_and_trades_of_the_runs_that_a_filter_chooses(lake):
    points = lake.equity({"strategy = 'ma'", "start_date >= 2024-10-01"})
    assert list(points.columns) == ["run_id", "seq", "timestamp", "equity"] and len(points) == 10
    assert list(points["run_id"].unique()) == ["ma_1", "ma_2"] and points["timestamp"].dtype == "datetime64[us, UTC]"
    assert len(lake.equity(rows="timestamp > 2024-10-04")) == 4
    assert lake.equity("run_id = 'ma_1'", arrow=True).num_rows == 5
    assert len(lake.equity("run_id = 'ma_1'", columns="*").columns) > 4
    losses = lake.trades("strategy = 'rsi'", rows="pnl < 0", columns=["run_id", "pnl"], order_by="run_id desc", limit=5)
    assert losses.to_dict("records") == [{"run_id": "rsi_2", "pnl": -1.0}, {"run_id": "rsi_1", "pnl": -1.0}]
    every = lake.runs("run_id = 'ma_1'", columns="*", limit=1)
    assert set(lake.runs(limit=1).columns) <= set(every.columns) and every["params.fast"][0] == 10


def test_runs_are_compared_and_drawn_as_the_command_does(lake, tmp_path):
    compared = lake.compare("ma_1", "rsi_2")
    assert compared.runs == ["ma_1", "rsi_2"] and compared.differs["strategy"] == {"ma_1": "ma", "rsi_2": "rsi"}
    assert compared.metrics["sharpe"]["ma_1"] == 1.5 and math.isnan(compared.metrics["sharpe"]["rsi_2"])
    lake.command("compare", "ma_1", "rsi_2", f"--svg={tmp_path / 'same.svg'}")
    assert compared.picture.svg == (tmp_path / "same.svg").read_text(encoding="utf-8")
    assert compared.picture._repr_svg_().startswith("<?xml") and "<table" in compared._repr_html_()
    assert "2.5" not in compared._repr_html_().split("<table")[1]
    assert lake.compare(where={"strategy = 'ma'", "sharpe > 1"}).runs == ["ma_1", "ma_2"]
    assert "<svg" in lake.map("sharpe", "params.fast", "params.label").save(tmp_path / "map.svg").read_text()
    with pytest.raises(WrongQuestion, match="2 to 500 runs"):
        lake.compare("ma_1")


def test_sql_reads_the_tables_and_a_comment_is_no_option(lake):
    frame = lake.sql("-- all trades\nSELECT run_id, sum(pnl) AS pnl FROM trades GROUP BY ALL ORDER BY 1")
    assert list(frame["pnl"]) == [1.0] * 4


@pytest.mark.parametrize("ask", [lambda lake: lake.runs("sharp > 2"), lambda lake: lake.sql("DROP TABLE runs")])
def test_a_wrong_question_is_an_exception_with_peaks_line(lake, ask):
    with pytest.raises(WrongQuestion) as wrong:
        ask(lake)
    assert str(wrong.value).startswith("peak ") and wrong.value.exit == 2
    assert isinstance(wrong.value, ValueError) and isinstance(wrong.value, PeakError)
    assert lake.count() == 4


def test_no_lake_is_said_in_peaks_words_and_none_is_made(tmp_path, command):
    with Lake(tmp_path / "none") as lake:
        with pytest.raises(PeakError, match="no lake at"):
            lake.runs()
    assert not (tmp_path / "none").exists()


def test_a_moved_lake_is_refused(own, tmp_path):
    assert own.count() == 4
    shutil.move(tmp_path / "lake", tmp_path / "moved")
    with pytest.raises(PeakError, match="no lake at"):
        own.count()
    with Lake(tmp_path / "moved") as moved, pytest.raises(PeakError, match="peak relocate"):
        moved.count()


def test_tags_and_notes(own):
    assert own.tag("ma_1", owner="ann", score=7)["runs"] == 1
    assert own.tag(where="strategy = 'rsi'", owner="bob")["runs"] == 2
    assert own.tag("ma_1", "ma_2", checked="yes")["runs"] == 2
    own.note("ma_1", "looks good")
    frame = own.runs("tags.owner is not null", columns="run_id,tags.owner,tags.note", order_by="run_id")
    assert list(frame["run_id"]) == ["ma_1", "rsi_1", "rsi_2"]
    assert list(own.runs("tags.checked = 'yes'", order_by="run_id")["run_id"]) == ["ma_1", "ma_2"]
    with pytest.raises(PeakError):
        own.tag("nobody", owner="ann")
    with pytest.raises(PeakError, match="1 of the 2"):
        own.tag("ma_1", "nobody", owner="ann")
    with pytest.raises(PeakError, match="name runs"):
        own.tag(owner="ann")


def test_what_is_loaded_and_what_is_refused(own, tmp_path):
    assert own.ingest(tmp_path / "results")["unchanged"] == 4
    broken = write_run(tmp_path / "more", "broken")
    (broken / "stats.json").write_text('{"sharpe": 1.')
    write_run(tmp_path / "more", "whole")
    with pytest.warns(PeakWarning, match="refused"):
        assert own.ingest(tmp_path / "more")["added"] == 1
    assert list(own.rejects()["code"]) == ["invalid_json"] and surprises(own) == []
    with pytest.raises(PeakError, match="invalid_json.*stats.json"):
        ingest_run(broken, lake=own.path)
    with pytest.raises(PeakError, match="no run is there"):
        os.mkdir(tmp_path / "empty")
        ingest_run(tmp_path / "empty", lake=own.path)


def test_what_write_run_wrote_is_what_the_lake_has(own):
    shown = own.show("ma_1")
    assert json.dumps(shown)  # a document
    points = own.equity("run_id = 'ma_1'", columns="timestamp,equity")
    assert [(time.to_pydatetime().replace(tzinfo=None), value) for time, value in points.itertuples(index=False)] == curve()
    table = own.trades("run_id = 'ma_1'")
    assert list(table["pnl"]) == [trade["pnl"] for trade in trades()]
    assert list(table["entry_time"].dt.tz_localize(None)) == [trade["entry_time"] for trade in trades()]
    assert surprises(own) == []


def test_any_command_can_be_given(lake):
    assert lake.command("query", "--count") == "4\n"
    with pytest.raises(PeakError, match="no command 'nope'"):
        lake.command("nope")


def test_threads_share_a_lake(lake):
    wrong: list[object] = []

    def ask(run_id: str) -> None:
        for _ in range(5):
            got = list(lake.runs(f"run_id = '{run_id}'", limit=5)["run_id"])
            if got != [run_id]:
                wrong.append(got)

    threads = [threading.Thread(target=ask, args=(run_id,)) for run_id in STRATEGIES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_fork_asks_through_a_process_of_its_own(folder):
    program = textwrap.dedent(
        """
        import os, sys, warnings
        warnings.simplefilter("ignore")
        from peak import Lake
        lake = Lake(sys.argv[1])
        assert lake.count() == 4
        child = os.fork()
        assert lake.count("strategy = 'ma'") == 2
        if child:
            assert os.waitpid(child, 0)[1] == 0
        assert lake.count("strategy = 'rsi'") == 2
        """
    )
    subprocess.run([sys.executable, "-c", program, folder], check=True)


def test_an_interrupted_question_does_not_answer_the_next_one(folder):
    with Lake(folder) as lake:
        assert lake.count() == 4

        def interrupt() -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            lake._session.ask(["query", "--json"], interrupt)
        assert lake.count("strategy = 'ma'") == 2


def test_the_process_ends_with_its_lake_and_with_its_program(folder):
    lake = Lake(folder)
    assert lake.count() == 4
    process = lake._session._process._popen
    lake.close()
    assert process.returncode == 0
    assert lake.count() == 4  # another one
    lake.close()
    program = "import sys, os, peak; lake = peak.Lake(sys.argv[1]); lake.count(); print(lake._session._process._popen.pid, flush=True); "
    for ending in ("", "os._exit(1)", "os.kill(os.getpid(), 9)"):
        child = subprocess.run([sys.executable, "-c", program + ending, folder], capture_output=True, text=True)
        assert ended(int(child.stdout)), child.stderr


def ended(pid: int) -> bool:
    import time

    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_a_command_that_is_not_there_or_no_peak_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PEAK_HOME", str(tmp_path))
    with pytest.raises(PeakError, match="PEAK_HOME"):
        Lake(tmp_path / "lake").count()
    other = tmp_path / "peak"
    other.write_text("#!/bin/sh\nread line\necho nonsense\necho something broke >&2\nexit 7\n")
    other.chmod(0o755)
    with pytest.raises(PeakError, match="no JSON: nonsense"):
        Lake(tmp_path / "lake").count()
    other.write_text("#!/bin/sh\nread line\necho 'peak: needs a JDK 25' >&2\nexit 1\n")
    with pytest.raises(PeakError, match="needs a JDK 25"):
        Lake(tmp_path / "lake").count()
    monkeypatch.delenv("PEAK_HOME")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(PeakError, match="PEAK_HOME"):
        Lake(tmp_path / "lake").count()


def test_the_lake_is_the_named_one_else_the_variable_else_lake(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Lake("x").path == tmp_path / "x"
    assert Lake().path == tmp_path / "lake"
    monkeypatch.setenv("PEAK_LAKE", str(tmp_path / "other"))
    assert Lake().path == tmp_path / "other"


def test_results_draw_themselves(lake):
    assert "<table" in lake.runs()._repr_html_()
    assert str(lake.path) in lake._repr_html_()
    assert "<table" in lake.show("ma_1")._repr_html_()


def test_without_pandas_and_arrow_rows_are_dicts_with_types(folder, tmp_path):
    shutil.copytree(Path(peak.__file__).parent, tmp_path / "alone" / "peak")
    program = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[1])
        from datetime import date, datetime, timezone
        import peak
        from peak import _frames
        assert not _frames.PANDAS and not _frames.ARROW
        peak.write_run(sys.argv[1] + "/results", "x", equity=[("2024-01-01", 1.0)], trades=[{"timestamp": "2024-01-01", "price": 2.0}])
        with peak.Lake(sys.argv[2]) as lake:
            rows = lake.runs(order_by="run_id")
            assert rows[0]["start_date"] == date(2024, 10, 1)
            assert rows[0]["timestamp"] == datetime(2024, 11, 1, 12, tzinfo=timezone.utc)
            assert repr([row["sharpe"] for row in rows]) == "[1.5, 2.5, 3.5, nan]"
            assert lake.runs(columns="params")[0]["params"]["label"] == "x"
            assert "<td>ma_1</td>" in rows._repr_html_()
            try:
                lake.runs(arrow=True)
            except peak.PeakError as e:
                assert "pip install pyarrow" in str(e)
            else:
                raise AssertionError
        """
    )
    # -S: no site-packages, as in an environment where nothing else is installed.
    subprocess.run([sys.executable, "-S", "-c", program, tmp_path / "alone", folder], check=True)
