#!/usr/bin/env python3
"""A small program that places orders at most once, to try the harness on that judges tradectl.

    stand_in.py [--bug NAME] order place - | order reconcile | fills | ledger verify
                --store FILE --config FILE --account NAME --mode MODE

Its ledger is a file of JSON lines. Each bug is one that the harness has to find: `send_first` keeps
no record before it sends, `send_again` does not ask what became of an order before it sends it
again, `fill_again` records what it is told without looking whether it knows it already, `forget`
leaves an order that it lost sight of alone.
"""

import hashlib
import json
import os
import re
import socket
import sys
import time
from datetime import datetime, timezone

VALIDITY_SECONDS = 5
TIMEOUT_SECONDS = 5


class Ledger:
    def __init__(self, path):
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with open(path, "rb") as file:
            text = file.read()
        whole = text.rfind(b"\n") + 1
        if whole < len(text):
            os.ftruncate(self.file, whole)
        self.orders, self.fills = {}, []
        for line in text[:whole].splitlines():
            self.take(json.loads(line))

    def take(self, event):
        if event["event"] == "sent":
            self.orders[event["key"]] = event | {"status": "unknown"}
        elif event["event"] == "order":
            self.orders[event["key"]]["status"] = event["status"]
        elif event["event"] == "fill":
            self.fills.append(event)

    def write(self, events):
        text = b"".join(json.dumps(event).encode() + b"\n" for event in events)
        while text:
            text = text[os.write(self.file, text):]
        os.fsync(self.file)
        for event in events:
            self.take(event)


class Gateway:
    def __init__(self, address):
        if address.startswith("unix:"):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(address[5:])
        else:
            host, _, port = address.rpartition(":")
            self.socket = socket.create_connection((host, int(port)))
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.rest, self.number = b"", 0
        self.hello = self.ask({"request": "hello", "v": 1})

    def ask(self, request):
        """The reply; None where the outcome is unknown."""
        self.number += 1
        try:
            text = json.dumps(request | {"number": self.number}).encode() + b"\n"
            while text:
                text = text[self.socket.send(text):]
            while True:
                while b"\n" not in self.rest:
                    more = self.socket.recv(65536)
                    if not more:
                        return None
                    self.rest += more
                line, _, self.rest = self.rest.partition(b"\n")
                reply = json.loads(line)
                if reply["number"] == self.number:
                    return reply
        except (OSError, ValueError):
            return None


class Desk:
    def __init__(self, options, bug):
        self.ledger, self.bug = Ledger(options["--store"]), bug
        if "--config" in options:
            with open(options["--config"], encoding="utf-8") as file:
                self.address = re.search(r'gateway = "(.*)"', file.read()).group(1)
        self.gateway = None

    def ask(self, request):
        for _ in range(100):
            if self.gateway is None:
                try:
                    self.gateway = Gateway(self.address)
                except OSError:
                    self.gateway = None
                if self.gateway is None or self.gateway.hello is None:
                    self.gateway = None
                    time.sleep(0.01)
                    continue
            reply = self.gateway.ask(request)
            if reply is None:
                self.gateway = None
            return reply
        return {"error": {"kind": "unavailable"}}

    def send(self, key, line):
        client = "tc" + hashlib.sha256(key.encode()).hexdigest()[:22]
        until = time.time() + VALIDITY_SECONDS
        sent = {"event": "sent", "key": key, "line": line, "client": client, "until": until}
        if self.bug != "send_first":
            self.ledger.write([sent])
        text = datetime.fromtimestamp(until, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        reply = self.ask({"request": "place", "client_order_id": client, "symbol": line["symbol"],
                          "side": line["side"], "order_type": line["order_type"],
                          "quantity": line["quantity"], "price": line.get("price"),
                          "time_in_force": "gtc", "post_only": False, "reduce_only": False,
                          "valid_until": text})
        if self.bug == "send_first":
            self.ledger.write([sent])
        self.record(key, reply)

    def record(self, key, reply):
        """Writes what a reply says of an order."""
        if reply is None:
            return
        if "error" in reply:
            if reply["error"]["kind"] in ("unavailable", "rate_limited"):
                self.ledger.write([{"event": "order", "key": key, "status": "unsent"}])
            return
        known = {fill["fill_id"] for fill in self.ledger.fills}
        events = [fill | {"event": "fill", "key": key} for fill in reply["order"]["fills"]
                  if fill["fill_id"] not in known or self.bug == "fill_again"]
        # The fills before the order: what is cut between them is asked for again.
        for event in events:
            self.ledger.write([event])
        self.ledger.write([{"event": "order", "key": key, "status": reply["order"]["status"]}])

    def resolve(self, key):
        """Asks what became of an order of unknown outcome."""
        order = self.ledger.orders[key]
        reply = self.ask({"request": "order", "client_order_id": order["client"],
                          "symbol": order["line"]["symbol"]})
        if reply is None:
            return
        if "error" not in reply:
            return self.record(key, reply)
        if reply["error"]["kind"] != "not_found":
            return
        if self.gateway and self.gateway.hello["refuses_repeated_client_ids"]:
            return self.send(key, order["line"])
        if time.time() > order["until"] + 30:
            self.ledger.write([{"event": "order", "key": key, "status": "unsent"}])

    def place(self, lines):
        failed, seen = 0, {}
        for line in lines:
            text = json.dumps(line, sort_keys=True)
            seen[text] = seen.get(text, 0) + 1
            key = line.get("id") or f"{os.environ['TRADECTL_RUN']}:{text}:{seen[text]}"
            status = self.ledger.orders.get(key, {}).get("status")
            if status == "unknown" and self.bug != "send_again":
                if self.bug != "forget":
                    self.resolve(key)
                status = self.ledger.orders[key]["status"]
            if status in (None, "unsent") or (status == "unknown" and self.bug == "send_again"):
                self.send(key, line)
                status = self.ledger.orders[key]["status"]
            failed += status in ("unknown", "unsent")
            print(json.dumps({"record": "order", "status": status}), flush=True)
        return 4 if failed else 0

    def reconcile(self):
        for key, order in list(self.ledger.orders.items()):
            if order["status"] == "unknown" and self.bug != "forget":
                self.resolve(key)
        return 0


def main():
    words, bug = sys.argv[1:], None
    if words[0] == "--bug":
        bug, words = words[1], words[2:]
    first = next(i for i, word in enumerate(words) if word.startswith("--"))
    options = dict(zip(words[first::2], words[first + 1::2]))
    desk = Desk(options, bug)
    if words[:first] == ["order", "place", "-"]:
        sys.exit(desk.place([json.loads(line) for line in sys.stdin]))
    if words[:first] == ["order", "reconcile"]:
        sys.exit(desk.reconcile())
    if words[:first] == ["fills"]:
        for fill in desk.ledger.fills:
            print(json.dumps({"record": "fill", "fill_id": fill["fill_id"]},
                             separators=(",", ":")))
    elif words[:first] != ["ledger", "verify"]:
        sys.exit(64)


main()
