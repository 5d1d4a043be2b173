#!/usr/bin/env python3
"""Recomputes the accounts of a paper run from its records, by another program in another language.

    tradectl paper run ... | recompute.py [--taker-fee 0.04 --maker-fee 0.02]
    recompute.py --tradectl PATH -- --data FILE --symbol SYMBOL ...      (runs `PATH paper run ...`)

For linear contracts and spot. A position stores what it cost; closing part of it releases that
share of the cost, and the remainder stays. Money is rounded half to even at 18 fraction digits.
Exits 1 with one line at the first fill or sum that differs in any digit.
"""

import argparse
import json
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, getcontext

# Products of two 38-digit numbers and their quotients, with digits to spare before rounding.
getcontext().prec = 120
LAST_DIGIT = Decimal("1e-18")


class Different(Exception):
    pass


def money(value: Decimal) -> Decimal:
    return value.quantize(LAST_DIGIT, rounding=ROUND_HALF_EVEN)


def number(record: dict, name: str) -> Decimal:
    if name not in record:
        raise Different(f"{record.get('record')} record has no {name}: {record}")
    try:
        return Decimal(record[name])
    except (InvalidOperation, TypeError, ValueError):
        raise Different(f"{name} is not a number: {record[name]!r}") from None


class Position:
    def __init__(self):
        self.held = Decimal(0)
        """Above zero when long, below when short."""
        self.cost = Decimal(0)
        """What the open quantity was bought, or sold, for; never below zero."""

    def fill(self, side: str, price: Decimal, quantity: Decimal) -> Decimal:
        """Takes a fill in and returns what it realized."""
        if side not in ("buy", "sell") or price <= 0 or quantity <= 0:
            raise Different(f"not a fill: {side} {quantity} at {price}")
        signed = quantity if side == "buy" else -quantity
        opened, realized = quantity, Decimal(0)
        if self.held * signed < 0:
            held = abs(self.held)
            closed = min(held, quantity)
            opened = quantity - closed
            released = self.cost if closed == held else money(self.cost * closed / held)
            value = money(price * closed)
            realized = value - released if self.held > 0 else released - value
            self.cost -= released
        self.cost += money(price * opened)
        self.held += signed
        return realized


def check(lines, fees: dict[str, Decimal], last_prices: dict[str, Decimal]) -> str:
    positions: dict[str, Position] = {}
    realized_total = fee_total = Decimal(0)
    fills, reports = 0, []
    for at, line in enumerate(lines, 1):
        try:
            record = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        except json.JSONDecodeError as error:
            raise Different(f"line {at} is not JSON: {error}") from None
        if record.get("record") == "report":
            reports.append(record)
        if record.get("record") != "fill":
            continue
        fills += 1
        where = f"line {at}, fill {record.get('fill_id', fills)}"
        price, quantity = number(record, "price"), number(record, "quantity")
        position = positions.setdefault(record["symbol"], Position())
        realized = position.fill(record["side"], price, quantity)
        same(f"{where}: realized_pnl", number(record, "realized_pnl"), realized)
        fee = number(record, "fee")
        if rate := fees.get(record.get("liquidity")):
            same(f"{where}: fee", fee, money(price * quantity * rate / 100))
        realized_total += realized
        fee_total += fee

    if not fills:
        raise Different("no fill records on standard input: nothing was checked")
    if len(reports) != 1:
        raise Different(f"one report record was expected, not {len(reports)}")
    end = number(reports[0], "start_equity") + realized_total - fee_total
    same("end_balance", number(reports[0], "end_balance"), end)

    left = {symbol: position for symbol, position in positions.items() if position.held}
    unknown = sorted(set(left) - set(last_prices))
    summary = f"{fills} fills agree to the last digit, end balance {end:f}"
    if unknown:
        return f"{summary}; end_equity not checked: open without --last-price: {', '.join(unknown)}"
    for symbol, position in left.items():
        value = money(last_prices[symbol] * abs(position.held))
        end += value - position.cost if position.held > 0 else position.cost - value
    same("end_equity", number(reports[0], "end_equity"), end)
    return f"{summary}, end equity {end:f}"


def same(what: str, reported: Decimal, expected: Decimal):
    if reported != expected:
        raise Different(f"{what} is {reported:f}, recomputed {expected:f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tradectl", metavar="PATH", help="run this binary, not standard input")
    parser.add_argument("--taker-fee", type=Decimal, metavar="PERCENT", help="check taker fees")
    parser.add_argument("--maker-fee", type=Decimal, metavar="PERCENT", help="check maker fees")
    parser.add_argument("--last-price", action="append", default=[], metavar="SYMBOL=PRICE",
                        help="the price at which a position left open is valued")
    parser.add_argument("rest", nargs="*", help="after --: arguments of paper run")
    arguments = parser.parse_args()
    fees = {"taker": arguments.taker_fee, "maker": arguments.maker_fee}
    last_prices = {symbol: Decimal(price) for symbol, price in
                   (text.rsplit("=", 1) for text in arguments.last_price)}

    try:
        if not arguments.tradectl:
            print("recompute:", check(sys.stdin, fees, last_prices))
            return 0
        command = [arguments.tradectl, "paper", "run", *arguments.rest]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as paper:
            summary = check(paper.stdout, fees, last_prices)
        if paper.returncode != 0:
            raise Different(f"tradectl exited {paper.returncode}")
        print("recompute:", summary)
        return 0
    except OSError as error:
        print(f"recompute: {error}", file=sys.stderr)
    except Different as different:
        print(f"recompute: {different}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
