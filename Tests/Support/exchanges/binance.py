"""Binance spot, Binance futures, and AsterDEX by its keys of the first version."""

import hashlib
import hmac
import json
import urllib.parse
from decimal import Decimal

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

CONDITIONAL = {"STOP": "stop_limit", "STOP_MARKET": "stop", "STOP_LOSS": "stop",
               "STOP_LOSS_LIMIT": "stop_limit", "TAKE_PROFIT": "take_profit",
               "TAKE_PROFIT_MARKET": "take_profit", "TAKE_PROFIT_LIMIT": "take_profit",
               "TRAILING_STOP_MARKET": "stop"}
STATUSES = {"open": "NEW", "partial": "PARTIALLY_FILLED", "filled": "FILLED",
            "cancelled": "CANCELED"}
REASONS = {
    "key": (401, -2015, "Invalid API-key, IP, or permissions for action."),
    "signature": (400, -1022, "Signature for this request is not valid."),
    "time": (400, -1021, "Timestamp for this request is outside of the recvWindow."),
    "market": (400, -1121, "Invalid symbol."),
    "order": (400, -2013, "Order does not exist."),
    "done": (400, -2011, "Unknown order sent."),
    "duplicate": (400, -4116, "ClientOrderId is duplicated."),
    "reduce": (400, -2022, "ReduceOnly Order is rejected."),
    "funds": (400, -2010, "Account has insufficient balance for requested action."),
    "side": (400, -4061, "Order's position side does not match user's setting."),
    "extra": (400, -1106, "Parameter 'reduceonly' sent when not required."),
    "endpoint": (400, -4120, "Order type not supported for this endpoint."),
}


