"""Runs the moving-average cross with the backtesting package, as its users write a strategy.

    bars_backtesting.py CANDLES.csv CASH FEE FAST SLOW FLATTENING_BAR

Prints the trades, the final equity, and the seconds of the run alone (without imports and loading).
"""
import json
import sys
import time

import pandas as pd
from backtesting import Backtest, Strategy

path, cash, fee = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
FAST_BARS, SLOW_BARS, FLATTENING_BAR = (int(word) for word in sys.argv[4:7])


class Cross(Strategy):
    def init(self):
        # Sums of whole cents, each times the other's length: binary floating point holds them
        # exactly, so that a touch is a touch. Zeros before there are enough closes.
        cents = (pd.Series(self.data.Close) * 100).round()
        slow = cents.rolling(SLOW_BARS).sum() * FAST_BARS
        fast = (cents.rolling(FAST_BARS).sum() * SLOW_BARS).where(slow.notna())
        self.fast = self.I(lambda: fast.fillna(0).to_numpy())
        self.slow = self.I(lambda: slow.fillna(0).to_numpy())
        self.above = None

    def next(self):
        bar = len(self.data) - 1
        if bar >= FLATTENING_BAR - 1:
            # The run ends here; an order given now fills at the next bar's open.
            if bar == FLATTENING_BAR - 1:
                self.position.close()
            return
        if self.fast[-1] == self.slow[-1]:
            return
        above = self.fast[-1] > self.slow[-1]
        if self.above is not None and above != self.above:
            if above:
                self.buy(size=1)
            else:
                self.sell(size=1)
        self.above = above


candles = pd.read_csv(path)
candles.index = pd.to_datetime(candles.pop("open_ms"), unit="ms")
candles.columns = [name.capitalize() for name in candles.columns]
test = Backtest(candles, Cross, cash=cash, commission=fee, exclusive_orders=True)
started = time.perf_counter()
result = test.run()
seconds = time.perf_counter() - started
print(json.dumps({
    "run_seconds": seconds,
    "trades": len(result._trades),
    "end_equity": result["Equity Final [$]"],
}))
