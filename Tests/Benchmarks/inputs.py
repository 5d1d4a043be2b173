"""Makes the input files of the benchmarks: seeded, so that every machine reads the same bytes."""

import gzip
import json
import random
from decimal import Decimal
from pathlib import Path

from recorded import SEED, once, rfc3339

TRADES = "binance_usdm_btcusdt_20240808.trades.csv.gz"
TRADES_HEADER = "local_ns,event_ms,trade_ms,id,price,qty,buyer_is_maker"


def signals(folder: Path, count: int) -> Path:
    """Signal lines of about 220 bytes, the sizes, symbols and notes of which vary."""

    def make(file):
        pick = random.Random(SEED)
        markets = [("BTC/USDT", 50_000, 2), ("ETH/USDT", 3_000, 2), ("SOL/USDT", 150, 2),
                   ("XRP/USDT", 0.5, 4)]
        notes = ["breakout", "retest of the range", "second entry, half size", "após a notícia",
                 r"desk said \"wait\" {then} go", "funding negative for three days in a row"]
        for number in range(1, count + 1):
            symbol, level, digits = pick.choice(markets)
            entry = round(level * pick.uniform(0.9, 1.1), digits)
            # One stop in twenty is so far away that the position cap does not hold.
            far = 0.25 if pick.random() < 0.05 else pick.uniform(0.005, 0.05)
            buys = pick.random() < 0.5
            sign = 1 if buys else -1
            stop = round(entry * (1 - sign * far), digits)
            target = round(entry * (1 + sign * 2 * far), digits)
            file.write(
                f'{{"record":"signal","v":1,"id":"s-{number:06d}","symbol":"{symbol}",'
                f'"action":"{"buy" if buys else "sell"}","entry":{entry},"stop_loss":{stop},'
                f'"take_profit":{target},"confidence":{pick.uniform(0.5, 1):.2f},'
                f'"strategy":"{pick.choice(["ma-cross", "breakout", "mean-reversion"])}",'
                f'"desk":"{pick.choice(["eu", "us", "apac"])}","note":"{pick.choice(notes)}"}}\n')

    return once(folder / f"signals-{count}.jsonl", make)


def trades(folder: Path, shared: Path, count: int) -> tuple[Path, str]:
    """Trades as CSV, and where they come from: the recorded ones tiled, or a random walk."""
    recorded = shared / TRADES
    if recorded.exists():
        with gzip.open(recorded, "rt") as file:
            rows = [line.rstrip("\n").split(",") for line in file][1:]
        origin = f"{len(rows)} recorded trades, tiled"
    else:
        rows = walked_trades(20_000)
        origin = "a seeded random walk (no recorded data found)"

    def make(file):
        file.write(TRADES_HEADER + "\n")
        first, last = rows[0], rows[-1]
        # Each repetition starts a second after the one before ended, and its ids follow on.
        step_ms = int(last[2]) - int(first[2]) + 1000
        step_id = int(last[3]) - int(first[3]) + 1
        written = 0
        while written < count:
            tile = written // len(rows)
            ms, ns, identifiers = tile * step_ms, tile * step_ms * 1_000_000, tile * step_id
            part = rows[: count - written]
            file.writelines(
                f"{int(r[0]) + ns},{int(r[1]) + ms},{int(r[2]) + ms},{int(r[3]) + identifiers},"
                f"{r[4]},{r[5]},{r[6]}\n" for r in part)
            written += len(part)

    kind = "recorded" if recorded.exists() else "walked"
    return once(folder / f"trades-{kind}-{count}.csv", make), origin


def walked_trades(count: int) -> list[list[str]]:
    pick = random.Random(SEED)
    ms, ticks, rows = 1_723_161_256_322, 618_003, []
    for number in range(count):
        ms += pick.randrange(0, 33)
        ticks += pick.choice((-9, -3, 0, 0, 0, 3, 9))
        quantity = pick.randrange(1, 300)
        rows.append([str(ms * 1_000_000), str(ms), str(ms), str(5_266_583_935 + number),
                     f"{ticks // 10}.{ticks % 10}0", f"{quantity / 1000:.3f}",
                     pick.choice(("true", "false"))])
    return rows


def resting_orders(folder: Path, trades_file: Path) -> tuple[Path, Path]:
    """100 limit orders around the first price, as intents and as CSV for the C program.

    They are 0.04 % apart, so that a few are reached by minutes of trading and most never are.
    """
    with open(trades_file, encoding="utf-8") as file:
        file.readline()
        first = file.readline().split(",")
    moment, price = rfc3339(int(first[2])), Decimal(first[4])
    orders = []
    for step in range(1, 51):
        for side, sign in (("buy", -1), ("sell", 1)):
            level = (price * (1 + sign * step * Decimal("0.0004"))).quantize(Decimal("0.1"))
            orders.append((side, level))

    def intents(file):
        for number, (side, level) in enumerate(orders, 1):
            file.write(json.dumps({
                "record": "intent", "v": 1, "id": f"l-{number:03d}", "ts": moment,
                "symbol": "BTC/USDT:USDT", "side": side, "order_type": "limit",
                "quantity": 0.01, "price": float(level), "time_in_force": "gtc",
            }, separators=(",", ":")) + "\n")

    def rows(file):
        file.writelines(f"{side},{level},0.01\n" for side, level in orders)

    return (once(folder / f"{trades_file.stem}-orders.jsonl", intents),
            once(folder / f"{trades_file.stem}-orders.csv", rows))
