#!/usr/bin/env python3
"""Two simple strategies over one-minute candles; prints their signals as JSON lines.

    signals.py market.csv > signals.jsonl

A strategy is any program that prints lines like these. Each line is stamped with the end of the
hour that it was decided on, so it knows nothing of what comes after.
"""

import csv
import json
import sys

SYMBOL = "DEMO/USDT:USDT"
# Hours looked back on, by the breakout and by the fade.
CHANNEL, MEAN = 48, 24


def ticks(text):
    """A price as a whole number of tenths."""
    return int(text.replace(".", ""))


def decimal(ticks):
    whole, tenth = divmod(ticks, 10)
    return whole if tenth == 0 else float(f"{whole}.{tenth}")


def hours(path):
    """The hours of the file: each its end, high, low and close."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    for first in range(0, len(rows) - 60, 60):
        minutes = rows[first : first + 60]
        yield {
            "end": rows[first + 60]["open_time"],
            "high": max(ticks(row["high"]) for row in minutes),
            "low": min(ticks(row["low"]) for row in minutes),
            "close": ticks(minutes[-1]["close"]),
        }


def mean(values):
    return sum(values) // len(values)


def breakout(past, now):
    """Goes with a close beyond the last two days' high or low."""
    channel = past[-CHANNEL:]
    if now["close"] > max(hour["high"] for hour in channel):
        return "buy"
    if now["close"] < min(hour["low"] for hour in channel):
        return "sell"
    return None


def fade(past, now):
    """Bets on the way back from far off the mean, where the mean itself stands still."""
    closes = [hour["close"] for hour in past[-MEAN:]]
    middle = mean(closes)
    spread = mean([abs(close - middle) for close in closes])
    drift = mean(closes[MEAN // 2 :]) - mean(closes[: MEAN // 2])
    distance = now["close"] - middle
    if abs(drift) > spread or abs(distance) < 2 * spread:
        return None
    return "sell" if distance > 0 else "buy"


class Position:
    """What the strategies believe to hold; the paper market decides what really happened."""

    def __init__(self, action, stop, target):
        self.action, self.stop, self.target = action, stop, target

    def has_ended(self, hour):
        if self.action == "buy":
            return hour["low"] <= self.stop or hour["high"] >= self.target
        return hour["high"] >= self.stop or hour["low"] <= self.target


def signals(path):
    past, position = [], None
    for now in hours(path):
        if position and position.has_ended(now):
            position = None
        if len(past) >= CHANNEL:
            usual = mean([hour["high"] - hour["low"] for hour in past[-MEAN:]])
            for strategy in (breakout, fade):
                signal = {
                    "record": "signal",
                    "id": f"{strategy.__name__}-{now['end'][8:13]}",
                    "ts": now["end"],
                    "symbol": SYMBOL,
                    "strategy": strategy.__name__,
                }
                action = strategy(past, now)
                if position and action == position.action:
                    continue
                if action and position:
                    yield signal | {"action": "hold", "reason": "in the market the other way"}
                elif action:
                    sign = 1 if action == "buy" else -1
                    stop = now["close"] - sign * 2 * usual
                    target = now["close"] + sign * (6 if strategy is breakout else 3) * usual
                    signal |= {
                        "action": action,
                        "entry": decimal(now["close"]),
                        "stop_loss": decimal(stop),
                        "take_profit": decimal(target),
                    }
                    # An hour of twice the usual height is no time to begin.
                    if now["high"] - now["low"] > 2 * usual:
                        yield signal | {"vetoed": True, "reason": "too wild"}
                    else:
                        yield signal
                        position = Position(action, stop, target)
            if now["end"].endswith("-17T12:00:00Z"):
                yield tip(now)
        past.append(now)


def tip(now):
    """What a friend said on the phone: all in, and no way out. The risk policy is for this."""
    return {
        "record": "signal",
        "id": "tip-17T12",
        "ts": now["end"],
        "symbol": SYMBOL,
        "strategy": "tip",
        "action": "buy",
        "entry": decimal(now["close"]),
        "stop_loss": decimal(now["close"] * 99 // 100),
        "leverage": 20,
    }


for line in signals(sys.argv[1]):
    print(json.dumps(line, separators=(",", ":")))
