#!/usr/bin/env python3
"""A venue for tests: a gateway that keeps orders and goes wrong as its script says.

    scripted_venue.py ADDRESS [SCRIPT]

ADDRESS is unix:/path, or tcp for a free port of 127.0.0.1. What it listens on is the first line of
its output. Each line on its standard input is a command, answered by one line; where the input
ends, so does the venue. Commands, each a JSON object:

    {"reset": {...}}     forget everything and follow another script
    {"prices": {...}}    the market moves; orders at rest trade
    {"faults": [...]}    goes wrong like that from here on; requests are counted anew
    {"settled": true}    whether all connections are over, and everything they said is acted on
    {"dump": true}       every order and fill there ever was, positions, counts of requests

A script is a JSON object; all of it may be left out:

    name, refuses_repeated_client_ids, request_validity_ms, can_amend, client_order_id_max
    prices              {"BTC/USDT:USDT": "50000"}
    price_age_ms        how old the prices are that it tells; null tells no time of them
    fee_rate            "0.0004", of what is traded, in the quote asset
    fills_per_order     into how many fills an execution is divided
    balances            {"USDT": "100000"}
    orders, positions   what is there at the beginning
    state               a file that keeps everything over a restart
    record              a file that gets a line for each request, in the order of acting on them
    slow_ms             how long each request waits before it is acted on
    is_dead             connections are taken, nothing is ever answered
    connections         so many are served at once; the others wait until one of them ends
    faults              [{"at": 3, "do": "drop_after"}, {"kind": "cancel", "nth": 1, "do": "refuse"}]
                        by the number of the request, from 1 without greetings, or by the number
                        among its kind; "kind" without "nth" is every one of them

What a fault does:

    drop_before, drop_after    the connection ends before, or after, the request is acted on
    late                       acted on, answered "ms" later
    delay                      acted on "ms" later
    unavailable                not acted on, and says so
    unknown                    acted on, and says that it is not known
    duplicate                  answered twice
    garbage, half_line         acted on, answered with no JSON, or with half a line and the end
    wrong_number               acted on, answered under a number that nobody asked for
    silent                     acted on, never answered
    refuse, rate_limited       not acted on, an error of that kind
    restart_before, restart_after    the venue ends and starts again, before or after acting
"""

import json
import os
import select
import signal
import socket
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from decimal import Decimal

SECONDS_MAX = 600
OPEN = ("accepted", "partially_filled")


