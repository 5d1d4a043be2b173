"""Bybit version 5, the unified account: spot and linear contracts of one name, and inverse ones.

Written after github.com/bybit-exchange/docs, folder v5: guide, error, order, position, account.
"""

import hashlib
import hmac
import uuid
from decimal import Decimal

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

REASONS = {
    "key": (10003, "API key is invalid."),
    "signature": (10004, "error sign! please check your signature generation algorithm."),
    "time": (10002, "invalid request, please check your server timestamp or recv_window param"),
}
# The two kinds of markets have numbers of their own.
SPOT = {"market": (170121, "Invalid symbol."), "order": (170213, "Order does not exist."),
        "done": (170213, "Order does not exist."),
        "duplicate": (170141, "Duplicate clientOrderId"),
        "funds": (170131, "Insufficient balance.")}
LINEAR = {"market": (10001, "params error: symbol invalid"),
          "order": (110001, "order not exists or too late to cancel"),
          "done": (110001, "order not exists or too late to cancel"),
          "duplicate": (110072, "OrderLinkedID is duplicate"),
          "reduce": (110017, "current position is zero, cannot fix reduce-only order qty")}


class Bybit(Exchange):
    def listing(self, base):
        # Spot is named like the contract; here it has another key.
        return [Market(f"{base}USDT/spot", base, "USDT", is_spot=True),
                Market(f"{base}USDT/linear", base, "USDT", is_spot=False),
                Market(f"{base}USD/inverse", base, "USD", is_spot=False, is_inverse=True)]

    def asked_market(self):
        given = self.body or self.query
        return self.market(f"{given['symbol']}/{given['category']}")

    def refusal(self, reason):
        given = self.body or self.query
        own = SPOT if given.get("category") == "spot" else LINEAR
        code, message = REASONS.get(reason) or own[reason]
        return Refusal(self.told({}, code, message))

    def told(self, result, code=0, message="OK"):
        return {"retCode": code, "retMsg": message, "result": result, "retExtInfo": {},
                "time": self.now()}

    def page(self, items, **more):
        """A list, which has a mark behind it wherever there is something in it."""
        items = [] if self.query.get("cursor") else items
        return self.told({"list": items, "nextPageCursor": "page%3D2" if items else ""} | more)

    def check(self, request):
        if self.header("X-BAPI-API-KEY") != self.KEY:
            raise self.refusal("key")
        stamp, window = self.header("X-BAPI-TIMESTAMP"), self.header("X-BAPI-RECV-WINDOW")
        query = request.target.partition("?")[2]
        payload = (stamp + self.KEY + window + query).encode() + request.body
        code = hmac.new(self.SECRET.encode(), payload, hashlib.sha256).hexdigest()
        if code != self.header("X-BAPI-SIGN"):
            raise self.refusal("signature")
        if not self.now() - int(window) <= int(stamp) < self.now() + 1000:
            raise self.refusal("time")

    def open_routes(self):
        return {"GET /v5/market/time": lambda: self.told({"timeSecond": str(self.now() // 1000)}),
                "GET /v5/market/instruments-info": self.instruments,
                "GET /v5/market/tickers": self.ticker}

    def signed_routes(self):
        return {"GET /v5/account/wallet-balance": self.balance,
                "GET /v5/user/query-api": self.permissions,
                "GET /v5/position/list": self.held,
                "POST /v5/position/set-leverage": lambda: self.told({}),
                "POST /v5/order/create": self.take_order, "POST /v5/order/amend": self.amend,
                "POST /v5/order/create-batch": self.take_orders,
                "POST /v5/order/cancel-batch": self.cancel_orders,
                "POST /v5/order/cancel": lambda: self.heard(self.cancel(self.asked())),
                "GET /v5/order/realtime": self.listed, "GET /v5/order/history": self.listed,
                "GET /v5/execution/list": self.trades}

    # Markets.

    def instruments(self):
        scope = self.query["category"]
        shown = {"spot": self.spot, "linear": self.linear, "inverse": self.inverse}[scope]
        return self.told({"category": scope, "nextPageCursor": "", "list": [
            shown(m) for m in self.markets.values() if m.name.endswith(f"/{scope}")]})

    def spot(self, market):
        return {"symbol": f"{market.base}USDT", "baseCoin": market.base, "quoteCoin": "USDT",
                "innovation": "0", "status": "Trading", "marginTrading": "utaOnly",
                "lotSizeFilter": {"basePrecision": "0.000001", "quotePrecision": "0.0000001",
                                  "minOrderQty": "0.000011", "maxOrderQty": "83",
                                  "minOrderAmt": "5", "maxOrderAmt": "8000000"},
                "priceFilter": {"tickSize": "0.1"}}

    def linear(self, market):
        return {"symbol": f"{market.base}USDT", "contractType": "LinearPerpetual",
                "status": "Trading", "baseCoin": market.base, "quoteCoin": "USDT",
                "settleCoin": "USDT", "priceScale": "2",
                "leverageFilter": {"minLeverage": "1", "maxLeverage": "100.00"},
                "priceFilter": {"minPrice": "0.10", "maxPrice": "1999999.80", "tickSize": "0.10"},
                "lotSizeFilter": {"maxOrderQty": "1190.000", "minOrderQty": "0.001",
                                  "qtyStep": "0.001", "maxMktOrderQty": "500.000",
                                  "minNotionalValue": "5"}}

    def inverse(self, market):
        return {"symbol": f"{market.base}USD", "contractType": "InversePerpetual",
                "status": "Trading", "baseCoin": market.base, "quoteCoin": "USD",
                "settleCoin": market.base, "priceScale": "2",
                "leverageFilter": {"minLeverage": "1", "maxLeverage": "100.00"},
                "priceFilter": {"minPrice": "0.10", "maxPrice": "1999999.80", "tickSize": "0.10"},
                "lotSizeFilter": {"maxOrderQty": "25000000", "minOrderQty": "1",
                                  "qtyStep": "1", "maxMktOrderQty": "5000000",
                                  "minNotionalValue": ""}}

    def ticker(self):
        market = self.asked_market()
        price = str(self.price(market))
        return self.told({"category": self.query["category"], "list": [
            {"symbol": self.query["symbol"], "lastPrice": price, "bid1Price": price,
             "bid1Size": "1", "ask1Price": price, "ask1Size": "1", "markPrice": price}]})

    # The account.

    def balance(self):
        coins = [{"coin": asset, "equity": plain(amount), "walletBalance": plain(amount),
                  "locked": plain(self.locked(asset)), "totalOrderIM": "0",
                  "totalPositionIM": "0", "availableToWithdraw": "", "unrealisedPnl": "0"}
                 for asset, amount in self.balances.items()]
        return self.told({"list": [{"accountType": "UNIFIED", "totalEquity": "10000",
                                    "coin": coins}]})

    def permissions(self):
        wallet = ["AccountTransfer"] + (["Withdraw"] if self.can_withdraw else [])
        return self.told({"id": "1", "note": "", "apiKey": self.KEY, "readOnly": 0, "secret": "",
                          "permissions": {"ContractTrade": ["Order", "Position"],
                                          "Spot": ["SpotTrade"], "Wallet": wallet, "Options": []},
                          "ips": ["*"], "type": 1, "uta": 1})

    def held(self):
        scope, is_other = self.query["category"], self.query.get("settleCoin") == "USDC"
        return self.page([
            {"symbol": name.partition("/")[0], "positionIdx": 0,
             "side": "Buy" if amount > 0 else "Sell", "size": plain(abs(amount)),
             "avgPrice": str(entry), "markPrice": str(self.price(self.markets[name])),
             "leverage": "3", "liqPrice": "", "positionStatus": "Normal", "tradeMode": 0,
             "unrealisedPnl": plain(self.profit(name))}
            for name, (amount, entry) in self.positions.items()
            if amount and name.endswith(f"/{scope}") and not is_other])

    def trades(self):
        market = self.asked_market()
        name = self.query.get("orderLinkId")
        return self.page([
            {"symbol": self.query["symbol"], "orderId": f.order.number, "orderLinkId": f.order.name,
             "side": "Buy" if f.order.is_buy else "Sell", "orderType": "Market",
             "execId": str(f.number), "execType": "Trade", "execPrice": str(f.price),
             "execQty": plain(f.quantity), "execFee": str(f.fee), "execTime": str(f.time),
             "feeCurrency": "USDT" if market.is_spot else "", "isMaker": False, "seq": 1}
            for f in self.fills_of(self.query.get("orderId"), market.name)
            if name in (None, f.order.name)], category=self.query["category"])

    # Orders.

    def identifier(self, number, is_algo):
        if self.body["category"] == "spot":
            return super().identifier(number, is_algo)
        return str(uuid.UUID(int=(0xFEDCBA << 80) + number))

    def asked(self):
        given, market = self.body, self.asked_market()
        order = self.find(given.get("orderId"), given.get("orderLinkId"))
        # Those of spot that wait are kept apart.
        wants = "StopOrder" if market.is_spot and order.waits else "Order"
        is_apart = market.is_spot and given.get("orderFilter", "Order") != wants
        if order.market is not market or is_apart:
            raise self.refusal("order")
        return order

    def heard(self, order):
        return self.told({"orderId": order.number, "orderLinkId": order.name})

    def take_order(self):
        given, market = self.body, self.asked_market()
        is_buy, stop = given["side"] == "Buy", given.get("triggerPrice")
        rises = (given["triggerDirection"] == 1 if "triggerDirection" in given
                 else bool(stop) and Decimal(stop) > self.price(market))
        kind = given["orderType"].lower()
        if stop:
            kind = "take_profit" if rises != is_buy else "stop_limit" if kind == "limit" else "stop"
        if market.is_spot and given["orderType"] == "Market":
            is_base = given.get("marketUnit", "quoteCoin" if is_buy else "baseCoin") == "baseCoin"
            assert is_base, "a size is money where nothing else is said"
        return self.heard(self.place(Order(
            given["orderLinkId"], market, is_buy, kind, Decimal(given["qty"]),
            Decimal(given["price"]) if "price" in given else None,
            Decimal(stop) if stop else None, rises, given.get("reduceOnly") is True, given=given)))

    def take_orders(self):
        category = self.body["category"]

        def take(given):
            self.body = given | {"category": category}
            told = self.take_order()["result"]
            return told | {"category": category, "createAt": str(self.now())}, (0, "OK")

        def refused(refusal, given):
            nothing = {"category": category, "symbol": given["symbol"], "orderId": "",
                       "orderLinkId": given["orderLinkId"], "createAt": ""}
            return nothing, (refusal["retCode"], refusal["retMsg"])

        most = 10 if category == "spot" else 20
        return self.told_each(self.place_each(self.body["request"], most, take, refused))

    def cancel_orders(self):
        category = self.body["category"]

        def take(given):
            self.body = given | {"category": category}
            return self.heard(self.cancel(self.asked()))["result"], (0, "OK")

        def refused(refusal, given):
            return {"category": category} | given, (refusal["retCode"], refusal["retMsg"])

        most = 10 if category == "spot" else 20
        return self.told_each(self.each(self.body["request"], most, take, refused))

    def told_each(self, answers):
        return self.told({"list": [told for told, _ in answers]}) | {
            "retExtInfo": {"list": [{"code": c, "msg": m} for _, (c, m) in answers]}}

    def amend(self):
        order = self.asked()
        order.quantity = Decimal(self.body.get("qty", order.quantity))
        order.price = Decimal(self.body.get("price", order.price or 0)) or None
        return self.heard(order)

    def listed(self):
        scope = self.query["category"]
        number, name = self.query.get("orderId"), self.query.get("orderLinkId")
        wanted = f"{self.query['symbol']}/{scope}" if "symbol" in self.query else None
        orders = [o for o in reversed(self.orders)
                  if o.market.name.endswith(f"/{scope}") and wanted in (None, o.market.name)]
        if self.query.get("settleCoin") == "USDC":
            orders = []
        if number or name:
            # What has ended lately is told by its number too.
            orders = [o for o in orders if number == o.number or not number and name == o.name]
        elif "order/realtime" in self.request.target:
            orders = [o for o in orders if o.status == "open"]
        return self.page([self.shown(o) for o in orders], category=scope)

    def shown(self, order):
        average = self.average(order)
        is_part = order.filled and order.market.is_spot
        cancelled = "PartiallyFilledCanceled" if is_part else "Cancelled"
        status = {"open": "Untriggered" if order.waits else "New", "partial": "PartiallyFilled",
                  "filled": "Filled",
                  "cancelled": "Deactivated" if order.waits else cancelled}[order.state]
        return {"orderId": order.number, "orderLinkId": order.name, "blockTradeId": "",
                "symbol": order.market.name.partition("/")[0], "side": order.given["side"],
                "price": plain(order.price) if order.price else "0", "qty": plain(order.quantity),
                "isLeverage": "", "positionIdx": 0, "orderStatus": status, "cancelType": "UNKNOWN",
                "rejectReason": "EC_NoError", "avgPrice": plain(average) if average else "",
                "leavesQty": plain(order.rest), "cumExecQty": plain(order.filled),
                "cumExecValue": plain(self.money(order)), "cumExecFee": "0",
                "timeInForce": "GTC" if order.price else "IOC",
                "orderType": order.given["orderType"],
                "stopOrderType": "Stop" if order.stop else "UNKNOWN",
                "marketUnit": order.given.get("marketUnit", ""),
                "triggerPrice": plain(order.stop) if order.stop else "0.00",
                "triggerDirection": (1 if order.rises else 2) if order.stop else 0,
                "takeProfit": "", "stopLoss": "", "reduceOnly": order.reduces,
                "closeOnTrigger": False, "createdTime": str(order.time),
                "updatedTime": str(self.now())}
