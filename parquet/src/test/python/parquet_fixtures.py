"""Writes the Parquet files that the reader is tested with: pip install pyarrow pandas, then run it.

The values come from a seed, so that a second run differs only where a library has changed.
"""

import datetime as dt
import decimal
import pathlib
import random
import uuid

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

OUT = pathlib.Path(__file__).parent.parent / "resources" / "parquet"
RANDOM = random.Random(20240229)
UTC = dt.timezone.utc
START = dt.datetime(2024, 2, 29, 8, 21, 16, 589372, UTC)


def some_missing(values, every=7):
    return [None if i % every == every - 1 else v for i, v in enumerate(values)]


def numbers(rows):
    return [RANDOM.gauss(0, 1000) for _ in range(rows)]


def times(rows):
    return [START + dt.timedelta(seconds=RANDOM.randrange(10**6), microseconds=i) for i in range(rows)]


def round_trips(rows):
    """A frame as the pipeline's producer has it."""
    return pd.DataFrame(
        {
            "entry_time": pd.to_datetime(times(rows), utc=True),
            "entry_price": numbers(rows),
            "exit_time": pd.to_datetime(times(rows), utc=True),
            "exit_price": numbers(rows),
            "size": numbers(rows),
            "side": [RANDOM.choice(["long", "short"]) for _ in range(rows)],
            "pnl": numbers(rows),
            "pnl_pct": numbers(rows),
            "fee": [0.0] * rows,
            "exit_reason": some_missing([RANDOM.choice(["signal", "stop_loss"]) for _ in range(rows)]),
            "gross_pnl": numbers(rows),
            "entry_cost": [0.0] * rows,
            "exit_cost": [float("nan")] * rows,
        }
    )


def write(name, table, **options):
    pq.write_table(table, OUT / f"{name}.parquet", **options)


def pandas_files():
    frame = round_trips(40)
    for codec in ["snappy", "gzip", "zstd", "lz4", "brotli", None]:
        frame.to_parquet(OUT / f"pandas_{codec or 'uncompressed'}.parquet", compression=codec)
    fills = pd.DataFrame(
        {
            "timestamp": pd.to_datetime(times(9), utc=True).tz_convert("America/New_York"),
            "symbol": ["BTC/EUR"] * 9,
            "side": ["buy", "sell", "buy"] * 3,
            "quantity": list(range(9)),
            "price": numbers(9),
            "note": [None] * 9,
        }
    )
    fills.to_parquet(OUT / "pandas_fills_other_zone.parquet")
    naive = pd.DataFrame({"entry_time": [t.replace(tzinfo=None) for t in times(5)], "exit_time": [pd.NaT] * 5})
    naive["entry_time"] = naive["entry_time"].astype("datetime64[us]")
    naive.set_index(pd.Index(list("abcde"), name="key")).to_parquet(OUT / "pandas_naive_with_index.parquet")
    round_trips(0).to_parquet(OUT / "pandas_empty.parquet")
    pd.DataFrame(index=pd.RangeIndex(3)).to_parquet(OUT / "pandas_no_columns.parquet")