class Refused(Exception):
    def __init__(self, kind, code, message):
        super().__init__(message)
        self.error = {"kind": kind, "code": code, "message": message}


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def now(ago=timedelta(0)):
    return (datetime.now(timezone.utc) - ago).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Book:
    """Orders, fills, positions and balances: what the venue is without its connections."""

    def __init__(self, script):
        self.script = script
        self.prices = {symbol: Decimal(price) for symbol, price in script.get("prices", {}).items()}
        self.balances = {asset: Decimal(x) for asset, x in script.get("balances", {}).items()}
        self.orders = [dict(order) for order in script.get("orders", [])]
        self.positions = {p["symbol"]: dict(p) for p in script.get("positions", [])}
        self.leverages = {}
        self.requests = 0
        self.kinds = {}

    def saved(self):
        return {
            "prices": {symbol: str(price) for symbol, price in self.prices.items()},
            "balances": {asset: str(x) for asset, x in self.balances.items()},
            "orders": self.orders, "positions": self.positions, "leverages": self.leverages,
            "requests": self.requests, "kinds": self.kinds,
        }

    def load(self, saved):
        self.prices = {symbol: Decimal(price) for symbol, price in saved["prices"].items()}
        self.balances = {asset: Decimal(x) for asset, x in saved["balances"].items()}
        for name in ("orders", "positions", "leverages", "requests", "kinds"):
            setattr(self, name, saved[name])

    # What is asked.

    def hello(self, _):
        return {
            "v": 1, "venue": self.script.get("name", "scripted"),
            "refuses_repeated_client_ids": self.script.get("refuses_repeated_client_ids", False),
            "request_validity_ms": self.script.get("request_validity_ms"),
            "can_amend": self.script.get("can_amend", True),
            "client_order_id_max": self.script.get("client_order_id_max", 36),
        }

    def find(self, request):
        for order in reversed(self.orders):
            ours, theirs = request.get("client_order_id"), request.get("order_id")
            if order["symbol"] == request.get("symbol") and (
                    order.get("client_order_id") == ours if ours else order["order_id"] == theirs):
                return order
        raise Refused("not_found", "UNKNOWN_ORDER", "there is no such order")

    def place(self, request):
        until = request.get("valid_until")
        if until and now() > until:
            raise Refused("rejected", "EXPIRED", "the request came after valid_until")
        same = [o for o in self.orders if o.get("client_order_id") == request["client_order_id"]]
        forever = self.script.get("refuses_repeated_client_ids", False)
        if any(forever or order["status"] in OPEN for order in same):
            raise Refused("rejected", "DUPLICATE_ID", "this client_order_id is known already")
        if request["symbol"] not in self.prices:
            raise Refused("rejected", "UNKNOWN_SYMBOL", "there is no such market")
        held = self.held(request["symbol"])
        if request["reduce_only"] and (held == 0 or (held > 0) == (request["side"] == "buy")):
            raise Refused("rejected", "REDUCE_ONLY", "there is no position to reduce")
        order = {
            key: request[key] for key in (
                "client_order_id", "symbol", "side", "order_type", "quantity", "price",
                "stop_price", "time_in_force", "post_only", "reduce_only") if key in request}
        order |= {"order_id": str(len(self.orders) + 1), "status": "accepted",
                  "filled_quantity": "0", "fills": []}
        if order["post_only"] and self.is_marketable(order):
            raise Refused("rejected", "POST_ONLY", "the order would trade at once")
        self.orders.append(order)
        if "leverage" in request:
            self.leverage(request)
        self.trade(order)
        if order["status"] in OPEN and order["time_in_force"] != "gtc":
            order |= {"status": "expired", "reason": "it did not trade at once"}
        return {"order": order}

    def cancel(self, request):
        order = self.find(request)
        if order["status"] in OPEN:
            order |= {"status": "cancelled", "reason": "cancelled on request"}
        return {"order": order}

    def amend(self, request):
        order = self.find(request)
        if not self.script.get("can_amend", True):
            raise Refused("rejected", "NO_AMEND", "this venue cannot amend")
        if order["status"] not in OPEN:
            raise Refused("rejected", "NOT_OPEN", "the order is no longer open")
        if Decimal(request.get("quantity", order["quantity"])) <= Decimal(order["filled_quantity"]):
            raise Refused("rejected", "FILLED", "more than that has filled already")
        order |= {k: request[k] for k in ("quantity", "price", "stop_price") if k in request}
        self.trade(order)
        return {"order": order}

    def order(self, request):
        return {"order": self.find(request)}

    def open_orders(self, request):
        return {"orders": [o for o in self.orders
                           if o["status"] in OPEN and self.is_meant(o, request)]}

    def fills(self, request):
        found = []
        for order in self.orders:
            wanted = request.get("client_order_id", order.get("client_order_id"))
            if self.is_meant(order, request) and order.get("client_order_id") == wanted:
                names = ("client_order_id", "order_id", "symbol", "side")
                whose = {name: order[name] for name in names if name in order}
                found += [whose | f for f in order.get("fills", [])
                          if f["ts"] >= request.get("since", "")]
        return {"fills": sorted(found, key=lambda fill: fill["ts"])}

    def is_meant(self, order, request):
        return request.get("symbol", order["symbol"]) == order["symbol"]

    def list_positions(self, _):
        return {"positions": [p | {"mark_price": str(self.prices.get(s, p["entry_price"]))}
                              for s, p in self.positions.items()]}

    def list_balances(self, _):
        return {"balances": [{"asset": a, "free": plain(x), "locked": "0", "total": plain(x)}
                             for a, x in self.balances.items()]}

    def leverage(self, request):
        self.leverages[request["symbol"]] = request["leverage"]
        if request["symbol"] in self.positions:
            self.positions[request["symbol"]]["leverage"] = request["leverage"]
        return {"leverage": request["leverage"]}

    def ticker(self, request):
        if request["symbol"] not in self.prices:
            raise Refused("not_found", "UNKNOWN_SYMBOL", "there is no such market")
        price = {"price": plain(self.prices[request["symbol"]])}
        age = self.script.get("price_age_ms", 0)
        if age is not None:
            price["ts"] = now(timedelta(milliseconds=age))
        return price

    def dump(self, _=None):
        return self.saved()

    # How orders trade.

    def move(self, prices):
        self.prices |= {symbol: Decimal(price) for symbol, price in prices.items()}
        for order in self.orders:
            if order["status"] in OPEN:
                self.trade(order)

    def is_marketable(self, order):
        market, buys = self.prices[order["symbol"]], order["side"] == "buy"
        if order["order_type"] == "market":
            return True
        if order["order_type"] == "limit":
            limit = Decimal(order["price"])
            return market <= limit if buys else market >= limit
        stop = Decimal(order["stop_price"])
        rises = buys != (order["order_type"] == "take_profit")
        return market >= stop if rises else market <= stop

    def held(self, symbol):
        position = self.positions.get(symbol)
        if position is None:
            return Decimal(0)
        return Decimal(position["quantity"]) * (1 if position["side"] == "long" else -1)

    def trade(self, order):
        if not self.is_marketable(order):
            return
        rest = Decimal(order["quantity"]) - Decimal(order["filled_quantity"])
        amount = min(rest, abs(self.held(order["symbol"]))) if order["reduce_only"] else rest
        if amount > 0:
            parts = int(self.script.get("fills_per_order", 1))
            part = (amount / parts).quantize(Decimal("1e-8"))
            for index in range(parts):
                self.fill(order, part if index < parts - 1 else amount - part * (parts - 1))
        filled = Decimal(order["filled_quantity"])
        order["status"] = "filled" if filled == Decimal(order["quantity"]) else "cancelled"
        if order["status"] == "cancelled":
            order["reason"] = "there was no more to reduce"

    def fill(self, order, amount):
        symbol, price = order["symbol"], self.prices[order["symbol"]]
        base, quote = symbol.split(":")[0].split("/")
        fee = amount * price * Decimal(self.script.get("fee_rate", "0"))
        order["fills"].append({
            "fill_id": f"{order['order_id']}-{len(order['fills']) + 1}", "price": plain(price),
            "quantity": plain(amount), "fee": plain(fee), "fee_asset": quote,
            "liquidity": "taker", "ts": now()})
        order["filled_quantity"] = plain(Decimal(order["filled_quantity"]) + amount)
        order["average_price"] = plain(price)
        self.balances[quote] = self.balances.get(quote, Decimal(0)) - fee
        signed = amount if order["side"] == "buy" else -amount
        if ":" not in symbol:
            self.balances[base] = self.balances.get(base, Decimal(0)) + signed
            self.balances[quote] -= signed * price
            return
        held = self.held(symbol) + signed
        if held == 0:
            self.positions.pop(symbol, None)
            return
        before = self.positions.get(symbol)
        grows = before is None or abs(held) > Decimal(before["quantity"])
        self.positions[symbol] = {
            "symbol": symbol, "side": "long" if held > 0 else "short",
            "quantity": plain(abs(held)),
            "entry_price": plain(price) if grows or before is None else before["entry_price"],
            "leverage": self.leverages.get(symbol, "1")}

    def answer(self, request):
        names = {"positions": "list_positions", "balances": "list_balances"}
        kind = request.get("request")
        known = ("hello", "place", "cancel", "amend", "order", "open_orders", "fills", "positions",
                 "balances", "leverage", "ticker", "dump")
        try:
            if kind not in known:
                raise Refused("rejected", "UNKNOWN_REQUEST", f"there is no request {kind}")
            return getattr(self, names.get(kind, kind))(request)
        except Refused as refusal:
            return {"error": refusal.error}


