"""Trades one moving-average cross with tradectl and with the backtesting package, and compares.

    setup && .cache/peers-venv/bin/python compare_backtesting.py [--tradectl PATH] [--data CANDLES]

Every trade must agree in entry, exit, prices and size, and the final equity to the cent.
Exits 1 with one line at the first difference.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd
from backtesting import Backtest, Strategy

sys.dont_write_bytecode = True

import recorded
from moving_average_cross import (SYMBOL, Candle, Order, cross_orders, read_candles, rfc3339,
                                  write_orders)

ROOT = Path(__file__).resolve().parents[3]
CASH = 10_000_000  # Enough for one coin and every fee, so that neither side refuses an order.
TAKER_FEE_PERCENT = Decimal("0.04")


class Different(Exception):
    pass


@dataclass(frozen=True)
class Trade:
    entered: str
    left: str
    entry_price: float
    exit_price: float
    size: float
    """Above zero when long, below when short."""


def peer_run(candles: list[Candle], orders: list[Order]) -> tuple[list[Trade], float]:
    by_bar = {order.bar: order for order in orders}

    class GivenOrders(Strategy):
        def init(self):
            pass

        def next(self):
            # What is ordered during a bar fills at the open of the one after it.
            order = by_bar.get(len(self.data))
            if order:
                (self.buy if order.side == "buy" else self.sell)(size=order.quantity)

    times = [candle.open_ms for candle in candles]
    frame = pd.DataFrame(
        {name.capitalize(): [float(getattr(candle, name)) for candle in candles]
         for name in ("open", "high", "low", "close")},
        index=pd.to_datetime(times, unit="ms"))
    # Without hedging an order of two against a position of one closes it and opens the other side.
    result = Backtest(frame, GivenOrders, cash=CASH, commission=float(TAKER_FEE_PERCENT / 100),
                      margin=1, trade_on_close=False, hedging=False).run()
    trades = [
        Trade(rfc3339(times[row.EntryBar]), rfc3339(times[row.ExitBar]), row.EntryPrice,
              row.ExitPrice, row.Size)
        for row in result._trades.itertuples()
    ]
    return trades, result["Equity Final [$]"]


def our_run(tradectl: str, data: Path, intents: Path, kept: Path) -> list[dict]:
    command = [tradectl, "paper", "run", "--data", data, "--symbol", SYMBOL, "--orders", intents,
               "--equity", CASH, "--slippage-bps", "0", "--taker-fee", TAKER_FEE_PERCENT,
               "--maker-fee", "0.02", "--leverage", "1"]
    with open(kept, "wb") as file:
        try:
            done = subprocess.run([str(word) for word in command], stdout=file)
        except OSError as error:
            raise Different(f"tradectl cannot run: {error}") from None
    if done.returncode != 0:
        raise Different(f"tradectl exited {done.returncode}: {' '.join(map(str, command))}")
    with open(kept, encoding="utf-8") as file:
        return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in file]


def our_trades(fills: list[dict]) -> list[Trade]:
    """Puts fills together into trades: from flat, or from the other side, until closed."""
    trades, held, opening = [], Decimal(0), None
    for fill in fills:
        price, quantity = Decimal(fill["price"]), Decimal(fill["quantity"])
        signed = quantity if fill["side"] == "buy" else -quantity
        if held == 0:
            opening = fill
        elif held * signed > 0 or quantity < abs(held):
            raise Different(f"fill {fill} neither opens nor closes the position of {held}")
        else:
            trades.append(Trade(opening["ts"], fill["ts"], float(opening["price"]), float(price),
                                float(held)))
            opening = fill
        held += signed
    if held != 0:
        raise Different(f"the run ends with a position of {held}")
    return trades


def compare(ours: list[Trade], theirs: list[Trade], records: list[dict], peer_equity: float) -> str:
    for number, (one, other) in enumerate(zip(ours, theirs), 1):
        for name in Trade.__dataclass_fields__:
            mine, expected = getattr(one, name), getattr(other, name)
            if mine != expected:
                raise Different(f"trade {number}: {name} is {mine}, backtesting has {expected}")
    if len(ours) != len(theirs):
        raise Different(f"{len(ours)} trades, backtesting has {len(theirs)}")
    if not ours:
        raise Different("no trade was made: nothing was compared")
    reports = [record for record in records if record.get("record") == "report"]
    if len(reports) != 1 or "end_equity" not in reports[0]:
        raise Different(f"one report record with end_equity was expected: {reports}")
    equity = float(reports[0]["end_equity"])
    if abs(equity - peer_equity) >= 0.005:
        raise Different(f"end_equity is {equity:.6f}, backtesting has {peer_equity:.6f}")
    return f"{len(ours)} trades agree, end equity {equity:.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tradectl", default=str(ROOT / ".build/release/tradectl"),
                        metavar="PATH", help="the binary (.build/release/tradectl)")
    parser.add_argument("--data", type=Path, metavar="CANDLES",
                        help="CSV of candles, .gz or plain (recorded ones, else a seeded walk)")
    arguments = parser.parse_args()

    cache = ROOT / ".cache/peers"
    cache.mkdir(parents=True, exist_ok=True)
    data, origin = arguments.data, "given candles"
    if not data:
        data, origin = recorded.candles(cache, recorded.shared_data(ROOT), 60_480)
    candles = read_candles(data)
    orders = cross_orders(candles)
    intents, kept = cache / "orders.jsonl", cache / "records.jsonl"
    write_orders(intents, orders, candles)

    try:
        theirs, peer_equity = peer_run(candles, orders)
        records = our_run(arguments.tradectl, data, intents, kept)
        fills = [record for record in records if record.get("record") == "fill"]
        summary = compare(our_trades(fills), theirs, records, peer_equity)
    except Different as different:
        print(f"compare_backtesting: {different}", file=sys.stderr)
        return 1
    print(f"compare_backtesting: {summary} ({len(candles)} bars, {origin}); records in {kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
