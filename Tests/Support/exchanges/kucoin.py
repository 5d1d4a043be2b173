"""KuCoin spot by its accounts of high frequency, and KuCoin futures in contracts.

Written after www.kucoin.com/docs-new: "Authentication", "Spot Trading", "Futures Trading".
"""

import base64
import hashlib
import hmac
from decimal import Decimal

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

REASONS = {
    "key": (401, "400003", "KC-API-KEY not exists"),
    "passphrase": (401, "400004", "KC-API-PASSPHRASE error"),
    "signature": (401, "400005", "Signature error"),
    "time": (401, "400002", "KC-API-TIMESTAMP Invalid"),
    "duplicate": (200, "102426", "The order ID already exists"),
}
SPOT = {"market": (200, "900001", "symbol not exists"),
        "order": (200, "400100", "order_not_exist_or_not_allow_to_be_cancelled"),
        "done": (200, "400100", "order_not_exist_or_not_allow_to_be_cancelled"),
        "funds": (200, "200004", "Balance insufficient!")}
FUTURES = {"market": (200, "200003", "Symbol not exists."),
           "order": (200, "100001", "error.getOrder.orderNotExist"),
           "done": (200, "100004", "The order cannot be canceled."),
           "reduce": (200, "300009", "No open positions to close.")}


def long(number):
    """Orders that wait have twenty digits behind the point."""
    return format(number, ".20f")


class Family(Exchange):
    PASSPHRASE = "words"
    LOST = {"status": 404, "body": '{"code":"404","msg":"Not Found"}'}
    OWN = {}

    def identifier(self, number, is_algo):
        return ("vs93gpruc69s00cs" if is_algo else "670fd33bf9406e00") + f"{number:08x}"

    def refusal(self, reason):
        status, code, message = REASONS.get(reason) or self.OWN[reason]
        return Refusal({"code": code, "msg": message}, status)

    @staticmethod
    def told(data):
        return {"code": "200000", "data": data}

    def page(self, items):
        return self.told({"currentPage": 1, "pageSize": 50, "totalNum": len(items),
                          "totalPage": 1 if items else 0, "items": items})

    def signature(self, text):
        code = hmac.new(self.SECRET.encode(), text, hashlib.sha256).digest()
        return base64.b64encode(code).decode()

    def check(self, request):
        if self.header("KC-API-KEY") != self.KEY:
            raise self.refusal("key")
        assert self.header("KC-API-KEY-VERSION") in ("2", "3")
        if self.header("KC-API-PASSPHRASE") != self.signature(self.PASSPHRASE.encode()):
            raise self.refusal("passphrase")
        stamp = self.header("KC-API-TIMESTAMP")
        payload = (stamp + request.method + request.target).encode() + request.body
        if self.header("KC-API-SIGN") != self.signature(payload):
            raise self.refusal("signature")
        if abs(int(stamp) - self.now()) > 5000:
            raise self.refusal("time")

    def open_routes(self):
        return {"GET /api/v1/timestamp": lambda: self.told(self.now())}

    def signed_routes(self):
        return {"GET /api/v1/user/api-key": self.permissions}

    def permissions(self):
        words = "General,Futures,Spot" + (",Transfer" if self.can_withdraw else "")
        return self.told({"remark": "test", "apiKey": self.KEY, "apiVersion": 3,
                          "permission": words, "ipWhitelist": "", "isMaster": True, "uid": 1})


