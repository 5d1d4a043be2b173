"""What all exchanges for tests have in common, in words that none of them uses.

An exchange keeps markets, orders, fills, positions and balances, and matches at one price. What it
is asked in, and how it answers, is a module of its own for each family: routes, signatures, errors.
Amounts are base units here, whatever a venue counts in; of inverse contracts they are dollars.
"""

import json
import re
import time
import urllib.parse
from dataclasses import dataclass, field
from decimal import Decimal

import scripted_server

ZERO = Decimal(0)
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def plain(number):
    """A number without an exponent and without zeros at its end."""
    return format(number.normalize(), "f") if number else "0"


class Refusal(Exception):
    """What an exchange answers in place of doing something."""

    def __init__(self, body, status=200):
        self.reply = {"status": status, "body": json.dumps(body)}


@dataclass
class Market:
    name: str
    base: str
    quote: str
    is_spot: bool
    # Base units of one contract, or dollars where it is inverse.
    size: Decimal = Decimal(1)
    is_inverse: bool = False

    @property
    def settle(self):
        """What contracts are settled in."""
        return self.base if self.is_inverse else self.quote

    def value(self, quantity, price):
        """What a quantity changes hands for, in what its market settles in."""
        return quantity / price if self.is_inverse else quantity * price


@dataclass
class Order:
    name: str
    market: Market
    is_buy: bool
    # "market", "limit", "stop", "stop_limit" or "take_profit".
    kind: str
    quantity: Decimal
    price: Decimal | None = None
    # Where it waits for a price: that price, and whether it lies above.
    stop: Decimal | None = None
    rises: bool = False
    reduces: bool = False
    # Whether the venue keeps and counts it apart from those in the book.
    is_algo: bool = False
    number: str = ""
    status: str = "open"
    filled: Decimal = ZERO
    waits: bool = False
    # What its price made of it, where that is another order.
    became: "Order | None" = None
    # In milliseconds.
    time: int = 0
    # What the venue repeats as it was given.
    given: dict = field(default_factory=dict)
    # Where it follows the market: by what share of the best price, which is kept too.
    trail: Decimal | None = None
    best: Decimal | None = None
    # "LONG" or "SHORT" where the account holds both apart.
    position_side: str = ""

    @property
    def rest(self):
        return self.quantity - self.filled

    @property
    def state(self):
        """Its status, or "partial" where some of an open one has filled."""
        return "partial" if self.status == "open" and self.filled else self.status


@dataclass
class Fill:
    number: int
    order: Order
    price: Decimal
    quantity: Decimal
    time: int
    fee: Decimal = Decimal("0.01")