def types():
    rows = 12
    ns = pa.array([7, -1, None, 1_700_000_000_000_000_001, -2_000_000_000_000_000_003, 999, -999] + [0] * 5, pa.int64())
    decimals = [None if i == 3 else decimal.Decimal(RANDOM.randrange(-(10**9), 10**9)).scaleb(-4) for i in range(rows)]
    wide = [None if i == 4 else decimal.Decimal(RANDOM.randrange(-(10**37), 10**37)).scaleb(-10) for i in range(rows)]
    columns = {
        "boolean": pa.array(some_missing([i % 3 == 0 for i in range(rows)])),
        "int8": pa.array(some_missing(list(range(-6, 6))), pa.int8()),
        "int16": pa.array([-32768, 32767] * 6, pa.int16()),
        "int32": pa.array([-(2**31), 2**31 - 1, None] * 4, pa.int32()),
        "int64": pa.array([-(2**63), 2**63 - 1, 2**53 + 1, None] * 3, pa.int64()),
        "uint8": pa.array([0, 255] * 6, pa.uint8()),
        "uint16": pa.array([0, 65535] * 6, pa.uint16()),
        "uint32": pa.array([0, 2**32 - 1, None] * 4, pa.uint32()),
        "uint64": pa.array([0, 2**64 - 1, 2**63, None] * 3, pa.uint64()),
        "half": pa.array([0.5, -2.0, None, 65504.0] * 3, pa.float16()),
        "float": pa.array([0.1, float("inf"), float("-inf"), float("nan")] * 3, pa.float32()),
        "double": pa.array([0.1, float("inf"), float("-inf"), float("nan"), None, -0.0] * 2, pa.float64()),
        "decimal_18": pa.array(decimals, pa.decimal128(18, 4)),
        "decimal_38": pa.array(wide, pa.decimal128(38, 10)),
        "decimal_76": pa.array([None] + [decimal.Decimal(10 ** i) / -8 for i in range(1, rows)], pa.decimal256(76, 10)),
        "date": pa.array([dt.date(1969, 12, 31), dt.date(2024, 2, 29), None] * 4, pa.date32()),
        "seconds": pa.array([0, -1, None] * 4, pa.timestamp("s")),
        "millis": pa.array([1, -1, None] * 4, pa.timestamp("ms", "UTC")),
        "micros": pa.array([1, -1, None] * 4, pa.timestamp("us", "Europe/Berlin")),
        "nanos": ns.cast(pa.timestamp("ns")),
        "time_millis": pa.array([0, 86_399_999, None] * 4, pa.time32("ms")),
        "time_micros": pa.array([1, 86_399_999_999, None] * 4, pa.time64("us")),
        "time_nanos": pa.array([1000, 86_399_999_999_000, None] * 4, pa.time64("ns")),
        "duration": pa.array([1, -1, None] * 4, pa.duration("us")),
        "text": pa.array(["", "ASCII", "Zürich → 東京 🚀", None] * 3),
        "large_text": pa.array(["a" * 300, "b", None] * 4, pa.large_string()),
        "category": pa.array(["long", "short", None] * 4).dictionary_encode(),
        "bytes": pa.array([b"\xff\x00", b"plain", None] * 4, pa.binary()),
        "uuid": pa.array([uuid.UUID(int=i * 7919 << 64 | i).bytes for i in range(rows)], pa.uuid()),
        "null": pa.nulls(rows),
        "typed_nulls": pa.nulls(rows, pa.float64()),
        "größe, 'quoted'": pa.array(range(rows), pa.int32()),
    }
    table = pa.table(columns)
    write("types_plain", table, use_dictionary=False, compression="none")
    write("types_dictionary", table)
    write("types_v2_zstd", table, data_page_version="2.0", compression="zstd")
    write("types_decimals_as_integers", table.select(["decimal_18"]), store_decimal_as_integer=True)
    write("types_int96", table.select(["seconds", "nanos"]), use_deprecated_int96_timestamps=True)
    required = pa.schema([f.with_nullable(False) for f in table.drop_null().schema])
    kept = ["int16", "uint8", "uint16", "float", "uuid"]
    fields = [required.field(name) for name in kept]
    write("types_required", pa.table([table.column(n) for n in kept], schema=pa.schema(fields)))
    write("types_required_v2", pa.table([table.column(n) for n in kept], schema=pa.schema(fields)), data_page_version="2.0")