class KuCoin(Family):
    OWN = SPOT

    def listing(self, base):
        return [Market(f"{base}-USDT", base, "USDT", is_spot=True)]

    def open_routes(self):
        return super().open_routes() | {"GET /api/v2/symbols": self.symbols,
                                        "GET /api/v1/market/orderbook/level1": self.ticker}

    def signed_routes(self):
        return super().signed_routes() | {
            "GET /api/v1/accounts": self.accounts,
            "POST /api/v1/hf/orders": lambda: self.take_order(False),
            "POST /api/v1/hf/orders/multi": self.take_orders,
            "POST /api/v1/stop-order": lambda: self.take_order(True),
            "GET /api/v1/hf/orders/active/symbols": self.names,
            "GET /api/v1/hf/orders/active": lambda: self.told(
                list(map(self.shown, self.open_orders(self.query["symbol"], False)))),
            "GET /api/v1/hf/orders/client-order/{}": lambda name: self.lookup(name=name),
            "GET /api/v1/hf/orders/{}": lambda number: self.lookup(number),
            "DELETE /api/v1/hf/orders/client-order/{}": lambda name: self.told(
                {"clientOid": self.cancel(self.find(name=name, is_algo=False)).name}),
            "DELETE /api/v1/hf/orders/{}": lambda number: self.told(
                {"orderId": self.cancel(self.find(number, is_algo=False)).number}),
            "GET /api/v1/hf/fills": self.trades,
            "GET /api/v1/stop-order": lambda: self.page(
                list(map(self.shown_stop, self.open_orders(self.query.get("symbol"), True)))),
            "GET /api/v1/stop-order/queryOrderByClientOid": lambda: self.told(
                self.stops(name=self.query["clientOid"])),
            "GET /api/v1/stop-order/{}": lambda number: self.told(
                next(iter(self.stops(number=number)), None)),
            "DELETE /api/v1/stop-order/cancelOrderByClientOid": lambda: self.told(
                {"cancelledOrderId": self.cancel(self.find(
                    name=self.query["clientOid"], is_algo=True)).number,
                 "clientOid": self.query["clientOid"]}),
            "DELETE /api/v1/stop-order/{}": lambda number: self.told(
                {"cancelledOrderIds": [self.cancel(self.find(number, is_algo=True)).number]})}

    # Markets and the account.

    def symbols(self):
        return self.told([
            {"symbol": m.name, "name": m.name, "baseCurrency": m.base, "quoteCurrency": m.quote,
             "feeCurrency": m.quote, "market": "USDS", "baseMinSize": "0.00001",
             "quoteMinSize": "0.1", "baseMaxSize": "10000000000", "quoteMaxSize": "99999999",
             "baseIncrement": "0.00000001", "quoteIncrement": "0.000001", "priceIncrement": "0.1",
             "priceLimitRate": "0.1", "minFunds": "0.1", "isMarginEnabled": True,
             "enableTrading": True} for m in self.markets.values()])

    def ticker(self):
        price = str(self.price(self.market(self.query["symbol"])))
        return self.told({"time": self.now(), "sequence": "1", "price": price, "size": "0.1",
                          "bestBid": price, "bestBidSize": "1", "bestAsk": price,
                          "bestAskSize": "1"})

    def accounts(self):
        kept = [{"id": "1", "currency": "USDT", "type": "main", "balance": "77",
                 "available": "77", "holds": "0"}]
        return self.told(kept + [
            {"id": asset, "currency": asset, "type": "trade", "balance": plain(amount),
             "available": plain(amount - self.locked(asset)), "holds": plain(self.locked(asset))}
            for asset, amount in self.balances.items()])

    def trades(self):
        fills = self.fills_of(self.query.get("orderId"), self.query["symbol"])
        return self.told({"lastId": fills[-1].number if fills else 0, "items": [
            {"id": f.number, "symbol": f.order.market.name, "tradeId": f.number,
             "orderId": f.order.number, "counterOrderId": "6", "price": str(f.price),
             "side": "buy" if f.order.is_buy else "sell", "liquidity": "taker",
             "forceTaker": False, "size": plain(f.quantity), "funds": plain(f.price * f.quantity),
             "fee": str(f.fee), "feeRate": "0.001", "feeCurrency": "USDT", "stop": "",
             "tradeType": "TRADE", "type": "market", "createdAt": f.time} for f in fills]})

    # Orders.

    def is_taken(self, order):
        return order.is_algo == self.request.target.endswith("stop-order")

    def take_order(self, is_algo):
        given = self.body
        is_buy, rises = given["side"] == "buy", given.get("stop") == "entry"
        kind = given["type"]
        if is_algo:
            stop = "stop_limit" if "price" in given else "stop"
            kind = stop if rises == is_buy else "take_profit"
        order = self.place(Order(
            given["clientOid"], self.market(given["symbol"]), is_buy, kind, Decimal(given["size"]),
            Decimal(given["price"]) if "price" in given else None,
            Decimal(given["stopPrice"]) if is_algo else None, rises, is_algo=is_algo, given=given))
        return self.told({"orderId": order.number, "clientOid": order.name})

    def take_orders(self):
        def take(given):
            assert given["type"] == "limit"
            self.body = given
            return self.take_order(False)["data"] | {"success": True}

        return self.told(self.place_each(
            self.body["orderList"], 5, take,
            lambda refusal, _: {"success": False, "failMsg": refusal["msg"]}))

    def trigger(self, order):
        order.status = "triggered"
        self.place(Order(order.name, order.market, order.is_buy, order.kind, order.quantity,
                         order.price, given=order.given))

    def lookup(self, number=None, name=None):
        try:
            return self.told(self.shown(self.find(number, name, is_algo=False)))
        except Refusal:
            return self.told(None)

    def names(self):
        names = sorted({o.market.name for o in self.open_orders(is_algo=False)})
        return self.told({"symbols": names} if names else None)

    def stops(self, number=None, name=None):
        """Those that wait, or became others; what was cancelled is forgotten."""
        return [self.shown_stop(o) for o in self.orders
                if o.is_algo and o.status != "cancelled" and (o.number == number or o.name == name)]

    def shown(self, order):
        is_open = order.status == "open"
        return {"id": order.number, "symbol": order.market.name, "opType": "DEAL",
                "type": "limit" if order.price else "market", "side": order.given["side"],
                "price": plain(order.price) if order.price else "0", "size": plain(order.quantity),
                "funds": "0", "dealSize": plain(order.filled),
                "dealFunds": plain(self.money(order)), "remainSize": plain(order.rest),
                "remainFunds": "0", "cancelledSize": "0", "cancelledFunds": "0", "fee": "0",
                "feeCurrency": "USDT", "stp": None, "timeInForce": "GTC", "postOnly": False,
                "hidden": False, "iceberg": False, "visibleSize": "0", "cancelAfter": -1,
                "channel": "API", "clientOid": order.name, "remark": None, "tags": None,
                "cancelExist": order.status == "cancelled", "tradeType": "TRADE",
                "inOrderBook": is_open, "active": is_open, "tax": "0", "createdAt": order.time,
                "lastUpdatedAt": self.now()}

    def shown_stop(self, order):
        status = {"open": "NEW", "triggered": "TRIGGERED"}[order.status]
        return {"id": order.number, "symbol": order.market.name, "userId": "u", "status": status,
                "type": order.given["type"], "side": order.given["side"],
                "price": long(order.price) if order.price else None, "size": long(order.quantity),
                "funds": None, "stp": None, "timeInForce": "GTC", "cancelAfter": -1,
                "postOnly": False, "hidden": False, "iceberg": False, "visibleSize": None,
                "channel": "API", "clientOid": order.name, "remark": None, "tags": None,
                "relatedNo": None, "orderTime": order.time * 1_000_000, "domainId": "kucoin",
                "tradeSource": "USER", "tradeType": "TRADE", "feeCurrency": "USDT",
                "takerFeeRate": long(Decimal("0.001")), "makerFeeRate": long(Decimal("0.001")),
                "createdAt": order.time, "stop": order.given["stop"], "stopTriggerTime": None,
                "stopPrice": long(order.stop), "limitPrice": None, "pop": None,
                "activateCondition": None}


