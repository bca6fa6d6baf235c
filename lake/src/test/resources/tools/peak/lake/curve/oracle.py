"""Writes what quantstats says of equity.csv: python oracle.py > quantstats.csv (quantstats 0.0.86)."""
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
import quantstats.stats as qs

points = pd.read_csv("equity.csv")
points["timestamp"] = pd.to_datetime(points["timestamp"])
equity = points.drop_duplicates("timestamp", keep="last").set_index("timestamp")["equity"]
returns = equity.pct_change().fillna(0)
years = (equity.index[-1] - equity.index[0]).total_seconds() / (365.25 * 86400)
periods = (len(points) - 1) / years

months = qs.monthly_returns(returns, eoy=False)
for year in months.index:
    for place, month in enumerate(months.columns, 1):
        print(f"month,{year}-{place:02d},{float(months.loc[year, month])!r}")
drawdown = equity / equity.cummax() - 1
details = qs.drawdown_details(drawdown).sort_values("max drawdown")
for _, row in details.iterrows():
    valley = pd.Timestamp(row["valley"]).date()
    print(f"drawdown,{row['start']} {valley} {row['end']} {row['days']},{float(row['max drawdown']) / 100!r}")
sharpe = qs.rolling_sharpe(returns[1:], rolling_period=63, periods_per_year=periods, prepare_returns=False)
volatility = qs.rolling_volatility(returns[1:], rolling_period=63, periods_per_year=periods, prepare_returns=False)
for time in sharpe.dropna().index:
    print(f"rolling,{time.isoformat()} {float(sharpe[time])!r},{float(volatility[time])!r}")
print(f"max_drawdown,,{float(qs.max_drawdown(equity))!r}")

# A benchmark on every second day, which a test computes as well.
import numpy as np

place = np.arange(len(equity))
waves = pd.Series(100 + 10 * np.sin(place / 9) + place * 0.05, index=equity.index)[::2]
common = equity[waves.index]
ours, theirs = common.pct_change()[1:], waves.pct_change()[1:]
a_year = len(ours) / ((waves.index[-1] - waves.index[0]).total_seconds() / (365.25 * 86400))
greeks = qs.greeks(ours, theirs, periods=a_year, prepare_returns=False)
print(f"benchmark,beta,{float(greeks['beta'])!r}")
print(f"benchmark,information_ratio,{float(qs.information_ratio(ours, theirs, prepare_returns=False)) * a_year**0.5!r}")
print(f"benchmark,tracking_error,{float((ours - theirs).std()) * a_year**0.5!r}")
print(f"benchmark,correlation,{float(ours.corr(theirs))!r}")
print(f"benchmark,excess_return,{float(common.iloc[-1] / common.iloc[0] - waves.iloc[-1] / waves.iloc[0])!r}")

# Trades whose profits are the returns of the curve.
profits = returns[1:]
print(f"trades,win_rate,{float(qs.win_rate(profits, prepare_returns=False))!r}")
print(f"trades,payoff,{float(qs.payoff_ratio(profits, prepare_returns=False))!r}")
print(f"trades,profit_factor,{float(qs.profit_factor(profits, prepare_returns=False))!r}")
print(f"trades,average_win,{float(qs.avg_win(profits, prepare_returns=False))!r}")
print(f"trades,average_loss,{float(qs.avg_loss(profits, prepare_returns=False))!r}")
print(f"trades,win_streak,{int(qs.consecutive_wins(profits, prepare_returns=False))!r}")
print(f"trades,loss_streak,{int(qs.consecutive_losses(profits, prepare_returns=False))!r}")
print(f"trades,best,{float(qs.best(profits, prepare_returns=False))!r}")
print(f"trades,worst,{float(qs.worst(profits, prepare_returns=False))!r}")
