"""Asks other engines what benchmarks/query asks Peak: the same rows, in turns, on as many threads as the machine has processors.

Each keeps the rows as it likes them best: DuckDB's own table, ClickHouse a MergeTree ordered by stage, time and id, polars the lake's Parquet
files, SQLite the tables of MLflow's tracking store (a row a metric in latest_metrics, with the indexes that MLflow makes).
"""

import glob
import os
import sqlite3
import sys
import time

folder = sys.argv[1]
files = sorted(glob.glob(f"{folder}/lake/warehouse/lake/runs/data/**/*.parquet", recursive=True))
threads = os.cpu_count()
os.environ["POLARS_MAX_THREADS"] = str(threads)

import chdb.session  # noqa: E402
import duckdb  # noqa: E402
import polars as pl  # noqa: E402

duck = duckdb.connect(f"{folder}/native.duckdb", read_only=True, config={"threads": threads})
duck.execute("SET TimeZone = 'UTC'")
duck.execute(f"CREATE TEMP VIEW files AS SELECT * FROM read_parquet({files!r}, hive_partitioning = false)")
columns = ["run_id", "stage", "strategy", "timestamp", "sharpe", "max_drawdown"]
run = duck.execute("SELECT run_id FROM runs ORDER BY hash(run_id) LIMIT 1").fetchone()[0]
metrics = [
    name
    for name, kind, *_ in duck.execute("DESCRIBE runs").fetchall()
    if kind == "DOUBLE"
]


def clickhouse():
    """A MergeTree of the plain columns, made from the lake's files."""
    path = f"{folder}/clickhouse"
    made = os.path.exists(path)
    session = chdb.session.Session(path)
    if not made:
        chosen = ", ".join(columns + [m for m in metrics if m not in columns])
        session.query("CREATE DATABASE IF NOT EXISTS peak")
        session.query(
            f"CREATE TABLE peak.runs ENGINE = MergeTree ORDER BY (stage, timestamp, run_id) SETTINGS allow_nullable_key = 1"
            f" AS SELECT {chosen} FROM file('{os.path.abspath(folder)}/lake/warehouse/lake/runs/data/*.parquet', Parquet)"
        )
        session.query("OPTIMIZE TABLE peak.runs FINAL")
    return lambda sql: session.query(sql + f" SETTINGS max_threads = {threads}", "CSV").bytes()


