#!/usr/bin/env python3
"""Holds what the program would send against what independent clients would.

    compare.py --tradectl PROGRAM [--venue NAME]… [--self-test]

Each call is made by both with the same keys at the same moment; nothing leaves this machine.
Compared are verb, host, path, parameters (numbers by their exact value, in any order), the headers
that an exchange reads, and the signature, which is made anew over our bytes by the client's own
means. Every difference has to stand in differences.json with its reason, and everything in there
has to be found.

--self-test spoils requests of ours in each way that is looked for, takes an explanation away and
adds one that nothing needs, and fails where any of that is not found.
"""

import argparse
import json
import pathlib
import sys

# Nothing is left behind in the folder of the sources.
sys.dont_write_bytecode = True

import jwt_check
import signatures
from calls import CALLS, PLACES, TIME
from independent import Ccxt, NotShared, PythonBinance, Pybit
from request import Request, are_equal, text
from tradectl import Program

HERE = pathlib.Path(__file__).resolve().parent
WALLET = "0x4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d"

# What exchanges read of the head, beside the signature. Passphrases are never shown, and so are not
# among them.
HEADERS = ["content-type", "x-mbx-apikey", "x-bapi-api-key", "x-bapi-timestamp",
           "x-bapi-recv-window", "ok-access-key", "ok-access-timestamp", "kc-api-key",
           "kc-api-timestamp", "kc-api-key-version", "cb-access-key", "cb-access-timestamp"]


def keys_of(venue):
    if venue == "coinbase":
        return {"key": "organizations/o/apiKeys/k", "secret": jwt_check.new_key()}
    if venue == "aster":
        import ccxt
        return {"key": ccxt.Exchange.eth_get_address_from_private_key(WALLET), "secret": WALLET}
    keys = {"key": "key-of-main", "secret": "c2VjcmV0IG9mIG1haW4="}
    if venue in ("okx", "kucoin", "kucoin-futures", "coinbase-exchange"):
        keys["passphrase"] = "passphrase-of-main"
    return keys


def clients_of(place, keys):
    kinds = [Ccxt]
    if place.venue in ("binance", "binance-futures"):
        kinds.append(PythonBinance)
    if place.venue == "bybit":
        kinds.append(Pybit)
    return [kind(place, keys, TIME) for kind in kinds]


def differences(venue, our, their):
    """The names of what differs between two requests, with both values."""
    found = {}

    def hold(name, ours, theirs):
        if not are_equal(ours, theirs) or (ours is None) != (theirs is None):
            found[name] = (ours, theirs)

    hold("verb", our.method, their.method)
    if our.origin is not None:
        hold("host", our.origin, their.origin)
    hold("path", our.path, their.path)
    ours, theirs = our.parameters(), their.parameters()
    for parameters in (ours, theirs):
        parameters.pop("signature", None)
    for name in sorted(ours.keys() | theirs.keys()):
        hold(name, ours.get(name), theirs.get(name))
    for name in HEADERS:
        # That there is no body to tell the type of is no difference.
        if name == "content-type" and not (our.body and their.body):
            continue
        hold(f"header {name}", our.headers.get(name), their.headers.get(name))
    our_claims, their_claims = (signatures.claims(venue, item) for item in (our, their))
    for name in sorted(our_claims.keys() | their_claims.keys()):
        one, other = our_claims.get(name), their_claims.get(name)
        if name == "token uri" and our.origin is None and one:
            # It names the loopback exchange.
            one = one.replace(one.split(" ")[1].split("/")[0], their.origin.split("//")[1])
        hold(name, one, other)
    return found


def paired(venue, ours, theirs):
    """Each request of theirs with the one of ours that it has most in common with."""
    rest = list(ours)
    pairs = []
    for their in theirs:
        if not rest:
            pairs.append((None, their))
            continue
        best = min(rest, key=lambda our: (our.method != their.method, our.path != their.path,
                                          len(differences(venue, our, their))))
        rest.remove(best)
        pairs.append((best, their))
    return pairs + [(our, None) for our in rest]


class Book:
    """What was expected of the comparisons, and what of it was seen."""

    def __init__(self, content):
        self.differing = {}
        self.unshared = {}
        for entry in content["differing"]:
            for place in entry["places"]:
                for call in entry["calls"]:
                    for name, ours in entry["ours"].items():
                        key = (entry["client"], place, call, name)
                        if key in self.differing:
                            raise SystemExit(f"differences.json explains {key} twice")
                        self.differing[key] = ours
        for entry in content["not_shared"]:
            for place in entry["places"]:
                for call in entry["calls"]:
                    self.unshared[(entry["client"], place, call)] = entry["reason"]
        self.seen = set()

    def explains(self, client, place, call, name, ours):
        """Whether a difference is explained, and what the program says is what it said then."""
        key = (client, place, call, name)
        self.seen.add(key)
        return key in self.differing and self.differing[key] == ours

    def excuses(self, client, place, call):
        key = (client, place, call)
        self.seen.add(key)
        return self.unshared.get(key)

    def unused(self, places):
        keys = [*self.differing, *self.unshared]
        return [key for key in keys if key[1] in places and key not in self.seen]


