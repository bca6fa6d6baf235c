"""Against the real libraries; each is skipped where it is not installed."""

from __future__ import annotations

import json
import warnings

import pytest

import peak
from peak import Lake, from_backtesting, from_backtrader, from_vectorbt

pandas = pytest.importorskip("pandas")


def bars(count: int = 300):
    """A wave with a drift: it crosses its averages often, and ends higher."""
    import math

    index = pandas.date_range("2024-01-01", periods=count)
    close = [100 + day / 10 + 10 * math.sin(day / 9) for day in range(count)]
    frame = {"Open": close, "High": [c + 1 for c in close], "Low": [c - 1 for c in close], "Close": close}
    return pandas.DataFrame({**frame, "Volume": [1_000.0] * count}, index=index)


def loaded(run, tmp_path):
    """What the lake has of it, without a notice."""
    run.write(tmp_path / "results")
    with Lake(tmp_path / "lake") as lake:
        counts = lake.ingest(tmp_path / "results")
        assert counts["added"] >= 1 and counts["notices"] == 0, lake.notices().to_string()
        runs = lake.runs(order_by="run_id")
        equity = lake.sql("SELECT * FROM equity ORDER BY run_id, seq")
        return runs, equity, lake.sql("SELECT * FROM trades ORDER BY run_id, trade_seq")


def test_backtesting(tmp_path, command):
    pytest.importorskip("backtesting")
    from backtesting import Backtest, Strategy
    from backtesting.lib import crossover

    class Cross(Strategy):
        fast = 5
        slow = 20

        def init(self):
            self.a = self.I(lambda x: pandas.Series(x).rolling(self.fast).mean(), self.data.Close)
            self.b = self.I(lambda x: pandas.Series(x).rolling(self.slow).mean(), self.data.Close)

        def next(self):
            if crossover(self.a, self.b):
                self.position.close()
                self.buy(sl=self.data.Close[-1] * 0.5)
            elif crossover(self.b, self.a):
                self.position.close()
                self.sell()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stats = Backtest(bars(), Cross, commission=0.001, finalize_trades=True).run(fast=7)
    run = from_backtesting(stats, run_id="bt_1", symbol="BTC/USD", fold=3)
    runs, equity, trades = loaded(run, tmp_path)
    (row,) = runs.to_dict("records")
    assert (row["run_id"], row["strategy"], row["stage"], row["symbol"]) == ("bt_1", "Cross", "backtest", "BTC/USD")
    assert (row["source_tool"], row["start_date"]) == ("backtesting", pandas.Timestamp("2024-01-01"))
    assert dict(run.params) == {"fast": 7, "slow": 20}
    assert row["total_return"] == pytest.approx(stats["Return [%]"] / 100)
    assert row["max_drawdown"] == pytest.approx(stats["Max. Drawdown [%]"] / 100) and row["max_drawdown"] < 0
    assert row["sharpe"] == pytest.approx(stats["Sharpe Ratio"])
    assert row["win_rate"] == pytest.approx(stats["Win Rate [%]"] / 100)
    assert row["total_trades"] == stats["# Trades"] == len(trades)
    assert list(equity["equity"]) == pytest.approx(list(stats["_equity_curve"]["Equity"]))
    assert row["total_return"] == pytest.approx(equity["equity"].iloc[-1] / equity["equity"].iloc[0] - 1)
    assert trades["pnl"].sum() == pytest.approx(stats["_trades"]["PnL"].sum())
    assert list(trades["pnl_ratio"]) == pytest.approx(list(stats["_trades"]["ReturnPct"]))
    assert set(trades["side"]) == {"long", "short"} and (trades["quantity"] > 0).all()
    signed = trades["quantity"] * trades["side"].map({"long": 1, "short": -1})
    assert list(trades["gross_pnl"]) == pytest.approx(list((trades["exit_price"] - trades["entry_price"]) * signed))
    assert list(trades["gross_pnl"] - trades["fee"]) == pytest.approx(list(trades["pnl"]))


