"""How long answers take to become DataFrames, beside DuckDB on the same files, in turns.

    python frames.py LAKE [REPEAT]

LAKE is any lake: one of 200,000 runs of benchmarks' QueryBenchmark (--runs 200000 --keep DIR), one with long curves.
DuckDB reads the lake's own Parquet files, whose names the catalog's tables give (pyiceberg), in the order that Peak gives.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb
from pyiceberg.catalog.sql import SqlCatalog

import peak
from peak import _command


def main(path: str, repeat: int) -> None:
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors; medians of {repeat}")
    catalog = SqlCatalog("peak", uri=f"sqlite:///{os.path.abspath(path)}/catalog.db")
    ask = ["--lake", path, "--json", "query", "--limit", "10"]
    command = compare(
        repeat,
        {
            "first call: python -c": lambda: run(sys.executable, "-c", FIRST, path),
            "first call: peak --json query": lambda: run(_command.find(), *ask),
        },
    )
    print(f"  {command[0] / command[1]:.2f} times as long")
    with peak.Lake(path) as lake:
        print(f"lake of {lake.count():,} runs")
        metric = next(name for name, kind in lake.runs(limit=1).dtypes.items() if str(kind) == "float64")
        for number in range(20):  # what is compiled while it runs
            lake.runs(f"{metric} > {number / 100}", order_by=f"{metric} desc", limit=10)
        numbers = iter(range(1_000_000))
        compare(
            repeat * 10,
            {"top 10": lambda: lake.runs(f"{metric} < {next(numbers) + 1e6}", order_by=f"{metric} desc", limit=10)},
        )
        columns = list(lake.runs(limit=1).columns)[:30]
        files = names(catalog, "runs")
        listed = ", ".join(f'"{name}"' for name in columns)
        compare(
            repeat,
            {
                f"all runs, {len(columns)} columns": lambda: lake.runs(columns=[f'"{name}"' for name in columns]),
                "the same by DuckDB": lambda: duckdb.sql(
                    f"SELECT {listed} FROM read_parquet({files}, union_by_name=true) ORDER BY timestamp DESC, run_id"
                ).df(),
            },
        )
        files = names(catalog, "equity")
        if files:
            ((points,),) = duckdb.sql(f"SELECT count(*) FROM read_parquet({files})").fetchall()
            print(f"{points:,} points of equity")
            sql = f"SELECT run_id, seq, timestamp, equity FROM read_parquet({files}) ORDER BY run_id, seq"
            took = compare(
                min(repeat, 3),
                {
                    "equity": lambda: lake.equity(),
                    "the same by DuckDB": lambda: duckdb.sql(sql).df(),
                    "equity, arrow=True": lambda: lake.equity(arrow=True),
                    "the same by DuckDB, Arrow": lambda: duckdb.sql(sql).to_arrow_table(),
                },
            )
            print(f"  {took[0] / took[1]:.2f} times as long as DuckDB, {took[2] / took[3]:.2f} in Arrow")


FIRST = "import sys, peak; peak.Lake(sys.argv[1]).runs(limit=10)"


def run(*args: str) -> None:
    subprocess.run(args, check=True, stdout=subprocess.DEVNULL)


def names(catalog: Any, table: str) -> list[str]:
    return [task.file.file_path for task in catalog.load_table(f"lake.{table}").scan().plan_files()]


def compare(repeat: int, ways: dict[str, Callable[[], Any]]) -> list[float]:
    """In turns, so that what else the machine does is in all of them."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            took[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(times) for name, times in took.items()}
    for name, median in medians.items():
        print(f"  {name:34} {median * 1000:10,.1f} ms")
    return list(medians.values())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