def mlflow():
    """The tables that MLflow's SQL store keeps runs, attributes and last metrics in."""
    path = f"{folder}/mlflow.db"
    made = os.path.exists(path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA cache_size = -1000000")
    if not made:
        db.executescript(
            "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name TEXT, start_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER);"
            "CREATE TABLE latest_metrics (key VARCHAR(250), value FLOAT, timestamp BIGINT, step BIGINT, is_nan BOOLEAN, run_uuid VARCHAR(32),"
            " PRIMARY KEY (key, run_uuid));"
            "CREATE TABLE tags (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY (key, run_uuid));"
        )
        rows = duck.execute("SELECT run_id, epoch_ms(timestamp) FROM runs")
        while batch := rows.fetchmany(100_000):
            db.executemany("INSERT INTO runs VALUES (?, ?, ?, 'active', 0)", [(r, r, t) for r, t in batch])
        for key in ("stage", "strategy"):
            rows = duck.execute(f"SELECT '{key}', {key}, run_id FROM runs WHERE {key} IS NOT NULL")
            while batch := rows.fetchmany(100_000):
                db.executemany("INSERT INTO tags VALUES (?, ?, ?)", batch)
        for key in metrics:
            rows = duck.execute(
                f"SELECT '{key}', CASE WHEN isnan({key}) THEN 0 ELSE {key} END, 0, 0, isnan({key}), run_id FROM runs WHERE {key} IS NOT NULL"
            )
            while batch := rows.fetchmany(100_000):
                db.executemany("INSERT INTO latest_metrics VALUES (?, ?, ?, ?, ?, ?)", batch)
        db.executescript(
            "CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid); CREATE INDEX index_tags_run_uuid ON tags (run_uuid); ANALYZE;"
        )
        db.commit()
    return lambda sql: db.execute(sql).fetchall()


click, lite = clickhouse(), mlflow()
scan = pl.scan_parquet(files)
good = ~pl.col("sharpe").is_nan()
duck_questions = {
    "top 10 by filter": "SELECT run_id, sharpe FROM {} WHERE stage = 'backtest' AND sharpe > 1 AND NOT isnan(sharpe) ORDER BY sharpe DESC LIMIT 10",
    "averages by strategy": "SELECT strategy, avg(sharpe) FROM {} WHERE isfinite(sharpe) GROUP BY 1",
    "count, 2 predicates": "SELECT count(*) FROM {} WHERE sharpe > 1 AND NOT isnan(sharpe) AND max_drawdown > -0.1 AND NOT isnan(max_drawdown)",
    "one run by run_id": f"SELECT {', '.join(metrics)} FROM {{}} WHERE run_id = '{run}'",
}
one = "SELECT r.run_uuid FROM runs r "
joined = "JOIN latest_metrics s ON s.run_uuid = r.run_uuid AND s.key = 'sharpe' AND s.is_nan = 0 "
asked = {
    "ClickHouse's MergeTree": {q: (click, s.format("peak.runs").replace("isnan", "isNaN").replace("isfinite", "isFinite")) for q, s in duck_questions.items()},
    "DuckDB's table": {q: (lambda s: duck.execute(s).fetchall(), s.format("runs")) for q, s in duck_questions.items()},
    "DuckDB, the lake's Parquet": {q: (lambda s: duck.execute(s).fetchall(), s.format("files")) for q, s in duck_questions.items()},
    "polars, the lake's Parquet": {
        "top 10 by filter": (
            lambda f: f().collect(),
            lambda: scan.filter((pl.col("stage") == "backtest") & (pl.col("sharpe") > 1) & good)
            .select("run_id", "sharpe")
            .sort("sharpe", descending=True)
            .head(10),
        ),
        "averages by strategy": (
            lambda f: f().collect(),
            lambda: scan.filter(pl.col("sharpe").is_finite()).group_by("strategy").agg(pl.col("sharpe").mean()),
        ),
        "count, 2 predicates": (
            lambda f: f().collect(),
            lambda: scan.filter((pl.col("sharpe") > 1) & good & (pl.col("max_drawdown") > -0.1) & ~pl.col("max_drawdown").is_nan()).select(pl.len()),
        ),
        "one run by run_id": (lambda f: f().collect(), lambda: scan.filter(pl.col("run_id") == run).select(metrics)),
    },
    "SQLite, MLflow's tables": {
        "top 10 by filter": (
            lite,
            one
            + joined
            + "JOIN tags t ON t.run_uuid = r.run_uuid AND t.key = 'stage' AND t.value = 'backtest' WHERE s.value > 1 ORDER BY s.value DESC LIMIT 10",
        ),
        "averages by strategy": (
            lite,
            "SELECT t.value, avg(s.value) FROM runs r " + joined + "JOIN tags t ON t.run_uuid = r.run_uuid AND t.key = 'strategy' GROUP BY 1",
        ),
        "count, 2 predicates": (
            lite,
            "SELECT count(*) FROM runs r "
            + joined
            + "JOIN latest_metrics d ON d.run_uuid = r.run_uuid AND d.key = 'max_drawdown' AND d.is_nan = 0 WHERE s.value > 1 AND d.value > -0.1",
        ),
        "one run by run_id": (lite, f"SELECT key, value FROM latest_metrics WHERE run_uuid = '{run}'"),
    },
}
print(f"{'ms, best of 5 warm':28}" + "".join(f"{q:>22}" for q in duck_questions))
for engine, questions in asked.items():
    line = f"{engine:28}"
    for question in duck_questions:
        ask, what = questions[question]
        ask(what)
        times = []
        for _ in range(5):
            began = time.perf_counter()
            ask(what)
            times.append(time.perf_counter() - began)
        line += f"{min(times) * 1000:22.1f}"
    print(line, flush=True)
same = {
    str(list(a.row(0)) if isinstance(a, pl.DataFrame) else list(a[0]) if isinstance(a, list) else [int(a)])
    for ask, what in (questions["count, 2 predicates"] for questions in asked.values())
    for a in [ask(what)]
}
print("all count alike" if len(same) == 1 else f"they count differently: {same}")
sizes = {
    "MergeTree": sum(os.path.getsize(os.path.join(d, f)) for d, _, names in os.walk(f"{folder}/clickhouse") for f in names),
    "MLflow's tables": os.path.getsize(f"{folder}/mlflow.db"),
    "Parquet": sum(map(os.path.getsize, files)),
}
print("MB: " + ", ".join(f"{name} {size / 1e6:,.0f}" for name, size in sizes.items()))