class KuCoinFutures(Family):
    OWN = FUTURES

    def listing(self, base):
        name = "XBT" if base == "BTC" else base
        return [Market(f"{name}USDTM", base, "USDT", is_spot=False, size=Decimal("0.001"))]

    def open_routes(self):
        return super().open_routes() | {"GET /api/v1/contracts/active": self.contracts,
                                        "GET /api/v1/ticker": self.ticker}

    def signed_routes(self):
        return super().signed_routes() | {
            "GET /api/v1/account-overview": self.overview, "GET /api/v1/positions": self.held,
            "POST /api/v1/orders": self.take_order, "GET /api/v1/orders": self.listed,
            "POST /api/v1/orders/multi": self.take_orders,
            "GET /api/v1/stopOrders": lambda: self.page(
                [self.shown(o) for o in self.open_orders(self.query.get("symbol")) if o.waits]),
            "GET /api/v1/orders/byClientOid": lambda: self.told(
                self.shown(self.find(name=self.query["clientOid"]))),
            "GET /api/v1/orders/{}": lambda number: self.told(self.shown(self.find(number))),
            "DELETE /api/v1/orders/client-order/{}": lambda name: self.told(
                {"clientOid": self.cancel(self.find(name=name)).name}),
            "DELETE /api/v1/orders/{}": lambda number: self.told(
                {"cancelledOrderIds": [self.cancel(self.find(number)).number]}),
            "GET /api/v1/fills": self.trades,
            "GET /api/v2/getCrossUserLeverage": lambda: self.told(
                {"symbol": self.query["symbol"], "leverage": "3"}),
            "POST /api/v2/changeCrossUserLeverage": lambda: self.told(True)}

    # Markets and the account.

    def contracts(self):
        return self.told([
            {"symbol": m.name, "rootSymbol": "USDT", "type": "FFWCSX", "expireDate": None,
             "baseCurrency": m.name[:-5], "quoteCurrency": "USDT", "settleCurrency": "USDT",
             "maxOrderQty": 1000000, "marketMaxOrderQty": 800000, "maxPrice": 1000000.0,
             "lotSize": 1, "tickSize": 0.1, "indexPriceTickSize": 0.01, "multiplier": 0.001,
             "initialMargin": 0.008, "isInverse": False, "isQuanto": False, "status": "Open",
             "maxLeverage": 125} for m in self.markets.values()])

    def ticker(self):
        market = self.market(self.query["symbol"])
        price = str(self.price(market))
        return self.told({"sequence": 1, "symbol": market.name, "side": "sell", "size": 1,
                          "tradeId": "1", "price": price, "bestBidPrice": price,
                          "bestBidSize": 1, "bestAskPrice": price, "bestAskSize": 1,
                          "ts": self.now() * 1_000_000})

    def overview(self):
        currency = self.query["currency"]
        amount = float(self.balances.get(currency, 0))
        return self.told({"currency": currency, "accountEquity": amount, "unrealisedPNL": 0.0,
                          "marginBalance": amount, "positionMargin": 0.0, "orderMargin": 0.0,
                          "frozenFunds": 0.0, "availableBalance": amount, "riskRatio": 0.0})

    def held(self):
        return self.told([
            {"id": "1", "symbol": name, "crossMode": False, "marginMode": "ISOLATED",
             "positionSide": "BOTH", "isOpen": True, "isInverse": False,
             "currentQty": int(amount / self.markets[name].size), "avgEntryPrice": float(entry),
             "markPrice": float(self.price(self.markets[name])), "leverage": 3.0,
             "realLeverage": 2.99, "liquidationPrice": 0, "settleCurrency": "USDT",
             "unrealisedPnl": float((self.price(self.markets[name]) - entry) * amount)}
            for name, (amount, entry) in self.positions.items() if amount])

    def trades(self):
        fills = self.fills_of(self.query.get("orderId"), self.query.get("symbol"))
        return self.page([
            {"symbol": f.order.market.name, "tradeId": str(f.number), "orderId": f.order.number,
             "side": "buy" if f.order.is_buy else "sell", "liquidity": "taker",
             "forceTaker": False, "price": str(f.price),
             "size": int(f.quantity / f.order.market.size), "value": plain(f.price * f.quantity),
             "feeRate": "0.0006", "fee": str(f.fee), "feeCurrency": "USDT", "stop": "",
             "tradeType": "trade", "orderType": "market", "tradeTime": f.time * 1_000_000,
             "settleCurrency": "USDT", "createdAt": f.time} for f in fills])

    # Orders.

    def take_order(self):
        given = self.body
        assert isinstance(given["size"], int), "contracts are whole"
        market = self.market(given["symbol"])
        is_buy, rises = given["side"] == "buy", given.get("stop") == "up"
        kind = given["type"]
        if "stop" in given:
            stop = "stop_limit" if "price" in given else "stop"
            kind = stop if rises == is_buy else "take_profit"
        order = self.place(Order(
            given["clientOid"], market, is_buy, kind, given["size"] * market.size,
            Decimal(given["price"]) if "price" in given else None,
            Decimal(given["stopPrice"]) if "stop" in given else None, rises,
            given.get("reduceOnly") is True, given=given))
        return self.told({"orderId": order.number, "clientOid": order.name})

    def take_orders(self):
        def take(given):
            self.body = given
            return self.take_order()["data"] | {"symbol": given["symbol"], "code": "200000",
                                                "msg": "success"}

        return self.told(self.place_each(
            self.body, 20, take,
            lambda refusal, given: {"orderId": "", "clientOid": given["clientOid"],
                                    "symbol": given["symbol"]} | refusal))

    def listed(self):
        is_active = self.query.get("status", "active") == "active"
        wanted = self.query.get("symbol")
        # Those that wait have a list of their own.
        return self.page([self.shown(o) for o in reversed(self.orders)
                          if (o.status == "open") == is_active and not o.waits
                          and wanted in (None, o.market.name)])

    def shown(self, order):
        size, average = order.market.size, self.average(order)
        return {"id": order.number, "symbol": order.market.name, "type": order.given["type"],
                "side": order.given["side"], "price": plain(order.price) if order.price else None,
                "size": int(order.quantity / size), "value": "0",
                "dealValue": plain(self.money(order)), "dealSize": int(order.filled / size),
                "stp": "", "stop": order.given.get("stop", ""),
                "stopPriceType": order.given.get("stopPriceType", ""),
                "stopTriggered": bool(order.stop) and not order.waits,
                "stopPrice": plain(order.stop) if order.stop else None, "timeInForce": "GTC",
                "postOnly": False, "hidden": False, "iceberg": False, "leverage": "3",
                "forceHold": False, "closeOrder": False, "visibleSize": 0,
                "clientOid": order.name, "remark": None, "tags": "",
                "isActive": order.status == "open", "cancelExist": order.status == "cancelled",
                "createdAt": order.time, "updatedAt": self.now(), "endAt": None,
                "orderTime": order.time * 1_000_000, "settleCurrency": "USDT",
                "marginMode": "ISOLATED", "avgDealPrice": plain(average) if average else "0",
                "filledSize": int(order.filled / size), "filledValue": plain(self.money(order)),
                "status": "open" if order.status == "open" else "done",
                "reduceOnly": order.reduces}