class Family(Exchange):
    ROOT = "/fapi/v1/"
    NOTIONAL = ("MIN_NOTIONAL", "notional")
    HAS_ALGO = False
    ALL_OPEN = "allOpenOrders"

    def refusal(self, reason):
        status, code, message = REASONS[reason]
        return Refusal({"code": code, "msg": message}, status)

    def listing(self, base):
        return [Market(f"{base}USDT", base, "USDT", is_spot=self.ROOT == "/api/v3/")]

    def read_body(self, body):
        # Signed parameters stand in the query or in the body.
        self.query |= dict(urllib.parse.parse_qsl(body.decode("latin-1")))
        return {}

    def check(self, request):
        if self.header("X-MBX-APIKEY") != self.KEY:
            raise self.refusal("key")
        text = request.target.partition("?")[2] + request.body.decode("latin-1")
        payload, _, signature = text.rpartition("&signature=")
        code = hmac.new(self.SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest()
        if code != signature:
            raise self.refusal("signature")
        sent, window = int(self.query["timestamp"]), int(self.query["recvWindow"])
        if not sent - 1000 < self.now() <= sent + window:
            raise self.refusal("time")

    def open_routes(self):
        return {f"GET {self.ROOT}time": lambda: {"serverTime": self.now()},
                f"GET {self.ROOT}exchangeInfo": self.information,
                f"GET {self.ROOT}ticker/24hr": self.ticker}

    def signed_routes(self):
        return {f"POST {self.ROOT}order": lambda: self.take_order(False),
                f"GET {self.ROOT}order": lambda: self.shown(self.asked()),
                f"DELETE {self.ROOT}order": lambda: self.shown(self.cancel(self.asked())),
                f"PUT {self.ROOT}order": self.amend,
                f"GET {self.ROOT}openOrders": lambda: self.listed(False),
                f"DELETE {self.ROOT}{self.ALL_OPEN}": lambda: self.cancel_open(False),
                f"GET {self.ROOT}userTrades": self.trades,
                f"POST {self.ROOT}leverage": lambda: {"leverage": int(self.query["leverage"])},
                "GET /sapi/v1/account/apiRestrictions": self.restrictions}

    # Markets.

    def information(self):
        lot = {"stepSize": "0.001", "minQty": "0.001"}
        kind, member = self.NOTIONAL
        filters = [{"filterType": "PRICE_FILTER", "tickSize": "0.10"},
                   {"filterType": "LOT_SIZE", "maxQty": "1000"} | lot,
                   {"filterType": "MARKET_LOT_SIZE", "maxQty": "120"} | lot,
                   {"filterType": kind, member: "5"}]
        return {"symbols": [
            {"symbol": m.name, "baseAsset": m.base, "quoteAsset": m.quote, "marginAsset": "USDT",
             "status": "TRADING", "contractType": "PERPETUAL", "filters": filters}
            for m in self.markets.values()]}

    def ticker(self):
        market = self.market(self.query["symbol"])
        return {"symbol": market.name, "lastPrice": str(self.price(market)),
                "closeTime": self.now()}

    # The account.

    def account(self):
        return {"canTrade": True, "canWithdraw": self.can_withdraw,
                "assets": [{"asset": "USDT", "walletBalance": str(self.balances["USDT"]),
                            "availableBalance": str(self.balances["USDT"])}]}

    def restrictions(self):
        return {"ipRestrict": False, "enableReading": True, "enableFutures": True,
                "enableSpotAndMarginTrading": True, "enableWithdrawals": self.can_withdraw}

    def held(self):
        held = [(*key.partition(" ")[::2], *value) for key, value in self.positions.items()]
        return [{"symbol": name, "positionAmt": str(amount), "positionSide": side or "BOTH",
                 "entryPrice": str(entry), "markPrice": str(self.price(self.markets[name])),
                 "unRealizedProfit": str((self.price(self.markets[name]) - entry) * amount)}
                for name, side, amount, entry in held if amount]

    def trades(self):
        return [self.shown_fill(f) for f in reversed(self.fills_of(self.query.get("orderId")))]

    def shown_fill(self, fill):
        is_buy = fill.order.is_buy
        return {"symbol": fill.order.market.name, "id": fill.number,
                "orderId": int(fill.order.number), "side": "BUY" if is_buy else "SELL",
                "isBuyer": is_buy, "price": str(fill.price), "qty": str(fill.quantity),
                "commission": str(fill.fee), "commissionAsset": "USDT", "maker": False,
                "isMaker": False, "time": fill.time}

    # Orders.

    def asked(self):
        given, is_algo = self.query, "algoId" in self.query or "clientAlgoId" in self.query
        return self.find(given.get("algoId" if is_algo else "orderId"),
                         given.get("clientAlgoId" if is_algo else "origClientOrderId"), is_algo)

    def is_taken(self, order):
        return order.status == "open"

    def take_order(self, is_algo):
        given = self.query
        waits = given["type"] in CONDITIONAL
        if self.HAS_ALGO and waits != is_algo:
            raise self.refusal("endpoint")
        kind = CONDITIONAL.get(given["type"], given["type"].lower())
        is_buy = given["side"] == "BUY"
        side = given.get("positionSide", "BOTH").replace("BOTH", "")
        if bool(side) != self.is_hedged:
            raise self.refusal("side")
        if side and "reduceOnly" in given:
            raise self.refusal("extra")
        closes = side and is_buy == (side == "SHORT")
        trail = None
        if "callbackRate" in given:
            assert given["type"] == "TRAILING_STOP_MARKET", "nothing else follows the market"
            trail = Decimal(given["callbackRate"]) / 100
        elif "trailingDelta" in given:
            trail = Decimal(given["trailingDelta"]) / 10_000
        stop = next((given[k] for k in ("triggerPrice", "stopPrice", "activatePrice",
                                        "activationPrice") if k in given), None)
        if waits and trail is None:
            assert stop, "it waits for a price"
        order = self.place(Order(
            given.get("clientAlgoId" if is_algo else "newClientOrderId"),
            self.market(given["symbol"]), is_buy, kind, Decimal(given["quantity"]),
            Decimal(given["price"]) if "price" in given else None,
            Decimal(stop) if stop else None, rises=is_buy == (kind != "take_profit"), trail=trail,
            best=self.price(self.market(given["symbol"])) if trail and not stop else None,
            reduces=closes or given.get("reduceOnly") == "true",
            is_algo=is_algo, position_side=side, given={"type": given["type"]}))
        return self.shown(order)

    def take_orders(self):
        def take(given):
            assert given["type"] in ("LIMIT", "MARKET")
            self.query = given
            return self.take_order(False)

        return self.place_each(json.loads(self.query["batchOrders"]), 5, take,
                               lambda refusal, _: refusal)

    def trigger(self, order):
        if not self.HAS_ALGO:
            return super().trigger(order)
        # It becomes an order of the other endpoints, under the same name.
        order.status = "triggered"
        order.became = self.place(Order(
            order.name, order.market, order.is_buy, order.kind, order.quantity, order.price,
            reduces=order.reduces, position_side=order.position_side,
            given={"type": "LIMIT" if order.price else "MARKET"}))

    def amend(self):
        order = self.asked()
        order.quantity = Decimal(self.query["quantity"])
        order.price = Decimal(self.query["price"])
        return self.shown(order)

    def listed(self, is_algo):
        return [self.shown(o) for o in self.open_orders(self.query.get("symbol"), is_algo)][::-1]

    def shown(self, order):
        if order.is_algo:
            return self.shown_algo(order)
        return {"symbol": order.market.name, "orderId": int(order.number),
                "clientOrderId": order.name, "side": "BUY" if order.is_buy else "SELL",
                "type": order.given["type"], "origType": order.given["type"],
                "status": STATUSES[order.state], "origQty": str(order.quantity),
                "executedQty": str(order.filled), "price": str(order.price or 0),
                "stopPrice": str(order.stop or 0), "avgPrice": str(self.average(order) or 0),
                "reduceOnly": order.reduces, "time": order.time, "updateTime": self.now()} | (
                    self.shown_trail(order))

    def shown_trail(self, order):
        if order.trail is None:
            return {}
        if self.ROOT == "/api/v3/":
            return {"trailingDelta": int(order.trail * 10_000)}
        return {"activatePrice": str(order.stop or ""), "priceRate": plain(order.trail * 100)}

    def shown_algo(self, order):
        statuses = STATUSES | {"triggered": "FINISHED"}
        return {"algoId": int(order.number), "clientAlgoId": order.name,
                "orderType": order.given["type"], "symbol": order.market.name,
                "side": "BUY" if order.is_buy else "SELL", "quantity": str(order.quantity),
                "algoStatus": statuses[order.status], "triggerPrice": str(order.stop or 0),
                "activatePrice": str(order.stop or "") if order.trail else "",
                "callbackRate": plain(order.trail * 100) if order.trail else "",
                "price": str(order.price or 0), "reduceOnly": order.reduces,
                "actualOrderId": order.became.number if order.became else ""}


class Binance(Family):
    ROOT = "/api/v3/"
    NOTIONAL = ("NOTIONAL", "minNotional")

    def signed_routes(self):
        routes = super().signed_routes()
        for name in ("PUT /api/v3/order", "POST /api/v3/leverage", "GET /api/v3/userTrades"):
            del routes[name]
        return routes | {"GET /api/v3/account": self.account, "GET /api/v3/myTrades": self.trades,
                         "DELETE /api/v3/order": self.cancelled}

    def cancelled(self):
        """The request has a name of its own, which stands where the order's stands elsewhere."""
        order = self.cancel(self.asked())
        return self.shown(order) | {"origClientOrderId": order.name, "clientOrderId": "a cancel"}

    def account(self):
        return {"canTrade": True, "canWithdraw": self.can_withdraw,
                "balances": [{"asset": asset, "free": str(amount - self.locked(asset)),
                              "locked": str(self.locked(asset))}
                             for asset, amount in self.balances.items()]}

    def shown(self, order):
        shown = super().shown(order)
        fills = [self.shown_fill(f) for f in self.fills if f.order is order]
        return {k: v for k, v in shown.items() if k not in ("avgPrice", "reduceOnly")} | {
            "transactTime": order.time, "cummulativeQuoteQty": str(self.money(order)),
            "fills": [f | {"tradeId": f["id"]} for f in fills]}


class BinanceFutures(Family):
    HAS_ALGO = True

    def signed_routes(self):
        return super().signed_routes() | {
            "GET /fapi/v3/account": self.account, "GET /fapi/v3/positionRisk": self.held,
            "GET /fapi/v1/commissionRate": lambda: {
                "symbol": self.query["symbol"], "makerCommissionRate": "0.0002",
                "takerCommissionRate": "0.0004"},
            "GET /fapi/v1/symbolConfig": lambda: [{
                "symbol": self.query["symbol"], "marginType": "CROSSED", "leverage": 20}],
            "POST /fapi/v1/batchOrders": self.take_orders,
            "POST /fapi/v1/algoOrder": lambda: self.take_order(True),
            "GET /fapi/v1/algoOrder": lambda: self.shown(self.asked()),
            "DELETE /fapi/v1/algoOrder": self.cancel_algo,
            "GET /fapi/v1/openAlgoOrders": lambda: self.listed(True),
            "DELETE /fapi/v1/algoOpenOrders": lambda: self.cancel_open(True)}

    def cancel_open(self, is_algo):
        self.cancel_all(self.query["symbol"], is_algo)
        return {"code": 200, "msg": "The operation of cancel all open order is done."}

    def cancel_algo(self):
        order = self.cancel(self.asked())
        return {"algoId": int(order.number), "clientAlgoId": order.name, "code": "200",
                "msg": "success"}


class Aster(Family):
    def account(self):
        """What the account may do, whatever its key may."""
        return super().account() | {"canWithdraw": True}

    def open_routes(self):
        # Who has no key asks as those with keys of the third version do.
        routes = super().open_routes()
        return routes | {k.replace("/v1/", "/v3/"): action for k, action in routes.items()}

    def signed_routes(self):
        return super().signed_routes() | {"GET /fapi/v4/account": self.account,
                                          "GET /fapi/v2/positionRisk": self.held,
                                          "POST /fapi/v1/batchOrders": self.take_orders}
