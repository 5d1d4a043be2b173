"""The rows of the benchmark: each compares tradectl with what a user would pick instead."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import exchange_rows
import inputs
import ledger_rows
import moving_average_cross as cross
import recorded
from measuring import Program, ProgramFailed, Result, measure, side_by_side, table

ROOT = Path(__file__).resolve().parents[2]

PEERS = Path(__file__).parent / "peers"
SIZE = ["size", "--method", "risk", "--equity", "10000", "--risk", "2", "--leverage", "3"]
CASH = "10000000"
PAPER = ["--symbol", "BTC/USDT:USDT", "--equity", CASH, "--slippage-bps", "0",
         "--taker-fee", "0.04", "--maker-fee", "0.02", "--leverage", "1"]


@dataclass
class Bench:
    tradectl: Path
    cache: Path
    environment: Path
    quick: bool
    problems: list[str] = field(default_factory=list)

    @property
    def python(self) -> Path:
        return self.environment / "bin/python"

    def scaled(self, count: int) -> int:
        return max(count // 50, 20) if self.quick else count

    def compare(self, title: str, programs: list[Program], rounds: int, limit: str,
                items: int = 0, unit: str = "") -> dict[str, Result]:
        """Measures and prints one table; returns the programs that ran."""
        built = [p for p in programs if p.command[0] != self.tradectl or self.tradectl.exists()]
        results = side_by_side(self.cache / "measure", built, rounds, self.cache / "out")
        print(f"\n### {title}\n\nMedians; ratios to {limit}.\n")
        print(table(results, limit, items, unit))
        for program in programs:
            if program not in built:
                print(f"\n{program.name}: not built")
        self.problems += [result.failure for result in results if result.failure]
        return {result.program.name: result for result in results if not result.failure}

    def check(self, what: str, left, right):
        if left != right:
            self.problems.append(f"{what}: {left} and {right}")


def startup(bench: Bench):
    once = [bench.tradectl, *SIZE, "--entry", "50000", "--stop", "48000"]
    bench.compare("Start-up: one size, one process", [
        Program("tradectl size", once),
        Program("Swift hello", [bench.cache / "hello"]),
        Program("jq -n", ["jq", "-n", "1"]),
        # Isolated, so that a shim or a site folder of the user does not count.
        Program("python3 -c pass", [Path(sys.executable).resolve(), "-I", "-c", "pass"]),
    ], rounds=20 if bench.quick else 200, limit="Swift hello")


def filter(bench: Bench):
    lines = bench.scaled(1_000_000)
    signals = inputs.signals(bench.cache, lines)
    ran = bench.compare(f"Size filter: {lines:,} signals", [
        Program("tradectl size", [bench.tradectl, *SIZE], signals),
        Program("C++ simdjson", [bench.cache / "size_simdjson"], signals),
        Program("Python orjson", [bench.python, PEERS / "size_orjson.py"], signals),
        Program("jq", ["jq", "-c", "-f", PEERS / "size_filter.jq"], signals),
    ], rounds=5, limit="C++ simdjson", items=lines, unit="lines")
    for result in ran.values():
        bench.problems += disagreement(result, ran.get("C++ simdjson"), lines)
    for result in ran.values():
        # Hundreds of megabytes each.
        result.output.unlink()


SIZED = re.compile(rb'"id":"([^"]*)".*"quantity":([-+.0-9eE]+)')


def disagreement(result: Result, reference: Result | None, lines: int) -> list[str]:
    """The first difference in the quantities of two outputs; a billionth is binary rounding."""
    if reference is None or result is reference:
        return []
    name, number = result.program.name, 0
    with open(result.output, "rb") as left, open(reference.output, "rb") as right:
        for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=b""), 1):
            ours, theirs = SIZED.search(one), SIZED.search(other)
            if not ours or not theirs or ours[1] != theirs[1]:
                return [f"{name}: line {number} is not the same signal sized"]
            quantity, expected = float(ours[2]), float(theirs[2])
            if abs(quantity - expected) > 1e-9 * expected:
                return [f"{name}: line {number}: quantity {quantity}, not {expected}"]
    return [] if number == lines else [f"{name}: {number} lines, not {lines}"]


def memory(bench: Bench):
    lines = bench.scaled(1_000_000)
    signals = inputs.signals(bench.cache, lines)
    print(f"\n### Peak memory of the size filter, from a pipe\n\n"
          f"| program | {lines:,} lines, MB | {10 * lines:,} lines, MB |\n|---|--:|--:|")
    for program in [Program("tradectl size", [bench.tradectl, *SIZE]),
                    Program("C++ simdjson", [bench.cache / "size_simdjson"])]:
        if program.command[0] == bench.tradectl and not bench.tradectl.exists():
            print(f"| {program.name} | not built | |")
            continue
        try:
            peaks = [fed(bench, program, signals, times).peak_kib / 1024 for times in (1, 10)]
            print(f"| {program.name} | {peaks[0]:.1f} | {peaks[1]:.1f} |")
        except ProgramFailed as failed:
            print(f"| {program.name} | failed | |")
            bench.problems.append(str(failed))


def fed(bench: Bench, program: Program, path: Path, times: int):
    """Measures a program at the end of a pipe through which one file comes several times."""
    with subprocess.Popen(["cat", *[path] * times], stdout=subprocess.PIPE) as source:
        return measure(bench.cache / "measure", program, "/dev/null", pipe=source.stdout)


def records(path: Path, kind: str) -> list[dict]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line, parse_float=Decimal, parse_int=Decimal)
                for line in file if f'"record":"{kind}"' in line]


def trades(bench: Bench):
    count = bench.scaled(5_000_000)
    path, origin = inputs.trades(bench.cache, recorded.shared_data(ROOT), count)
    intents, orders = inputs.resting_orders(bench.cache, path)
    ran = bench.compare(f"Paper: {count:,} trades from CSV, 100 resting limits ({origin})", [
        Program("tradectl paper run",
                [bench.tradectl, "paper", "run", "--data", path, "--orders", intents, *PAPER]),
        Program("C parse and match", [bench.cache / "trades", path, orders]),
    ], rounds=5, limit="C parse and match", items=count, unit="trades")
    if len(ran) == 2:
        fills = records(ran["tradectl paper run"].output, "fill")
        limit = json.loads(ran["C parse and match"].output.read_text(), parse_float=Decimal)
        cost = sum(Decimal(fill["price"]) * Decimal(fill["quantity"]) for fill in fills)
        bench.check("fills of tradectl and C", len(fills), limit["fills"])
        bench.check("cost of tradectl and C", cost, limit["cost"])


def bars(bench: Bench):
    # A fiftieth would leave a handful of crosses.
    count = 6_048 if bench.quick else 60_480
    path, origin = recorded.candles(bench.cache, recorded.shared_data(ROOT), count)
    candles = cross.read_candles(path)
    crosses = cross.cross_orders(candles)
    intents = bench.cache / f"{path.stem}-orders.jsonl"
    cross.write_orders(intents, crosses, candles)
    cross_words = [cross.FAST, cross.SLOW, cross.flattening_bar(count)]
    ran = bench.compare(f"Paper: {count:,} bars, moving-average cross ({origin})", [
        Program("tradectl paper run",
                [bench.tradectl, "paper", "run", "--data", path, "--orders", intents, *PAPER]),
        Program("backtesting", [bench.python, PEERS / "bars_backtesting.py", path, CASH, "0.0004",
                                *cross_words],
                inner=lambda output: json.loads(output.read_text())["run_seconds"]),
    ], rounds=5, limit="backtesting", items=count, unit="bars")
    if "backtesting" not in ran:
        return
    peer = json.loads(ran["backtesting"].output.read_text())
    bench.check("trades of backtesting and orders less one", peer["trades"], len(crosses) - 1)
    if "tradectl paper run" in ran:
        output = ran["tradectl paper run"].output
        bench.check("fills of tradectl and orders", len(records(output, "fill")), len(crosses))
        reports = records(output, "report")
        ours = [round(float(report["end_equity"]), 2) for report in reports]
        bench.check("end equity of tradectl and backtesting", ours, [round(peer["end_equity"], 2)])


ROWS = {"startup": startup, "filter": filter, "memory": memory, "trades": trades, "bars": bars,
        "order": ledger_rows.order, "orders": ledger_rows.orders,
        "venue-order": exchange_rows.venue_order, "venue-orders": exchange_rows.venue_orders}
