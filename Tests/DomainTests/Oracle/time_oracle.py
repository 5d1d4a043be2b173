"""Makes random times in RFC 3339 with the nanoseconds since 1970 that they stand for.

usage: time_oracle.py SEED COUNT

One case a line: text, nanoseconds in signed hexadecimal, the same time in UTC with six digits.
"""

import datetime
import random
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
LEAP_YEARS = [y for y in range(1678, 2262) if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)]


def moment(rng):
    kind = rng.randrange(5)
    year = rng.randrange(1678, 2262)
    day = (rng.randrange(1, 13), rng.randrange(1, 29))
    if kind == 0:
        year, day = rng.choice(LEAP_YEARS), rng.choice([(2, 28), (2, 29), (3, 1)])
    elif kind == 1:  # centuries, most of which have no leap day
        year, day = rng.choice([1700, 1800, 1900, 2000, 2100, 2200]), rng.choice([(2, 28), (3, 1)])
    elif kind == 2:  # the ends of years
        day = rng.choice([(12, 31), (1, 1)])
    elif kind == 3:  # what orders carry
        year = rng.randrange(2015, 2035)
    clock = rng.choice([
        (0, 0, 0), (23, 59, 59),
        (rng.randrange(24), rng.randrange(60), rng.randrange(60)),
    ])
    return datetime.datetime(year, *day, *clock, rng.choice([0, 999999, rng.randrange(10**6)]))


def main():
    rng = random.Random(f"time {sys.argv[1]}")
    for _ in range(int(sys.argv[2])):
        local = moment(rng)
        minutes = rng.choice([0, 0, rng.randrange(-1439, 1440)])
        # The offsets stay inside the years that nanoseconds reach.
        zone = datetime.timezone(datetime.timedelta(minutes=minutes))
        utc = local.replace(tzinfo=zone).astimezone(datetime.timezone.utc)
        nanoseconds = (utc - EPOCH) // MICROSECOND * 1000

        digits = rng.randrange(0, 10)
        below = rng.randrange(1000) if digits == 9 else 0
        fraction = f"{local.microsecond:06}{below:03}"
        if digits < 9:
            fraction = fraction[:6].rstrip("0")
            fraction = fraction.ljust(digits, "0")
        text = local.strftime("%Y-%m-%d") + rng.choice("Tt ") + local.strftime("%H:%M:%S")
        text += "." + fraction if fraction else ""
        sign = "-" if minutes < 0 else "+"
        offset = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        text += offset if minutes else rng.choice(["Z", "z", "+00:00", "-00:00"])
        canonical = utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        print(text, format(nanoseconds + below, "x"), canonical, sep="\t")


if __name__ == "__main__":
    main()
