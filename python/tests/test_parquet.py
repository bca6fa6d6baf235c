"""The files of our own writer, read by Arrow and by DuckDB."""

from __future__ import annotations

import math

import pytest

from peak._parquet import Column, file

COLUMNS = [
    Column("n", "long", [1, None, -(1 << 63), (1 << 63) - 1]),
    Column("x", "double", [1.5, float("nan"), None, -math.inf]),
    Column("ok", "boolean", [True, None, False, True]),
    Column("t", "timestamp", [0, None, 1_727_740_800_000_001, -1]),
    Column("name ü", "text", ["", None, "Zürich 🚀", "a\0b'\n"]),
    Column("nothing", "text", [None, None, None, None]),
]


def test_arrow_reads_what_was_written(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "x.parquet"
    path.write_bytes(file(COLUMNS))
    table = parquet.read_table(path)
    assert [str(field.type) for field in table.schema] == [
        "int64", "double", "bool", "timestamp[us, tz=UTC]", "string", "string",
    ]  # fmt: skip
    for column in COLUMNS:
        read = table.column(column.name)
        if column.kind == "timestamp":
            read = read.cast("int64")
        assert repr(read.to_pylist()) == repr(column.values), column.name


def test_duckdb_reads_what_was_written(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "x.parquet"
    path.write_bytes(file(COLUMNS))
    rows = duckdb.sql(f"SELECT n, x, ok, epoch_us(t), \"name ü\", nothing FROM '{path}'").fetchall()
    assert repr(rows) == repr(list(zip(*(column.values for column in COLUMNS))))


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 1000, 70_000])
@pytest.mark.parametrize("columns", [1, 14, 15, 40])
def test_any_number_of_rows_and_columns(tmp_path, rows, columns):
    parquet = pytest.importorskip("pyarrow.parquet")
    if rows * columns > 1_000_000:
        columns = 3
    values = [None if row % 3 == 0 else row for row in range(rows)]
    path = tmp_path / "x.parquet"
    path.write_bytes(file([Column(f"c{place}", "long", values) for place in range(columns)]))
    table = parquet.read_table(path)
    assert table.num_columns == columns
    assert table.column(columns - 1).to_pylist() == values