class Count:
    def __init__(self):
        self.compared = self.equal = self.explained = self.failed = 0
        self.unshared = {}


def compare(place, client, program, keys, book, report, spoil=None):
    """Compares all calls at one place with one client."""
    count = Count()
    for call in CALLS:
        if not call.suits(place):
            continue
        functions = call.at(client, place)
        reason = None
        ours, theirs = [], []
        if functions is None:
            reason = f"{client.name} has no such call"
        elif call.words is None:
            reason = "no command sends it"
        else:
            words = [word.format(
                symbol=place.symbol, amount=place.amount, quantity=place.quantity)
                     for word in call.words]
            ours, reason = program.shown(words, call.lines(place))
            try:
                theirs = client.requests(functions)
            except NotShared as error:
                reason = str(error)
        if reason is not None or not ours or not theirs:
            excuse = book.excuses(client.name, place.name, call.name)
            if excuse is None:
                count.failed += 1
                report(f"{place.name}, {client.name}, {call.name}: not shared, and that is not "
                       f"explained: {reason or 'nothing is sent'}")
            else:
                count.unshared.setdefault(excuse, []).append(call.name)
            continue
        if spoil:
            ours = [spoil(our) for our in ours]
        for our, their in paired(place.venue, ours, theirs):
            one(place, client, call, our, their, keys, book, count, report)
    return count


def one(place, client, call, our, their, keys, book, count, report):
    """Compares two requests; one of them is None where only the other side sends it."""
    count.compared += 1
    who = f"{place.name}, {client.name}, {call.name}"
    if our is None or their is None:
        name = f"only ours: {our.method} {our.path}" if our else \
            f"only theirs: {their.method} {their.path}"
        if our and our.query and "signature=" not in our.query:
            name += f"?{our.query}"
        found = {name: (our and our.target, their and their.target)}
    else:
        found = differences(place.venue, our, their)
    problems = []
    for request, whose in ((our, "ours"), (their, "theirs")):
        if request is None:
            continue
        if signatures.is_signed(request):
            problem = signatures.problem(place.venue, request, client, keys)
            if problem:
                problems.append(f"{whose}: {problem}")
    if our is not None and their is not None:
        if signatures.is_signed(our) != signatures.is_signed(their):
            found["signed"] = (signatures.is_signed(our), signatures.is_signed(their))
    for name, (one, other) in found.items():
        ours = None if one is None else text(one)
        if not book.explains(client.name, place.name, call.name, name, ours):
            problems.append(f"{name} is {show(one)} with us and {show(other)} with them")
    if problems:
        count.failed += 1
        for problem in problems:
            report(f"{who}: {problem}")
    elif found:
        count.explained += 1
    else:
        count.equal += 1


# Self-test


def spoiled(change):
    """Requests of ours as if the program had made a mistake."""
    def spoil(our):
        fields = {"method": our.method, "url": our.url, "headers": dict(our.headers),
                  "body": our.body}
        change(fields)
        request = Request(**fields)
        request.origin = our.origin and request.origin
        return request
    return spoil


def other(field, old, new):
    def change(fields):
        fields[field] = fields[field].replace(old, new)
    return change


def other_header(name, value):
    def change(fields):
        if name in fields["headers"]:
            fields["headers"][name] = value
    return change


def other_end(name, end):
    def change(fields):
        if name in fields["headers"]:
            fields["headers"][name] = fields["headers"][name][:-len(end)] + end
    return change


# Each with the exchange that it is tried at, and what has to be found.
MISTAKES = [
    ("binance", "verb", lambda fields: fields.update(method="PATCH")),
    ("binance", "host", other("url", "api.binance.com", "api.example.com")),
    ("binance", "path", other("url", "/api/v3/", "/api/v1/")),
    ("binance", "symbol", other("body", "symbol=BTCUSDT", "symbol=ETHUSDT")),
    ("binance", "quantity", other("body", "quantity=0.03", "quantity=0.030000000000000001")),
    ("binance", "timestamp", other("body", "timestamp=17", "timestamp=18")),
    ("binance", "header x-mbx-apikey", other_header("x-mbx-apikey", "key-of-another")),
    ("binance", "the signature", other("body", "&signature=", "&signature=0")),
    ("bybit", "reduceOnly", other("body", '"reduceOnly":true', '"reduceOnly":false')),
    ("bybit", "header x-bapi-timestamp", other_header("x-bapi-timestamp", "1")),
    ("okx", "sz", other("body", '"sz":"3"', '"sz":"30"')),
    ("kucoin", "the signature", other_header("kc-api-sign", "AAAA")),
    ("aster", "the signature", other("body", "signature=0x", "signature=0xff")),
    ("coinbase", "the signature", other_end("authorization", "AAAAAAAA")),
    ("coinbase-exchange", "header cb-access-timestamp", other_header("cb-access-timestamp", "1")),
]


