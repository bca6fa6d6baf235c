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