def encodings():
    rows = 300
    walk = [10**12 + RANDOM.randrange(-(10**6), 10**6) * i for i in range(rows)]
    table = pa.table(
        {
            "delta32": pa.array(some_missing([RANDOM.randrange(-(2**31), 2**31) for _ in range(rows)]), pa.int32()),
            "delta64": pa.array(some_missing(walk, 5), pa.int64()),
            "delta_extreme": pa.array([-(2**63), 2**63 - 1] * (rows // 2), pa.int64()),
            "delta_constant": pa.array([5] * rows, pa.int64()),
            "delta_time": pa.array([START + dt.timedelta(minutes=i) for i in range(rows)], pa.timestamp("us", "UTC")),
            "lengths": pa.array(some_missing([f"reason {i % 50}" for i in range(rows)])),
            "prefixes": pa.array(some_missing([f"strategy/{i // 10:05d}/{i}" for i in range(rows)], 11)),
            "split32": pa.array(some_missing(numbers(rows)), pa.float32()),
            "split64": pa.array(some_missing(numbers(rows)), pa.float64()),
            "split_int": pa.array(some_missing(walk, 3), pa.int64()),
            "boolean": pa.array(some_missing([i // 20 % 2 == 0 for i in range(rows)], 13)),
        }
    )
    ways = {
        "delta32": "DELTA_BINARY_PACKED",
        "delta64": "DELTA_BINARY_PACKED",
        "delta_extreme": "DELTA_BINARY_PACKED",
        "delta_constant": "DELTA_BINARY_PACKED",
        "delta_time": "DELTA_BINARY_PACKED",
        "lengths": "DELTA_LENGTH_BYTE_ARRAY",
        "prefixes": "DELTA_BYTE_ARRAY",
        "split32": "BYTE_STREAM_SPLIT",
        "split64": "BYTE_STREAM_SPLIT",
        "split_int": "BYTE_STREAM_SPLIT",
        "boolean": "RLE",
    }
    for version in ["1.0", "2.0"]:
        write(
            f"encodings_v{version[0]}",
            table,
            use_dictionary=False,
            column_encoding=ways,
            data_page_version=version,
            compression="zstd",
        )


def layouts():
    rows = 500
    table = pa.table(
        {
            "id": pa.array(range(rows)),
            "many": pa.array(some_missing([f"value {i}" for i in range(rows)], 4)),
            "few": pa.array(some_missing([["long", "short", "flat"][i * i % 3] for i in range(rows)], 9)),
            "number": pa.array(some_missing(numbers(rows), 3)),
            "late": pa.array([None] * 400 + numbers(100)),
        }
    )
    small = {"data_page_size": 256, "write_batch_size": 32, "compression": "zstd"}
    write("row_groups", table, row_group_size=170, **small)
    write("dictionary_overflows", table, dictionary_pagesize_limit=512, **small)
    write("page_index", table, write_page_index=True, write_page_checksum=True, **small)


def refused():
    write("nested_list", pa.table({"id": [1, 2], "tags": [["a"], []]}))
    write("nested_struct", pa.table({"id": [1], "meta": [{"a": 1, "b": "x"}]}))

def with_id(name, type_, id_, nullable=True):
    return pa.field(name, type_, nullable=nullable, metadata={b"PARQUET:field_id": str(id_).encode()})


def fields(rows):
    """A table as pyiceberg writes it: names may be any, the ids count."""
    value = pa.struct(
        [with_id("type", pa.string(), 19), with_id("value", pa.string(), 20), with_id("number", pa.float64(), 21)]
    )
    schema = pa.schema(
        [
            with_id("sold_at", pa.timestamp("us", tz="UTC"), 7),
            with_id("run", pa.string(), 1, nullable=False),
            with_id("n", pa.map_(with_id("key", pa.string(), 14, False), with_id("value", pa.float64(), 15)), 13),
            with_id("p", pa.float64(), 3),
            with_id("v", pa.int64(), 4),
            with_id("t", pa.map_(with_id("key", pa.string(), 11, False), with_id("value", pa.string(), 12)), 10, False),
            with_id("q", pa.int32(), 5),
            with_id("d", pa.date32(), 6),
            with_id("y", pa.map_(with_id("key", pa.string(), 17, False), with_id("value", value, 18)), 16),
            with_id("tags", pa.list_(pa.string()), 40),
        ]
    )
    values = random.Random(9)
    rest = values.sample(range(rows), rows)
    return pa.table(
        {
            "sold_at": some_missing([START + dt.timedelta(seconds=i * 977) for i in rest]),
            "run": ["run %d" % (i // 40) for i in range(rows)],
            "n": [None if i % 5 == 0 else [("k%d" % k, None if k == 1 else i / 8) for k in range(i % 4)] for i in rest],
            "p": some_missing([values.gauss(0, 1000) for _ in range(rows)], 5),
            "v": some_missing([i * 10**12 for i in rest], 9),
            "t": [[("k%d" % k, None if k == 2 else "v%d" % i) for k in range(i % 5)] for i in rest],
            "q": some_missing(rest, 3),
            "d": some_missing([START.date() + dt.timedelta(days=i) for i in rest], 4),
            "y": [
                None
                if i % 7 == 0
                else [
                    ("p%d" % k, None if k == 2 else {"type": "int", "value": None if k else str(i), "number": i / 2})
                    for k in range(i % 4)
                ]
                for i in rest
            ],
            "tags": [["a"] * (i % 3) for i in rest],
        },
        schema=schema,
    )


def with_ids():
    write("fields_v1", fields(400), compression="snappy", data_page_size=700, row_group_size=170)
    write(
        "fields_v2",
        fields(400),
        compression="zstd",
        data_page_version="2.0",
        data_page_size=700,
        use_dictionary=False,
        column_encoding={"run": "DELTA_BYTE_ARRAY", "v": "DELTA_BINARY_PACKED", "sold_at": "DELTA_BINARY_PACKED"},
    )


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    pandas_files()
    types()
    encodings()
    layouts()
    refused()
    with_ids()
