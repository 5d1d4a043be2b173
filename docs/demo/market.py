#!/usr/bin/env python3
"""Makes up a month of one-minute candles and prints them as CSV.

    market.py > market.csv

Only integers are used, so the bytes are the same on every machine.
"""

import datetime
import sys

START = datetime.datetime(2026, 9, 1)
FIRST_PRICE = 58_000
STEPS_PER_MINUTE = 4
MINUTES_PER_DAY = 1_440
# Prices are counted in millionths here and in tenths in the file.
SCALE, TICK = 1_000_000, 100_000
# Moves are counted in hundred-millionths of the price: 10 000 of them are a basis point.
BASIS_POINT = 10_000

# Days, drift a day and noise a minute in basis points, and how strongly the price is pulled back
# to where the phase began (in millionths a step).
PHASES = [
    (8, 170, 4, 0),  # a rise
    (6, 0, 5, 120),  # back and forth
    (2, -950, 12, 0),  # a crash
    (8, 190, 7, 0),  # a recovery
    (6, -20, 4, 60),  # quiet again
]


class Noise:
    """Random numbers that never change: the xorshift generator of G. Marsaglia (2003)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        state = self.state
        state ^= state << 13 & 0xFFFF_FFFF_FFFF_FFFF
        state ^= state >> 7
        state ^= state << 17 & 0xFFFF_FFFF_FFFF_FFFF
        self.state = state
        return (state >> 11) % limit

    def around_zero(self, width):
        """The sum of four even draws: a bell whose deviation is about 1.15 times the width."""
        return sum(self.below(2 * width + 1) - width for _ in range(4))


def ticks(price):
    return price // TICK


def decimal(ticks):
    return f"{ticks // 10}.{ticks % 10}"


def minutes(noise):
    """Open, high, low and close in ticks, and the volume in thousandths, minute by minute."""
    price = FIRST_PRICE * SCALE
    for days, drift, width, pull in PHASES:
        anchor = price
        step_drift = drift * BASIS_POINT // (MINUTES_PER_DAY * STEPS_PER_MINUTE)
        # A step deviates half as much as a minute of four, and by 1.15 times its width.
        step_width = width * BASIS_POINT * 10 // 23
        for _ in range(days * MINUTES_PER_DAY):
            path = [price]
            for _ in range(STEPS_PER_MINUTE):
                move = step_drift + noise.around_zero(step_width)
                price += price * move // (10_000 * BASIS_POINT)
                price += (anchor - price) * pull // 1_000_000
                path.append(price)
            path = [ticks(point) for point in path]
            high, low = max(path), min(path)
            volume = 2_000 + noise.below(8_000) + (high - low) * 30
            yield path[0], high, low, path[-1], volume


def main():
    rows = ["open_time,open,high,low,close,volume\n"]
    time = START
    for opening, high, low, close, volume in minutes(Noise(20_260_901)):
        prices = ",".join(map(decimal, (opening, high, low, close)))
        rows.append(
            f"{time.isoformat()}Z,{prices},{volume // 1_000}.{volume % 1_000:03}\n"
        )
        time += datetime.timedelta(minutes=1)
    sys.stdout.write("".join(rows))


main()