class Venue:
    """The connections, the script's faults, and the files."""

    def __init__(self, address, script):
        # Held while a command is read and answered, so that a restart loses none.
        self.lock = threading.RLock()
        self.connections = set()
        self.follow(script)
        state = script.get("state")
        if state and os.path.exists(state):
            with open(state, encoding="utf-8") as file:
                self.book.load(json.load(file))
        self.listen(address)

    def follow(self, script):
        self.script = script
        self.book = Book(script)

    def listen(self, address):
        if address.startswith("unix:"):
            path = address[5:]
            if os.path.exists(path):
                os.unlink(path)
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.bind(path)
            self.address = address
        else:
            port = int(address.rpartition(":")[2]) if ":" in address else 0
            self.socket = socket.socket()
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(("127.0.0.1", port))
            self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.socket.listen(512)
        if "connections" in self.script:
            self.places = threading.Semaphore(self.script["connections"])
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            with self.lock:
                self.connections.add(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        if "connections" in self.script:
            with self.places:
                return self.talk(connection)
        return self.talk(connection)

    def talk(self, connection):
        book = self.book
        try:
            for line in connection.makefile("rb"):
                # What a connection from before a reset still says is no longer of interest.
                if self.book is not book or not self.handle(connection, json.loads(line)):
                    break
        except (OSError, ValueError, KeyError, TypeError):
            pass
        with self.lock:
            self.connections.discard(connection)
        connection.close()

    def fault(self, request):
        """Counts a request, and says what goes wrong with it."""
        kind = request["request"]
        if kind in ("hello", "dump"):
            return {}
        self.book.requests += 1
        self.book.kinds[kind] = nth = self.book.kinds.get(kind, 0) + 1
        for fault in self.script.get("faults", []):
            if fault.get("at") == self.book.requests:
                return fault
            if fault.get("kind") == kind and fault.get("nth", nth) == nth:
                return fault
        return {}

    def handle(self, connection, request):
        """Answers a request; false ends the connection."""
        if self.script.get("is_dead"):
            return True
        with self.lock:
            fault = self.fault(request)
        what, wait = fault.get("do", ""), fault.get("ms", 0) / 1000
        time.sleep(self.script.get("slow_ms", 0) / 1000)
        errors = {"unavailable": "unavailable", "refuse": "rejected", "rate_limited": "rate_limited"}
        if what in errors or what in ("drop_before", "restart_before"):
            self.record(request, is_acted_on=False)
        if what == "drop_before":
            self.save()
            return False
        if what == "restart_before":
            self.restart()
        if what == "delay":
            time.sleep(wait)
        if what in errors:
            reply = {"error": {"kind": errors[what], "code": "SCRIPTED", "message": "as scripted"}}
        else:
            with self.lock:
                reply = json.loads(json.dumps(self.book.answer(request)))
                self.record(request, is_acted_on=True)
        self.save()
        if what == "restart_after":
            self.restart()
        if what in ("drop_after", "silent"):
            return what == "silent"
        if what == "late":
            time.sleep(wait)
        if what == "unknown":
            reply = {"error": {"kind": "unknown", "code": "SCRIPTED", "message": "as scripted"}}
        number = request["number"] + (1_000_000 if what == "wrong_number" else 0)
        line = json.dumps({"number": number} | reply, separators=(",", ":")).encode() + b"\n"
        if what == "garbage":
            line = b"<html>502 Bad Gateway</html>\n"
        if what == "half_line":
            line = line[: len(line) // 2]
        connection.sendall(line * (2 if what == "duplicate" else 1))
        return what != "half_line"

    def record(self, request, is_acted_on):
        if path := self.script.get("record"):
            line = json.dumps({"is_acted_on": is_acted_on, **request}, separators=(",", ":"))
            file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.write(file, line.encode() + b"\n")
            os.close(file)

    def save(self):
        if path := self.script.get("state"):
            with self.lock:
                with open(path + ".new", "w", encoding="utf-8") as file:
                    json.dump(self.book.saved(), file)
                os.rename(path + ".new", path)

    def restart(self):
        """Starts this program anew, over the same input and output; the connections end."""
        with self.lock:
            self.save()
            script = json.dumps(self.script)
            os.execv(sys.executable,
                     [sys.executable, os.path.abspath(__file__), self.address, script, "again"])

    def command(self, line):
        command = json.loads(line)
        # Somebody is still there.
        signal.alarm(SECONDS_MAX)
        with self.lock:
            if "settled" in command:
                return {"ok": not self.connections}
            if "reset" in command:
                for path in (self.script.get("state"), command["reset"].get("state")):
                    if path and os.path.exists(path):
                        os.unlink(path)
                self.follow(command["reset"])
                for connection in self.connections:
                    try:
                        connection.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass
                return {"ok": True}
            if "prices" in command:
                self.book.move(command["prices"])
                return {"ok": True}
            if "faults" in command:
                self.script["faults"] = command["faults"]
                self.book.requests, self.book.kinds = 0, {}
                return {"ok": True}
            return self.book.dump()


def main():
    signal.alarm(SECONDS_MAX)
    venue = Venue(sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})
    if len(sys.argv) <= 3:
        print(venue.address, flush=True)
    # Read by hand, so that a restart leaves nothing behind in a buffer.
    text = b""
    while True:
        select.select([0], [], [])
        with venue.lock:
            chunk = os.read(0, 1 << 16)
            if not chunk:
                break
            text += chunk
            while b"\n" in text:
                line, _, text = text.partition(b"\n")
                print(json.dumps(venue.command(line), separators=(",", ":")), flush=True)
    os._exit(0)


main()
