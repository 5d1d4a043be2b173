"""Coinbase Advanced Trade: spot, with tokens for signatures.

Written after docs.cdp.coinbase.com/api-reference/advanced-trade-api and coinbase/jwt_generator.py
of coinbase/coinbase-advanced-py.
"""

import base64
import json
import sys
import uuid
from decimal import Decimal

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
except ImportError:
    print("python3-cryptography is not installed: run make deps", flush=True)
    sys.exit(1)

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

STATUSES = {"open": "OPEN", "filled": "FILLED", "cancelled": "CANCELLED"}
# Of an order; the answer is no error.
FAILURES = {
    "market": ("INVALID_PRODUCT_ID", "Invalid product_id"),
    "funds": ("INSUFFICIENT_FUND", "Insufficient balance in source account"),
}
KINDS = {"market_market_ioc": "market", "sor_limit_ioc": "limit", "limit_limit_gtc": "limit",
         "limit_limit_fok": "limit", "stop_limit_stop_limit_gtc": "stop_limit"}


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Coinbase(Exchange):
    KEY = "organizations/o/apiKeys/k"
    QUOTE = "USD"
    LOST = {"status": 404, "body": "Not Found"}
    ROOT = "/api/v3/brokerage/"

    def __init__(self, script):
        is_edwards = script.get("key_form") == "ed25519"
        self.algorithm = "EdDSA" if is_edwards else "ES256"
        secret = (ed25519.Ed25519PrivateKey.generate() if is_edwards
                  else ec.generate_private_key(ec.SECP256R1()))
        self.public = secret.public_key()
        encoding = serialization.Encoding
        if is_edwards:
            raw = serialization.PublicFormat.Raw
            bits = secret.private_bytes(
                encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
            # As the venue hands them out: the seed, and the public key behind it.
            self.SECRET = base64.b64encode(
                bits + self.public.public_bytes(encoding.Raw, raw)).decode()
        else:
            self.SECRET = secret.private_bytes(
                encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption()).decode()
        super().__init__(script)

    def identifier(self, number, is_algo):
        return str(uuid.UUID(int=(0xABCDEF << 80) + number))

    def listing(self, base):
        return [Market(f"{base}-USD", base, "USD", is_spot=True)]

    def refusal(self, reason):
        if reason in FAILURES:
            code, message = FAILURES[reason]
            return Refusal({
                "success": False, "failure_reason": "UNKNOWN_FAILURE_REASON", "order_id": "",
                "error_response": {"error": code, "message": message, "error_details": "",
                                   "preview_failure_reason": f"PREVIEW_{code}"},
                "order_configuration": self.body.get("order_configuration")})
        if reason == "order":
            text = "order with this orderID was not found"
            return Refusal({"error": "NOT_FOUND", "error_details": text, "message": text}, 404)
        raise AssertionError(reason)

    def check(self, request):
        try:
            head, claims, signature = self.header("Authorization").split(" ")[1].split(".")
            signed, code = f"{head}.{claims}".encode(), decoded(signature)
            head, claims = json.loads(decoded(head)), json.loads(decoded(claims))
            if self.algorithm == "EdDSA":
                self.public.verify(code, signed)
            else:
                # Both numbers as they are, 32 bytes each.
                assert len(code) == 64
                pair = [int.from_bytes(part, "big") for part in (code[:32], code[32:])]
                self.public.verify(utils.encode_dss_signature(*pair), signed,
                                   ec.ECDSA(hashes.SHA256()))
            now, path = self.now() / 1000, request.target.partition("?")[0]
            assert head["alg"] == self.algorithm and head["typ"] == "JWT" and head["nonce"]
            assert head["kid"] == claims["sub"] == self.KEY and claims["iss"] == "cdp"
            assert claims["nbf"] <= now + 1 and now - 1 < claims["exp"] <= claims["nbf"] + 120
            assert claims["uri"] == f"{request.method} {self.header('Host').split(':')[0]}{path}"
        except (InvalidSignature, AssertionError, ValueError, IndexError, KeyError):
            refusal = Refusal({})
            refusal.reply = {"status": 401, "body": "Unauthorized\n",
                             "headers": {"Content-Type": "text/plain"}}
            raise refusal from None

    def open_routes(self):
        return {f"GET {self.ROOT}time": self.clock,
                f"GET {self.ROOT}market/products": self.products,
                f"GET {self.ROOT}market/products/{{}}/ticker": self.ticker}

    def signed_routes(self):
        orders = f"{self.ROOT}orders"
        return {f"GET {self.ROOT}accounts": self.accounts,
                f"GET {self.ROOT}key_permissions": self.permissions,
                f"POST {orders}": self.take_order, f"POST {orders}/edit": self.edit,
                f"POST {orders}/batch_cancel": self.cancel_batch,
                f"GET {orders}/historical/batch": self.listed,
                f"GET {orders}/historical/fills": self.trades,
                f"GET {orders}/historical/{{}}": lambda number: {
                    "order": self.shown(self.find(number))}}

    # Markets.

    def clock(self):
        return {"iso": self.stamp(self.now()), "epochSeconds": str(self.now() // 1000),
                "epochMillis": str(self.now())}

    def products(self):
        products = [{
            "product_id": m.name, "price": str(self.price(m)), "base_increment": "0.00000001",
            "quote_increment": "0.01", "price_increment": "0.01", "base_min_size": "0.00000001",
            "base_max_size": "3400", "quote_min_size": "1", "quote_max_size": "150000000",
            "status": "online", "base_currency_id": m.base, "quote_currency_id": m.quote,
            "is_disabled": False, "trading_disabled": False, "cancel_only": False,
            "limit_only": False, "post_only": False, "view_only": False, "auction_mode": False,
            "product_type": "SPOT"} for m in self.markets.values()]
        return {"products": products, "num_products": len(products)}

    def ticker(self, name):
        market = self.market(name)
        price = str(self.price(market))
        return {"trades": [{"trade_id": "1", "product_id": name, "price": price, "size": "0.1",
                            "time": self.stamp(self.now()), "side": "BUY", "exchange": "CBE"}],
                "best_bid": price, "best_ask": price}

    # The account.

    def accounts(self):
        def money(amount, asset):
            return {"value": plain(amount), "currency": asset}
        accounts = [{
            "uuid": str(uuid.UUID(int=index)), "name": f"{asset} Wallet", "currency": asset,
            "available_balance": money(amount - self.locked(asset), asset), "default": True,
            "active": True, "type": "ACCOUNT_TYPE_CRYPTO", "ready": True,
            "hold": money(self.locked(asset), asset)}
            for index, (asset, amount) in enumerate(self.balances.items())]
        return {"accounts": accounts, "has_next": False, "cursor": "", "size": len(accounts)}

    def permissions(self):
        return {"can_view": True, "can_trade": True, "can_transfer": self.can_withdraw,
                "portfolio_uuid": "", "portfolio_type": "DEFAULT"}

    def trades(self):
        fills = self.fills_of(self.query.get("order_ids"), self.query.get("product_ids"))
        if self.query.get("cursor"):
            fills = []
        return {"fills": [
            {"entry_id": str(f.number), "trade_id": str(f.number), "order_id": f.order.number,
             "trade_time": self.stamp(f.time), "trade_type": "FILL", "price": str(f.price),
             "size": plain(f.quantity), "commission": str(f.fee),
             "product_id": f.order.market.name, "sequence_timestamp": self.stamp(f.time),
             "liquidity_indicator": "TAKER", "size_in_quote": False, "user_id": "u",
             "side": "BUY" if f.order.is_buy else "SELL"} for f in fills],
            # There is a mark behind the last page too.
            "cursor": str(fills[-1].number) if fills else ""}

    # Orders.

    def take_order(self):
        given = self.body
        known = [o for o in self.orders if o.name == given["client_order_id"]]
        # A name that was used names the order that used it.
        order = known[0] if known else self.place(self.order(given))
        return {"success": True, "failure_reason": "UNKNOWN_FAILURE_REASON",
                "order_id": order.number, "order_configuration": given["order_configuration"],
                "success_response": {"order_id": order.number, "product_id": order.market.name,
                                     "side": given["side"], "client_order_id": order.name,
                                     "attached_order_id": ""}}

    def order(self, given):
        (kind, terms), = given["order_configuration"].items()
        is_buy = given["side"] == "BUY"
        rises = terms.get("stop_direction") == "STOP_DIRECTION_STOP_UP"
        name = KINDS[kind]
        if name == "stop_limit" and rises != is_buy:
            name = "take_profit"
        return Order(given["client_order_id"], self.market(given["product_id"]), is_buy, name,
                     Decimal(terms["base_size"]),
                     Decimal(terms["limit_price"]) if "limit_price" in terms else None,
                     Decimal(terms["stop_price"]) if "stop_price" in terms else None, rises,
                     given=given)

    def edit(self):
        order = self.find(self.body["order_id"])
        if order.status != "open" or "limit_limit_gtc" not in order.given["order_configuration"]:
            return {"success": False, "errors": [
                {"edit_failure_reason": "CANNOT_EDIT_TO_BELOW_FILLED_SIZE"}]}
        order.quantity, order.price = Decimal(self.body["size"]), Decimal(self.body["price"])
        order.given["order_configuration"]["limit_limit_gtc"] |= {
            "base_size": self.body["size"], "limit_price": self.body["price"]}
        return {"success": True, "errors": []}

    def cancel_batch(self):
        results = []
        for number in self.body["order_ids"]:
            order = next((o for o in self.orders if o.number == number), None)
            is_open = order is not None and order.status == "open"
            if is_open:
                self.cancel(order)
            results.append({"success": is_open, "order_id": number, "failure_reason":
                            "UNKNOWN_CANCEL_FAILURE_REASON" if is_open else "UNKNOWN_CANCEL_ORDER"})
        return {"results": results}

    def listed(self):
        wanted = self.query.get("product_ids")
        orders = (self.open_orders(wanted) if self.query.get("order_status") == "OPEN" else
                  [o for o in reversed(self.orders) if wanted in (None, o.market.name)])
        return {"orders": [self.shown(o) for o in orders], "sequence": "0", "has_next": False,
                "cursor": ""}

    def shown(self, order):
        average = self.average(order)
        return {"order_id": order.number, "product_id": order.market.name, "user_id": "u",
                "order_configuration": order.given["order_configuration"],
                "side": order.given["side"], "client_order_id": order.name,
                "status": STATUSES[order.status], "time_in_force": "GOOD_UNTIL_CANCELLED",
                "created_time": self.stamp(order.time), "completion_percentage": "0",
                "filled_size": plain(order.filled),
                "average_filled_price": plain(average) if average else "0", "fee": "",
                "number_of_fills": "1" if order.filled else "0",
                "filled_value": plain(self.money(order)), "pending_cancel": False,
                "size_in_quote": False, "total_fees": "0.01" if order.filled else "0",
                "size_inclusive_of_fees": False, "trigger_status": "INVALID_ORDER_TYPE",
                "order_type": order.kind.upper(), "reject_reason": "REJECT_REASON_UNSPECIFIED",
                "settled": order.status == "filled", "product_type": "SPOT", "reject_message": "",
                "cancel_message": "User requested cancel" if order.status == "cancelled" else "",
                "outstanding_hold_amount": "0", "is_liquidation": False, "last_fill_time": None,
                "edit_history": [], "leverage": "", "margin_type": "UNKNOWN_MARGIN_TYPE"}
