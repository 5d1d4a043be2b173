"""The rows about the ledger: orders that are on disk before they are answered."""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from measuring import Program, measure

SYMBOL = "BTC/USDT:USDT"
# Money without end and no limits but the counts, so that every order fills.
CONFIGURATION = """\
[accounts.main]
mode = "paper"
[paper]
equity = "1000000000"
[risk]
max_position = "none"
max_risk = "none"
stop_required = false
"""


@contextmanager
def home(folder: Path):
    """A home of its own, with a configuration, for every program that is started."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "config/tradectl").mkdir(parents=True)
    (folder / "config/tradectl/config.toml").write_text(CONFIGURATION)
    ours = {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_STATE_HOME": str(folder / "state")}
    before = dict(os.environ)
    os.environ.update(ours)
    try:
        yield folder
    finally:
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)


def memory_folder(fallback: Path) -> Path:
    """A place where a sync costs nothing."""
    shared = Path("/dev/shm")
    return (shared if os.access(shared, os.W_OK) else fallback) / f"tradectl-bench-{os.getpid()}"


def order(bench):
    with home(memory_folder(bench.cache)) as folder:
        once = [bench.tradectl, "order", "place", "--symbol", SYMBOL, "--side", "buy",
                "--quantity", "0.01", "--reference-price", "50000",
                "--store", folder / "ledger.db"]
        bench.compare("Ledger: one paper order, one process, a ledger in memory (no sync)", [
            Program("tradectl order place", once),
            Program("Swift hello", [bench.cache / "hello"]),
        ], rounds=20 if bench.quick else 200, limit="Swift hello")


def seconds(output: Path) -> float:
    return json.loads(output.read_text())["seconds"]


def orders(bench):
    count = bench.scaled(5_000)
    with home(bench.cache / "ledger") as folder:
        lines = write_lines(folder / "orders.jsonl", count)
        for batch in (1, 100):
            model = folder / f"model-{batch}.db"
            place = [bench.tradectl, "order", "place", "-", "--reference-price", "50000",
                     "--batch-sync", batch, "--store"]
            # The rows that the other program has to write are those of such a run.
            measure(bench.cache / "measure", Program("a run", [*place, model], lines), "/dev/null")
            ran = bench.compare(f"Ledger: {count:,} paper orders, {batch} a sync, on disk", [
                Program("tradectl order place", [*place, folder / f"ledger-{batch}.db"], lines),
                Program("SQLite, the same rows", [bench.cache / "ledger_replay", model,
                                                  folder / f"raw-{batch}.db", batch], inner=seconds),
            ], rounds=5, limit="SQLite, the same rows", items=count, unit="orders")
            for result in ran.values():
                if result.program.name == "tradectl order place":
                    filled = result.output.read_text().count('"status":"filled"')
                    bench.check("orders and how many filled", count, filled)


def write_lines(path: Path, count: int) -> Path:
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            side = "sell" if number % 2 else "buy"
            file.write(f'{{"record":"intent","v":1,"symbol":"{SYMBOL}","side":"{side}",'
                       f'"order_type":"market","quantity":0.01,"desk":"eu","n":{number}}}\n')
    return path