def self_test(binary, content):
    failed = 0
    prepared = {}
    for venue, wanted, change in MISTAKES:
        place = next(place for place in reversed(PLACES) if place.venue == venue)
        if venue not in prepared:
            keys = keys_of(venue)
            prepared[venue] = (keys, prepare(place, keys, binary))
        keys, program = prepared[venue]
        problems = []
        compare(place, clients_of(place, keys)[0], program, keys, Book(content), problems.append,
                spoil=spoiled(change))
        # Every mistake in what is signed is a wrong signature too, but that alone would not do.
        is_found = any(f" {wanted} is " in problem for problem in problems)
        failed += not is_found
        print(f"{'found' if is_found else 'NOT FOUND':10} {venue}: {wanted}")
    changed = json.loads(json.dumps(content))
    entry = next(item for item in changed["differing"] if "binance" in item["places"]
                 and item["client"] == "ccxt")
    names, entry["ours"] = list(entry["ours"]), {"invented": None}
    keys, program = prepared["binance"]
    place = PLACES[0]
    problems, book = [], Book(changed)
    compare(place, clients_of(place, keys)[0], program, keys, book, problems.append)
    value_problems, value_book = [], json.loads(json.dumps(content))
    entry = value_book["differing"][content["differing"].index(
        next(item for item in content["differing"] if "binance" in item["places"]
             and item["client"] == "ccxt"))]
    entry["ours"][names[0]] = "another"
    compare(place, clients_of(place, keys)[0], program, keys, Book(value_book),
            value_problems.append)
    for what, is_found in [
            ("another value than that which is explained",
             any(f"{names[0]} is " in problem for problem in value_problems)),
            ("an explanation that is missing", any(names[0] in problem for problem in problems)),
            ("an explanation of nothing",
             any("invented" in key for key in book.unused({place.name})))]:
        failed += not is_found
        print(f"{'found' if is_found else 'NOT FOUND':10} {what}")
    if failed:
        raise SystemExit(f"{failed} mistakes were not found")


def show(value):
    return "missing" if value is None else str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tradectl", required=True)
    parser.add_argument("--venue", action="append")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    places = [place for place in PLACES if not arguments.venue or place.venue in arguments.venue]
    content = json.loads((HERE / "differences.json").read_text())
    if arguments.self_test:
        return self_test(arguments.tradectl, content)
    book = Book(content)
    problems = []
    rows = []
    for place in places:
        keys = keys_of(place.venue)
        program = prepare(place, keys, arguments.tradectl)
        for client in clients_of(place, keys):
            count = compare(place, client, program, keys, book, problems.append)
            rows.append((place.name, client.name, count))
    tell(rows)
    for key in book.unused({place.name for place in places}):
        problems.append(f"differences.json explains what is not so any more: {', '.join(key)}")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise SystemExit(f"{len(problems)} unexplained")


def prepare(place, keys, binary):
    """The program with an account that has an order at rest, and one that waits for a price."""
    program = Program(binary, place.venue, keys, TIME)
    program.learn_markets()
    words = ["--symbol", place.symbol, place.amount, "200" if place.is_inverse else "0.02",
             "--reference-price", "50000"]
    program.place(["--id", "limit", "--client-order-id", "tclimit", "--side", "buy",
                   "--price", "45000", *words])
    program.place(["--id", "stop", "--client-order-id", "tcstop", "--side", "sell", "--type",
                   *stop_of(place.venue), *words])
    return program


def stop_of(venue):
    # Those that have no stop at the market.
    if venue.startswith("coinbase"):
        return ["stop_limit", "--stop-price", "44000", "--price", "43900"]
    return ["stop", "--stop-price", "44000"]


def tell(rows):
    print(f"{'venue':20}{'client':16}{'compared':>9}{'equal':>7}{'explained':>11}"
          f"{'not shared':>12}{'failed':>8}")
    for place, client, count in rows:
        unshared = sum(len(calls) for calls in count.unshared.values())
        print(f"{place:20}{client:16}{count.compared:>9}{count.equal:>7}{count.explained:>11}"
              f"{unshared:>12}{count.failed:>8}")
    for place, client, count in rows:
        for reason, calls in count.unshared.items():
            print(f"  {place}, {client}, not shared: {', '.join(calls)}: {reason}")


if __name__ == "__main__":
    main()
