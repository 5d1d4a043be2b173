"""The moving-average cross that tradectl and the backtesting package are both given to trade.

Long while the mean of the last 20 closes is above that of the last 50, short while it is below,
unchanged while they are equal. The first order is at the first change, each later one reverses, and
the last one flattens, so that both sides end without a position.
"""

import csv
import gzip
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from recorded import rfc3339

FAST = 20
SLOW = 50
SYMBOL = "BTC/USDT:USDT"


@dataclass(frozen=True)
class Candle:
    open_ms: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


@dataclass(frozen=True)
class Order:
    bar: int
    """The index of the bar at whose open it fills."""
    side: str
    quantity: int


def read_candles(path: Path) -> list[Candle]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", newline="", encoding="utf-8") as file:
        return [
            Candle(int(row["open_ms"]),
                   *(Decimal(row[name]) for name in ("open", "high", "low", "close")))
            for row in csv.DictReader(file)
        ]


def flattening_bar(count: int) -> int:
    """Where the last order fills: two bars before the last one."""
    return count - 3


def cross_orders(candles: list[Candle]) -> list[Order]:
    orders = []
    fast = slow = Decimal(0)
    above = None
    last = flattening_bar(len(candles))
    for bar, candle in enumerate(candles[: last - 1]):
        fast += candle.close - (candles[bar - FAST].close if bar >= FAST else 0)
        slow += candle.close - (candles[bar - SLOW].close if bar >= SLOW else 0)
        # Sums are compared crosswise: the means themselves would need a division.
        left, right = fast * SLOW, slow * FAST
        if bar < SLOW - 1 or left == right:
            continue
        if above is not None and above != (left > right):
            side = "buy" if left > right else "sell"
            orders.append(Order(bar + 1, side, 2 if orders else 1))
        above = left > right
    if orders:
        orders.append(Order(last, "sell" if orders[-1].side == "buy" else "buy", 1))
    return orders


def write_orders(path: Path, orders: list[Order], candles: list[Candle]):
    with open(path, "w", encoding="utf-8") as file:
        for number, order in enumerate(orders, 1):
            file.write(json.dumps({
                "record": "intent", "v": 1, "id": f"x-{number:05d}",
                "ts": rfc3339(candles[order.bar].open_ms), "symbol": SYMBOL, "side": order.side,
                "order_type": "market", "quantity": order.quantity,
            }, separators=(",", ":")) + "\n")
