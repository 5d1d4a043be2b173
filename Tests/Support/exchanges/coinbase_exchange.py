"""Coinbase Exchange: spot, whose orders are forgotten where they were cancelled without a fill.

Written after docs.cdp.coinbase.com/exchange: "REST API Authentication", "Orders", "Fills".
"""

import base64
import hashlib
import hmac
import uuid
from decimal import Decimal

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

REASONS = {
    "key": (401, "Invalid API Key"),
    "passphrase": (401, "Invalid Passphrase"),
    "signature": (401, "invalid signature"),
    "time": (400, "request timestamp expired"),
    "agent": (400, "User-Agent header is required."),
    "market": (404, "NotFound"),
    "order": (404, "NotFound"),
    "done": (400, "Order already done"),
    "duplicate": (409, "Duplicate client_oid"),
    "funds": (400, "Insufficient funds"),
}


def eight(number):
    return format(number, ".8f")


class CoinbaseExchange(Exchange):
    # What it stands for has bytes that are no text.
    KEY, SECRET, PASSPHRASE = "k", base64.b64encode(b"\xff\x00made up").decode(), "words"
    QUOTE = "USD"
    LOST = {"status": 404, "body": '{"message":"Route not found"}'}

    def identifier(self, number, is_algo):
        return str(uuid.UUID(int=(0xD0C534 << 80) + number))

    def listing(self, base):
        return [Market(f"{base}-USD", base, "USD", is_spot=True)]

    def refusal(self, reason):
        status, message = REASONS[reason]
        return Refusal({"message": message}, status)

    def check(self, request):
        if not self.header("User-Agent"):
            raise self.refusal("agent")
        if self.header("CB-ACCESS-KEY") != self.KEY:
            raise self.refusal("key")
        if self.header("CB-ACCESS-PASSPHRASE") != self.PASSPHRASE:
            raise self.refusal("passphrase")
        stamp = self.header("CB-ACCESS-TIMESTAMP")
        payload = (stamp + request.method + request.target).encode() + request.body
        code = hmac.new(base64.b64decode(self.SECRET), payload, hashlib.sha256).digest()
        if base64.b64encode(code).decode() != self.header("CB-ACCESS-SIGN"):
            raise self.refusal("signature")
        if abs(float(stamp) - self.now() / 1000) > 30:
            raise self.refusal("time")

    def open_routes(self):
        return {"GET /time": lambda: {"iso": self.stamp(self.now()), "epoch": self.now() / 1000},
                "GET /products": self.products, "GET /products/{}/ticker": self.ticker}

    def signed_routes(self):
        return {"GET /accounts": self.accounts, "POST /orders": self.take_order,
                "GET /orders": lambda: [
                    self.shown(o) for o in self.open_orders(self.query.get("product_id"))],
                "GET /orders/{}": lambda key: self.shown(self.asked(key)),
                "DELETE /orders/{}": lambda key: self.cancel(self.asked(key)).number,
                "GET /fills": self.trades}

    # Markets and the account.

    def products(self):
        return [{"id": m.name, "base_currency": m.base, "quote_currency": m.quote,
                 "quote_increment": "0.01", "base_increment": "0.00000001", "display_name": m.name,
                 "min_market_funds": "1", "margin_enabled": False, "post_only": False,
                 "limit_only": False, "cancel_only": False, "status": "online",
                 "status_message": "", "trading_disabled": False, "auction_mode": False}
                for m in self.markets.values()]

    def ticker(self, name):
        price = str(self.price(self.market(name)))
        return {"trade_id": 1, "ask": price, "bid": price, "volume": "1", "price": price,
                "size": "0.1", "time": self.stamp(self.now())}

    def accounts(self):
        return [{"id": str(uuid.UUID(int=index)), "currency": asset, "balance": eight(amount),
                 "hold": eight(self.locked(asset)), "available": eight(amount - self.locked(asset)),
                 "profile_id": "p", "trading_enabled": True}
                for index, (asset, amount) in enumerate(self.balances.items())]

    def trades(self):
        assert "order_id" in self.query or "product_id" in self.query
        fills = self.fills_of(self.query.get("order_id"), self.query.get("product_id"))
        return [{"trade_id": f.number, "product_id": f.order.market.name,
                 "order_id": f.order.number, "user_id": "u", "profile_id": "p", "liquidity": "T",
                 "price": eight(f.price), "size": eight(f.quantity), "fee": str(f.fee),
                 "created_at": self.stamp(f.time), "side": f.order.given["side"], "settled": True,
                 "usd_volume": "1"} for f in fills]

    # Orders.

    def asked(self, key):
        is_name = key.startswith("client:")
        order = self.find(None if is_name else key, key.partition(":")[2])
        if order.status == "cancelled" and not order.filled:
            raise self.refusal("order")
        return order

    def take_order(self):
        given = self.body
        assert str(uuid.UUID(given["client_oid"])) == given["client_oid"]
        is_buy, rises = given["side"] == "buy", given.get("stop") == "entry"
        kind = given["type"]
        if "stop" in given:
            kind = "take_profit" if rises != is_buy else "stop_limit"
        order = self.place(Order(
            given["client_oid"], self.market(given["product_id"]), is_buy, kind,
            Decimal(given["size"]), Decimal(given["price"]) if "price" in given else None,
            Decimal(given["stop_price"]) if "stop" in given else None, rises, given=given))
        # It is heard, and not matched yet.
        return self.shown(order) | {"status": "pending", "filled_size": "0.00000000",
                                    "executed_value": "0.0000000000000000", "settled": False}

    def shown(self, order):
        shown = {"id": order.number, "size": eight(order.quantity),
                 "product_id": order.market.name, "profile_id": "p", "side": order.given["side"],
                 "type": order.given["type"], "post_only": False,
                 "created_at": self.stamp(order.time), "fill_fees": "0.0000000000000000",
                 "filled_size": eight(order.filled),
                 "executed_value": format(self.money(order), ".16f"),
                 "status": "done" if order.status != "open" else
                 "active" if order.waits else "open",
                 "settled": order.status == "filled", "client_oid": order.name}
        if order.status != "open":
            shown |= {"done_at": self.stamp(self.now()),
                      "done_reason": "filled" if order.status == "filled" else "canceled"}
        if order.price:
            shown |= {"price": eight(order.price), "time_in_force": "GTC"}
        if order.stop:
            shown |= {"stop": order.given["stop"], "stop_price": eight(order.stop)}
        return shown
