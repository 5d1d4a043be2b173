"""Recorded market data where there is some, else seeded data of the same form."""

import gzip
import os
import random
from datetime import datetime, timezone
from pathlib import Path

SEED = 20240808
CANDLES = "binance_spot_btcusdt_1m_20250520_20250630.csv.gz"
CANDLES_HEADER = "open_ms,open,high,low,close,volume"


def shared_data(root: Path) -> Path:
    """Where recorded market data is: beside the repository, or where TRADECTL_SHARED says."""
    return Path(os.environ.get("TRADECTL_SHARED", root.parent / "shared")) / "data"


def rfc3339(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds // 1000, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{milliseconds % 1000:03d}000Z"


def once(path: Path, make) -> Path:
    """Makes a file unless an earlier run did; a run that was cut short leaves nothing behind."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        with open(part, "w", encoding="utf-8", newline="") as file:
            make(file)
        part.rename(path)
    return path


def candles(folder: Path, shared: Path, count: int) -> tuple[Path, str]:
    """One-minute candles as CSV, and where they come from."""
    recorded = shared / CANDLES
    if recorded.exists():
        with gzip.open(recorded, "rt") as file:
            rows = file.read().splitlines()[1 : count + 1]
        kind, origin = "recorded", "recorded candles"
    else:
        rows = walked_candles(count)
        kind, origin = "walked", "a seeded random walk (no recorded data found)"
    path = folder / f"candles-{kind}-{count}.csv"
    return once(path, lambda file: file.write("\n".join([CANDLES_HEADER, *rows]) + "\n")), origin


def walked_candles(count: int) -> list[str]:
    pick = random.Random(SEED)
    close, rows = 10_557_373, []
    for number in range(count):
        opened = close + pick.randrange(-200, 201)
        close = opened + round(pick.gauss(0, 5_000))
        high = max(opened, close) + pick.randrange(0, 2_000)
        low = min(opened, close) - pick.randrange(0, 2_000)
        prices = ",".join(f"{cents / 100:.2f}" for cents in (opened, high, low, close))
        rows.append(f"{1_747_699_200_000 + number * 60_000},{prices},{pick.uniform(1, 50):.5f}")
    return rows
