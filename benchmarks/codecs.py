"""The table of runs of a lake in other codecs: how large, and how fast DuckDB answers of it.

    python benchmarks/codecs.py LAKE [COPIES]

Needs duckdb 2.0.1 (pip). Writes the runs of the lake's newest files, so many copies of them (default 10), sorted by run_id with row groups of
32,768 rows as compaction writes them, once per codec and once as a table of DuckDB's own; asks each in turns, 15 times, on two threads.
"""

import glob
import os
import statistics
import sys
import tempfile
import time

import duckdb

lake, copies = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
files = sorted(glob.glob(f"{lake}/warehouse/lake/runs/data/**/*.parquet", recursive=True))
questions = {
    "top 10, all columns": "SELECT * FROM t ORDER BY sharpe DESC NULLS LAST LIMIT 10",
    "averages by strategy": "SELECT strategy, avg(sharpe), stddev(sharpe) FROM t GROUP BY ALL",
    "count, 2 predicates": "SELECT count(*) FROM t WHERE sharpe > 1 AND max_drawdown > -0.2",
}
with tempfile.TemporaryDirectory() as folder:
    duck = duckdb.connect(f"{folder}/native.duckdb", config={"threads": 2})
    rows = (
        f"SELECT * REPLACE (run_id || '_' || copy AS run_id) FROM read_parquet({files!r}, union_by_name = true),"
        f" (SELECT range AS copy FROM range({copies})) ORDER BY run_id"
    )
    duck.execute(f"CREATE TABLE native AS SELECT * EXCLUDE copy FROM ({rows})")
    duck.execute("CHECKPOINT")
    sources = {"DuckDB's table": ("native", os.path.getsize(f"{folder}/native.duckdb"))}
    for codec in ("zstd", "lz4_raw", "snappy", "uncompressed"):
        file = f"{folder}/{codec}.parquet"
        duck.execute(f"COPY native TO '{file}' (FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE 32768)")
        sources[codec] = (f"read_parquet('{file}')", os.path.getsize(file))
    count = duck.execute("SELECT count(*) FROM native").fetchone()[0]
    print(f"{count:,} runs, {len(files)} files of {lake}")
    print(f"{'':16}{'MB':>8}" + "".join(f"{name:>24}" for name in questions))
    times = {(source, name): [] for source in sources for name in questions}
    for _ in range(15):
        for source, (table, _size) in sources.items():
            for name, sql in questions.items():
                began = time.perf_counter()
                duck.execute(sql.replace("FROM t ", f"FROM {table} ")).fetchall()
                times[source, name].append((time.perf_counter() - began) * 1e3)
    for source, (_table, size) in sources.items():
        medians = "".join(f"{statistics.median(times[source, name]):>21.1f} ms" for name in questions)
        print(f"{source:16}{size / 1e6:>8.1f}{medians}")
