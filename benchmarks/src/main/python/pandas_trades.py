"""Writes the trades files of src/main/resources: what the four producers' pandas writes, 40 rows each.

    pip install pandas pyarrow && python pandas_trades.py ../resources/tools/peak/benchmarks/trades
"""

import random
import sys
from pathlib import Path

import pandas as pd

ROWS = 40


def times(rng, start, zone, unit):
    at = pd.Timestamp(start) + pd.to_timedelta(
        sorted(rng.randrange(500 * 3600) for _ in range(ROWS)), unit="s"
    )
    at = pd.DatetimeIndex(at).as_unit(unit)
    return at.tz_localize(zone) if zone else at


def round_trips(rng, zone, unit):
    entry = times(rng, "2026-01-05", zone, unit)
    price = [rng.uniform(18_000, 64_000) for _ in range(ROWS)]
    size = [rng.uniform(0.001, 2.0) for _ in range(ROWS)]
    out = [p * (1 + rng.gauss(0.001, 0.01)) for p in price]
    pnl = [(o - p) * s for o, p, s in zip(out, price, size)]
    return pd.DataFrame(
        {
            "entry_time": entry,
            "entry_price": price,
            "exit_time": entry + pd.to_timedelta(
                [rng.randrange(1, 48) for _ in range(ROWS)], unit="h"
            ).as_unit(unit),
            "exit_price": out,
            "size": size,
            "pnl": pnl,
            "pnl_pct": [100 * v / (p * s) for v, p, s in zip(pnl, price, size)],
        }
    )


def costs(rng, trades, fee):
    reasons = ["signal", "stop_loss", "take_profit"]
    trades[fee] = trades["size"] * trades["entry_price"] * 0.002
    trades["exit_reason"] = [rng.choice(reasons) for _ in range(ROWS - 1)] + ["end_of_data"]
    trades["gross_pnl"] = trades["pnl"] + trades[fee]
    trades["entry_cost"] = trades["size"] * trades["entry_price"]
    trades["exit_cost"] = trades["size"] * trades["exit_price"]
    return trades


def pipeline(rng, zone, unit):
    trades = costs(rng, round_trips(rng, zone, unit), "fee")
    trades.insert(5, "side", [rng.choice(["long", "short"]) for _ in range(ROWS)])
    return trades


def legacy(rng, zone, unit):
    trades = costs(rng, round_trips(rng, zone, unit), "fee_total")
    trades["stop_price"] = trades["entry_price"] * 0.975
    trades["slippage_total"] = trades["entry_cost"] * 0.0005
    return trades


def portfolio(rng, zone, unit):
    return round_trips(rng, zone, unit)


def fills(rng, zone, unit):
    return pd.DataFrame(
        {
            "timestamp": times(rng, "2026-01-05", zone, unit),
            "symbol": [rng.choice(["BTC/EUR", "ETH/EUR"]) for _ in range(ROWS)],
            "side": [rng.choice(["buy", "sell"]) for _ in range(ROWS)],
            "quantity": [rng.uniform(0.001, 2.0) for _ in range(ROWS)],
            "price": [rng.uniform(18_000, 64_000) for _ in range(ROWS)],
        }
    )


STYLES = [(None, "ns", "snappy"), ("UTC", "us", "snappy"), ("Europe/Berlin", "ns", "zstd")]

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for producer in (pipeline, legacy, portfolio, fills):
        for number, (zone, unit, codec) in enumerate(STYLES):
            trades = producer(random.Random(number), zone, unit)
            trades.to_parquet(
                folder / f"{producer.__name__}-{number}.parquet", index=False, compression=codec
            )