def test_backtrader(tmp_path, command):
    backtrader = pytest.importorskip("backtrader")

    class Cross(backtrader.Strategy):
        params = (("fast", 5), ("slow", 20))

        def __init__(self):
            fast, slow = (backtrader.ind.SMA(period=period) for period in (self.p.fast, self.p.slow))
            self.cross = backtrader.ind.CrossOver(fast, slow)

        def next(self):
            if self.cross[0] > 0 and not self.position:
                self.buy(size=10)
            elif self.cross[0] < 0 and self.position:
                self.close()

    cerebro = backtrader.Cerebro()
    cerebro.addstrategy(Cross, fast=7)
    cerebro.adddata(backtrader.feeds.PandasData(dataname=bars(), name="BTC/USD"))
    cerebro.broker.setcash(10_000)
    cerebro.broker.setcommission(0.001)
    cerebro.addanalyzer(backtrader.analyzers.DrawDown)
    cerebro.addanalyzer(backtrader.analyzers.SharpeRatio, timeframe=backtrader.TimeFrame.Months)
    cerebro.addanalyzer(backtrader.analyzers.TradeAnalyzer)
    (strategy,) = cerebro.run()
    runs, equity, trades = loaded(from_backtrader(strategy, run_id="bk_1", study="s"), tmp_path)
    (row,) = runs.to_dict("records")
    assert (row["strategy"], row["symbol"], row["source_tool"]) == ("Cross", "BTC/USD", "backtrader")
    assert row["final_value"] == cerebro.broker.getvalue() == pytest.approx(equity["equity"].iloc[-1])
    assert row["total_return"] == pytest.approx(cerebro.broker.getvalue() / 10_000 - 1)
    closed = strategy.analyzers.tradeanalyzer.get_analysis()
    assert row["tradeanalyzer.total.closed"] == closed.total.closed
    assert row["drawdown.max.drawdown"] == pytest.approx(strategy.analyzers.drawdown.get_analysis().max.drawdown)
    assert row["sharperatio"] == pytest.approx(strategy.analyzers.sharperatio.get_analysis()["sharperatio"])
    assert len(equity) == 300
    assert set(trades["kind"]) == {"fill"} and list(trades["side"][:2]) == ["buy", "sell"]
    fills = trades["quantity"] * trades["price"] * trades["side"].map({"buy": -1, "sell": 1}) - trades["fee"]
    held = (trades["quantity"] * trades["side"].map({"buy": 1, "sell": -1})).sum()
    assert 10_000 + fills.sum() + held * bars()["Close"].iloc[-1] == pytest.approx(row["final_value"])
    assert trades["pnl"].sum() == pytest.approx(closed.pnl.gross.total)


def test_backtrader_without_observers_or_trades_is_a_run_too(tmp_path):
    backtrader = pytest.importorskip("backtrader")
    cerebro = backtrader.Cerebro(stdstats=False)
    cerebro.addstrategy(backtrader.Strategy)
    cerebro.adddata(backtrader.feeds.PandasData(dataname=bars(30)))
    folder = from_backtrader(cerebro.run()[0]).write(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["config_snapshot.json", "report_snippet.md", "stats.json"]


def test_vectorbt(tmp_path, command):
    vectorbt = pytest.importorskip("vectorbt", reason="vectorbt is not installed: numba and plotly come with it")
    close = bars()["Close"].rename("BTC/USD")
    fast = vectorbt.MA.run(close, [5, 7], short_name="fast")
    slow = vectorbt.MA.run(close, [20, 30], short_name="slow")
    portfolio = vectorbt.Portfolio.from_signals(
        close, fast.ma_crossed_above(slow), fast.ma_crossed_below(slow), fees=0.001, freq="1D", init_cash=1_000
    )
    runs = from_vectorbt(portfolio, run_id="vbt", strategy="cross", fold=1)
    assert [run.run_id for run in runs] == ["vbt_1", "vbt_2"]
    assert [dict(run.params) for run in runs] == [
        {"fast_window": 5, "slow_window": 20}, {"fast_window": 7, "slow_window": 30},
    ]  # fmt: skip
    assert "fast_window" in runs._repr_html_()
    frame, equity, trades = loaded(runs, tmp_path)
    assert list(frame["total_return"]) == pytest.approx(list(portfolio.total_return()))
    assert list(frame["max_drawdown"]) == pytest.approx(list(portfolio.max_drawdown()))
    assert list(frame["sharpe"]) == pytest.approx(list(portfolio.sharpe_ratio()))
    for place, run_id in enumerate(frame["run_id"]):
        curve = equity[equity["run_id"] == run_id]["equity"]
        assert list(curve) == pytest.approx(list(portfolio.value().iloc[:, place]))
        own = trades[trades["run_id"] == run_id]
        assert own["pnl"].sum() == pytest.approx(portfolio.trades.pnl.sum().iloc[place])
        assert len(own) == portfolio.trades.count().iloc[place]

    one = from_vectorbt(vectorbt.Portfolio.from_signals(close, close > 110, close < 95, freq="1D"), run_id="one")
    assert isinstance(one, peak.Run)
    meta = json.loads((one.write(tmp_path / "more") / "config_snapshot.json").read_text())["meta"]
    assert (meta["symbol"], meta["source_tool"]) == ("BTC/USD", "vectorbt")
