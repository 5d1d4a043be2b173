"""The start and the end of trading days, minute by minute, by Python's own time zones.

Reads lines of "HH:MM zone second" and answers each with "start end", in seconds since 1970.
A day begins in the first minute in which the wall clock shows the time of day or has passed it.
"""

import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

MINUTE = 60
REACH = 3 * 24 * 60


def day(start, zone, second):
    hour, minute = (int(part) for part in start.split(":"))
    shift = timedelta(hours=hour, minutes=minute)
    place = ZoneInfo(zone)
    base = second - second % MINUTE
    latest = None
    begins = []
    for step in range(-REACH, REACH):
        moment = base + step * MINUTE
        local = datetime.fromtimestamp(moment, timezone.utc).astimezone(place)
        date = (local.replace(tzinfo=None) - shift).date()
        if latest is None:
            latest = date
        elif date > latest:
            latest = date
            begins.append(moment)
    return max(b for b in begins if b <= second), min(b for b in begins if b > second)


for line in sys.stdin:
    print(*day(*(lambda s, z, t: (s, z, int(t)))(*line.split())), flush=True)
