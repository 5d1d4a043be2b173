"""The rows about exchanges: orders that leave this machine, to a server that takes every one."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from ledger_rows import home, memory_folder
from measuring import Program, measure

PEERS = Path(__file__).parent / "peers"
CONFIGURATION = """\
[accounts.main]
venue = "binance-futures"
mode = "demo"
[venues.binance-futures]
rest = "http://127.0.0.1:{port}"
[risk]
max_position = "none"
max_risk = "none"
stop_required = false
"""
# What an order of the bare socket loop looks like, for curl.
FIELDS = ("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=40000"
          "&newClientOrderId=t0&recvWindow=5000&timestamp=1&signature=" + 64 * "0")


@contextmanager
def exchange(bench):
    """A server, and a home whose configuration and environment lead to it."""
    with subprocess.Popen([bench.cache / "order_server"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as server:
        port = server.stdout.readline().strip()
        with home(memory_folder(bench.cache)) as folder:
            (folder / "config/tradectl/config.toml").write_text(CONFIGURATION.format(port=port))
            os.environ.update({"TRADECTL_MAIN_KEY": "k", "TRADECTL_MAIN_SECRET": "s",
                               "XDG_CACHE_HOME": str(folder / "cache")})
            yield folder, port
        server.stdin.close()


def write_lines(path: Path, count: int) -> Path:
    """Limit orders that rest, each at a price of its own."""
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            price = 40000 + number / 10
            file.write(f'{{"symbol":"BTC/USDT:USDT","side":"buy","order_type":"limit",'
                       f'"price":{price},"quantity":0.001}}\n')
    return path


def processor_seconds(output: Path) -> float:
    return json.loads(output.read_text())["cpu"]


def venue_orders(bench):
    count = bench.scaled(2_000)
    with exchange(bench) as (folder, port):
        lines = write_lines(folder / "orders.jsonl", count)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        shared = ["--batch", "--batch-sync", "100"]
        # The rows that a C program writes too are those of such a run.
        model = folder / "model.db"
        place = [bench.tradectl, "order", "place", "-", *shared, "--store", model]
        measure(bench.cache / "measure", Program("a run", place, lines), "/dev/null")

        def ours(name, *options):
            """Every run begins without a ledger."""
            return Program(name, [bench.tradectl, "order", "place", "-", *options], lines,
                           before=lambda: shutil.rmtree(folder / "state", ignore_errors=True))

        ran = bench.compare(f"Exchange: {count:,} limit orders, one process, one connection", [
            ours("tradectl order place"),
            ours("tradectl, 100 a sync", "--batch-sync", "100"),
            ours("tradectl --batch, 100 a sync", *shared),
            Program("ccxt", [bench.python, PEERS / "orders_ccxt.py", port, count],
                    inner=processor_seconds),
            Program("ccxt create_orders", [bench.python, PEERS / "orders_ccxt.py", port, count, 5],
                    inner=processor_seconds),
            Program("C, SQLite and HMAC", [bench.cache / "order_keeper", port, model,
                                           folder / "kept.db", 100], inner=processor_seconds),
            Program("C socket and HMAC", [bench.cache / "order_client", port, count]),
        ], rounds=5, limit="C socket and HMAC", items=count, unit="orders")
        for name in ("tradectl order place", "tradectl, 100 a sync",
                     "tradectl --batch, 100 a sync"):
            if name in ran:
                bench.check(f"{name}: orders and how many were accepted", count,
                            ran[name].output.read_text().count('"status":"accepted"'))


def venue_order(bench):
    if not shutil.which("curl"):
        print("\n### Exchange: one order, one process\n\ncurl is not installed")
        return
    with exchange(bench) as (folder, port):
        # The number of the process makes each order another one.
        priced = ["sh", "-c", 'exec "$@" --price $((30000 + $$ % 19000))', "sh"]
        once = [bench.tradectl, "order", "place", "--symbol", "BTC/USDT:USDT", "--side", "buy",
                "--quantity", "0.001", "--type", "limit"]
        bench.compare("Exchange: one limit order, one process, a ledger in memory", [
            Program("tradectl order place", [*priced, *once]),
            Program("curl", ["sh", "-c", 'exec "$@"', "sh", "curl", "-s", "-H", "X-MBX-APIKEY: k", "-d", FIELDS,
                             f"http://127.0.0.1:{port}/fapi/v1/order"]),
        ], rounds=20 if bench.quick else 200, limit="curl")