class Exchange(scripted_server.Server):
    KEY, SECRET, PASSPHRASE = "k", "s", None
    QUOTE = "USDT"
    # What a request that no route takes is answered with.
    LOST = {"status": 404, "body": "<html>not here</html>"}

    def __init__(self, script):
        self.KEY = script.get("key", self.KEY)
        self.SECRET = script.get("secret", self.SECRET)
        self.prices = {k: Decimal(v) for k, v in script.get("prices", {"BTC": "50000"}).items()}
        self.markets = {m.name: m for base in self.prices for m in self.listing(base)}
        self.faults = script.get("faults", {})
        self.can_withdraw = script.get("can_withdraw", False)
        self.has_spot_margin = script.get("spot_margin", False)
        self.is_live = script.get("live", False)
        self.is_hedged = script.get("hedged", False)
        self.script = script
        self.forget()
        self.table = [(method_and_path, self.pattern(method_and_path), action, is_signed)
                      for is_signed, routes in ((False, self.open_routes()),
                                                (True, self.signed_routes()))
                      for method_and_path, action in routes.items()]
        super().__init__(script)

    def forget(self):
        self.orders, self.fills, self.positions = [], [], {}
        self.balances = {self.QUOTE: Decimal("10000")} | {
            k: Decimal(v) for k, v in self.script.get("balances", {}).items()}

    # What a venue says.

    def listing(self, base):
        """The markets of an asset."""
        raise NotImplementedError

    def open_routes(self):
        """What anybody may ask: {"GET /time": action}; "{}" in a path is a parameter."""
        raise NotImplementedError

    def signed_routes(self):
        raise NotImplementedError

    def check(self, request):
        """Refuses a request that is not signed as it must be."""
        raise NotImplementedError

    def refusal(self, reason):
        """One for "order" (there is none), "done", "duplicate", "reduce", "funds", "market"."""
        raise NotImplementedError

    def identifier(self, number, is_algo):
        """The venue's number of an order."""
        return str(7_000_000_000_000_000_000 + number)

    # Requests.

    @staticmethod
    def pattern(method_and_path):
        method, path = method_and_path.split(" ")
        parts = [re.escape(part) for part in path.split("{}")]
        return re.compile(re.escape(method) + " " + "([^/]+)".join(parts))

    def reply(self, request):
        path, _, text = request.target.partition("?")
        path = urllib.parse.unquote(path)
        route, found, action, is_signed = next(
            ((route, found, action, is_signed) for route, pattern, action, is_signed in self.table
             if (found := pattern.fullmatch(f"{request.method} {path}"))),
            (f"{request.method} {path}", None, None, False))
        faults = self.faults.get(route, [])
        fault = faults.pop(0) if faults else "ok"
        if fault == "ok" and any(k in self.routes for k in (route, path)):
            return super().reply(request)
        reply = None
        if fault == "ok" or fault.get("acts"):
            reply = self.act(request, text, action, found, is_signed)
        if fault == "ok":
            return reply
        if "change" in fault:
            return reply | fault | {"body": self.changed(reply["body"], fault["change"])}
        return fault

    def act(self, request, text, action, found, is_signed):
        if action is None:
            return self.LOST
        self.request = request
        self.query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        try:
            self.body = self.read_body(request.body)
            if is_signed:
                self.check(request)
            return {"body": json.dumps(action(*found.groups()))}
        except Refusal as refusal:
            return refusal.reply

    def read_body(self, body):
        return json.loads(body) if body else {}

    def header(self, name):
        return next((v for n, v in self.request.headers if n.lower() == name.lower()), "")

    def now(self):
        return int(time.time() * 1000) + self.script.get("ahead_ms", 0)

    def stamp(self, milliseconds):
        """A time as text: 2026-11-20T12:00:00.123000Z."""
        whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(milliseconds // 1000))
        return f"{whole}.{milliseconds % 1000:03}000Z"

    # Markets and the account.

    def market(self, name):
        if name not in self.markets:
            raise self.refusal("market")
        return self.markets[name]

    def price(self, market):
        return self.prices[market.base]

    def locked(self, asset):
        """What open orders of spot hold of an asset."""
        held = ZERO
        for order in self.orders:
            if order.status == "open" and order.market.is_spot:
                if order.is_buy and asset == order.market.quote and order.price:
                    held += order.rest * order.price
                if not order.is_buy and asset == order.market.base:
                    held += order.rest
        return held

    # Orders.

    def place(self, order):
        if any(o.name == order.name for o in self.orders if self.is_taken(o)):
            raise self.refusal("duplicate")
        self.check_funds(order)
        count = sum(o.is_algo == order.is_algo for o in self.orders)
        order.number = self.identifier(count + 1, order.is_algo)
        order.time = self.now()
        order.waits = order.stop is not None or order.trail is not None
        self.orders.append(order)
        if not order.waits:
            self.match(order)
        return order

    def place_each(self, orders, most, take, refused):
        """What became of the orders of one request, each by itself."""
        assert len(orders) > 1, "an order that is alone leaves by itself"
        return self.each(orders, most, take, refused)

    def each(self, orders, most, take, refused):
        """What a request did to each of its orders.

        `take` answers one as if it had come alone, and `refused` makes an answer of a refusal.
        """
        assert 0 < len(orders) <= most, "so many orders do not fit in a request"
        answers = []
        for given in orders:
            try:
                answers.append(take(given))
            except Refusal as refusal:
                answers.append(refused(json.loads(refusal.reply["body"]), given))
        return answers

    def is_taken(self, order):
        """Whether the name of an order cannot be used again."""
        return True

    def check_funds(self, order):
        market, held = order.market, self.positions.get(self.position(order), (ZERO, ZERO))[0]
        if order.reduces and not order.stop and order.trail is None and (held >= 0 if order.is_buy else held <= 0):
            raise self.refusal("reduce")
        if market.is_spot:
            asset = market.quote if order.is_buy else market.base
            needed = order.quantity * (order.price or self.price(market) if order.is_buy else 1)
            if needed > self.balances.get(asset, ZERO) - self.locked(asset):
                raise self.refusal("funds")

    @staticmethod
    def position(order):
        """Which position an order is for: "BTCUSDT", or "BTCUSDT LONG" where both are held apart."""
        return f"{order.market.name} {order.position_side}".strip()

    def match(self, order):
        price = self.price(order.market)
        if order.price and (price > order.price if order.is_buy else price < order.price):
            return
        self.fill(order, price, order.rest)

    def fill(self, order, price, quantity):
        market, amount = order.market, quantity if order.is_buy else -quantity
        order.filled += quantity
        if not order.rest:
            order.status = "filled"
        if market.is_spot:
            self.balances[market.base] = self.balances.get(market.base, ZERO) + amount
            self.balances[market.quote] -= amount * price
        else:
            held, entry = self.positions.get(self.position(order), (ZERO, price))
            self.positions[self.position(order)] = (held + amount, entry if held else price)
        self.fills.append(Fill(len(self.fills) + 1, order, price, quantity, self.now()))

    def trigger(self, order):
        """What becomes of an order whose price was reached."""
        order.waits = False
        self.match(order)

    def money(self, order):
        """What an order changed hands for, in what its market settles in."""
        return sum((order.market.value(f.quantity, f.price)
                    for f in self.fills if f.order is order), ZERO)

    def average(self, order):
        if not order.filled:
            return None
        money = self.money(order)
        # No more digits than an exact number can have.
        return round(order.filled / money if order.market.is_inverse else money / order.filled, 12)

    def profit(self, name):
        """What a position would gain, in what its market settles in."""
        market, (amount, entry) = self.markets[name], self.positions[name]
        gain = market.value(amount, self.price(market)) - market.value(amount, entry)
        return round(-gain if market.is_inverse else gain, 12)

    def find(self, number=None, name=None, is_algo=None):
        for order in reversed(self.orders):
            is_it = order.number == number if number else order.name == name
            if is_it and is_algo in (None, order.is_algo):
                return order
        raise self.refusal("order")

    def cancel(self, order):
        if order.status != "open":
            raise self.refusal("done")
        order.status = "cancelled"
        return order

    def cancel_all(self, market, is_algo=None):
        for order in self.open_orders(market, is_algo):
            self.cancel(order)

    def open_orders(self, market=None, is_algo=None):
        return [o for o in reversed(self.orders) if o.status == "open"
                and market in (None, o.market.name) and is_algo in (None, o.is_algo)]

    def fills_of(self, number=None, market=None):
        """Newest first."""
        return [f for f in reversed(self.fills) if number in (None, f.order.number)
                and market in (None, f.order.market.name)]

    # Replies that are not quite right.

    def changed(self, body, how):
        """The genuine reply with something about it that is odd or wrong."""
        last = self.orders[-1]
        ours = {last.number: last.number[:-1] + ("1" if last.number[-1] == "0" else "0"),
                last.name: last.name[:-1] + ("1" if last.name[-1] == "0" else "0")}

        def walk(value):
            if isinstance(value, dict):
                known = {k: walk(v) for k, v in value.items()
                         if how != "nameless" or not is_ours(v)}
                return known | ({"future": {"of": [1, 2]}} if how == "swapped" else {})
            if isinstance(value, list):
                return [] if how == "empty" else [walk(v) for v in value]
            if how == "other" and is_ours(value):
                return type(value)(ours[str(value)])
            if how == "types":
                return {"of": value}
            if how == "swapped" and isinstance(value, (int, float)) and value not in (True, False):
                return str(value)
            if how == "swapped" and isinstance(value, str) and NUMBER.fullmatch(value):
                return float(value) if "." in value else int(value)
            return value

        def is_ours(value):
            return isinstance(value, (str, int)) and str(value) in ours

        return json.dumps(walk(json.loads(body)))

    # Commands.

    def obey(self, command):
        with self.lock:
            if "forget" in command:
                self.forget()
                self.faults, self.log = {}, []
            if "faults" in command:
                self.faults.update(command["faults"])
            if "prices" in command:
                self.prices |= {k: Decimal(v) for k, v in command["prices"].items()}
                for order in self.open_orders():
                    self.move(order)
            if "fill" in command:
                for order in self.open_orders():
                    if order.price and not order.waits:
                        self.fill(order, order.price, min(order.rest, Decimal(command["fill"])))
            if "credential" in command:
                return {"KEY": self.KEY, "SECRET": self.SECRET} | (
                    {"PASSPHRASE": self.PASSPHRASE} if self.PASSPHRASE else {})
            if "dump" in command:
                return {"orders": [{"name": o.name, "status": o.status, "kind": o.kind,
                                    "side": "buy" if o.is_buy else "sell",
                                    "quantity": plain(o.quantity)} for o in self.orders],
                        "fills": [str(f.number) for f in self.fills],
                        "positions": {k: plain(v[0]) for k, v in self.positions.items() if v[0]}}
        return super().obey(command)

    def follow(self, order, price):
        # Without a price to begin at it has followed from its first moment on.
        if order.best is None and order.stop is not None:
            if price > order.stop if order.is_buy else price < order.stop:
                return
        better = min if order.is_buy else max
        order.best = price if order.best is None else better(order.best, price)
        turned = order.best * (1 + order.trail if order.is_buy else 1 - order.trail)
        if price >= turned if order.is_buy else price <= turned:
            self.trigger(order)

    def move(self, order):
        price = self.price(order.market)
        if not order.waits:
            self.match(order)
        elif order.trail is not None:
            self.follow(order, price)
        elif price >= order.stop if order.rises else price <= order.stop:
            self.trigger(order)
