"""Spans of a runner, as lines beside its run and through a backend."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading

import pytest

from peak import Lake, counter, gauge, histogram, trace_span, write_run


def spans(folder):
    lines = (folder / "telemetry.jsonl").read_text().splitlines()
    return [span for line in lines for part in json.loads(line)["resourceSpans"] for scope in part["scopeSpans"] for span in scope["spans"]]  # fmt: skip


def test_the_examples_of_the_backlog_do_nothing_until_a_variable_asks(tmp_path):
    # Trace a backtest run
    @trace_span("backtest.run")
    def run_backtest(strategy, params):
        """Runs."""
        return write_run(tmp_path, "x", strategy=strategy, params=params)

    # Increment counter
    counter("backtest.runs.total", labels={"strategy": "ma_crossover"})

    # Record histogram
    histogram("backtest.duration_seconds", value=42.5)

    assert run_backtest.__name__ == "run_backtest" and run_backtest.__doc__ == "Runs."
    folder = run_backtest("ma_crossover", {"fast": 1})
    assert not (folder / "telemetry.jsonl").exists()
    assert "trace_id" not in json.loads((folder / "config_snapshot.json").read_text())["meta"]


def test_a_run_has_the_spans_around_it_and_those_before_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PEAK_TELEMETRY", "file")

    @trace_span("backtest.run", bars=3)
    def run(run_id):
        with trace_span("load"):
            with trace_span("parse") as parse:
                parse.set(file="x.csv", rows=10, share=0.5, ok=True)
        return write_run(tmp_path, run_id)

    first, second = run("a"), run("b")
    for folder in (first, second):
        written = {span["name"]: span for span in spans(folder)}
        assert list(written) == ["backtest.run", "load", "parse"]
        assert "parentSpanId" not in written["backtest.run"]
        assert written["load"]["parentSpanId"] == written["backtest.run"]["spanId"]
        assert written["parse"]["parentSpanId"] == written["load"]["spanId"]
        assert {span["traceId"] for span in written.values()} == {
            json.loads((folder / "config_snapshot.json").read_text())["meta"]["trace_id"]
        }
        assert all(int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]) for span in written.values())
        assert written["parse"]["attributes"] == [
            {"key": "file", "value": {"stringValue": "x.csv"}},
            {"key": "rows", "value": {"intValue": "10"}},
            {"key": "share", "value": {"doubleValue": 0.5}},
            {"key": "ok", "value": {"boolValue": True}},
        ]
    assert spans(first)[0]["traceId"] != spans(second)[0]["traceId"]


def test_a_run_that_is_written_after_its_span_ended_has_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PEAK_TELEMETRY", "file")
    with trace_span("sweep"):
        for number in range(2):
            with trace_span("backtest.run", number=number):
                pass
            folder = write_run(tmp_path, f"run_{number}")
            assert [span["name"] for span in spans(folder)] == ["sweep", "backtest.run"]
    assert not (write_run(tmp_path, "untraced") / "telemetry.jsonl").exists()


def test_what_is_thrown_is_recorded_and_thrown_on(tmp_path, monkeypatch):
    monkeypatch.setenv("PEAK_TELEMETRY", "file")
    with pytest.raises(ZeroDivisionError):
        with trace_span("backtest.run"):
            1 / 0
    (span,) = spans(write_run(tmp_path, "x"))
    assert span["status"] == {"code": 2, "message": "division by zero"}
    assert span["events"][0]["attributes"][0]["value"] == {"stringValue": "ZeroDivisionError"}


def test_threads_and_tasks_have_traces_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setenv("PEAK_TELEMETRY", "file")

    @trace_span("task")
    async def task(number):
        await asyncio.sleep(0)
        with trace_span(f"inner_{number}"):
            await asyncio.sleep(0)
        return write_run(tmp_path, f"task_{number}")

    async def both():
        return await asyncio.gather(task(1), task(2))

    folders = dict(enumerate(asyncio.run(both()), start=1))

    def thread(number):
        with trace_span(f"inner_{number}"):
            pass
        folders[number] = write_run(tmp_path, f"thread_{number}")

    threads = [threading.Thread(target=thread, args=(number,)) for number in (3, 4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for number, folder in folders.items():
        assert [span["name"] for span in spans(folder)][-1] == f"inner_{number}"
        assert len(spans(folder)) == (2 if number < 3 else 1)


def test_peak_draws_them(tmp_path, monkeypatch, command):
    monkeypatch.setenv("PEAK_TELEMETRY", "file")
    with trace_span("backtest.run"):
        with trace_span("simulate"):
            pass
        write_run(tmp_path / "results", "x")
    with Lake(tmp_path / "lake") as lake:
        lake.ingest(tmp_path / "results")
        drawn = lake.command("trace", "x")
        assert "backtest.run" in drawn and "└─ simulate" in drawn and "2 spans" in drawn
        assert len(lake.runs("trace_id is not null", limit=5)) == 1


def test_with_an_endpoint_they_go_through_the_sdk(tmp_path, monkeypatch):
    """In a process of its own, since the SDK is set up once a process: what arrives is OTLP."""
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    import subprocess
    import sys

    arrived = {}

    class Backend(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            arrived.setdefault(self.path, b"")
            arrived[self.path] += self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    program = """if True:
        from peak import trace_span, counter, gauge, histogram
        with trace_span("backtest.run", strategy="macd") as span:
            span.set(bars=3)
        counter("backtest.runs.total", labels={"strategy": "macd"})
        histogram("backtest.duration_seconds", value=42.5)
        gauge("trading.equity", 1000.0)
        """
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    subprocess.run([sys.executable, "-c", program], check=True)
    server.shutdown()
    assert b"backtest.run" in arrived["/v1/traces"] and b"macd" in arrived["/v1/traces"]
    for name in (b"backtest.runs.total", b"backtest.duration_seconds", b"trading.equity"):
        assert name in arrived["/v1/metrics"]


def test_gauges_too_do_nothing_until_asked():
    gauge("trading.equity", 1.0)
