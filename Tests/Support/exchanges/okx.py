"""OKX version 5: spot, and swaps that are counted in contracts of a hundredth bitcoin, or of a
hundred dollars.

Written after www.okx.com/docs-v5/en: "REST authentication", "Order Book Trading", "Error Code".
"""

import base64
import calendar
import hashlib
import hmac
import time
from decimal import Decimal

from exchanges.exchange import Exchange, Market, Order, Refusal, plain

STATES = {"open": "live", "partial": "partially_filled", "filled": "filled",
          "cancelled": "canceled", "triggered": "effective"}
# Of a whole request.
REASONS = {
    "key": (401, "50111", "Invalid OK-ACCESS-KEY"),
    "signature": (401, "50113", "Invalid Sign"),
    "passphrase": (401, "50105", "Request header OK-ACCESS-PASSPHRASE incorrect."),
    "time": (401, "50102", "Timestamp request expired"),
    "network": (401, "50101", "APIKey does not match current environment."),
    "late": (400, "50036", "The expTime can't be earlier than the current system time."),
    "market": (200, "51001", "Instrument ID does not exist"),
    "order": (200, "51603", "Order does not exist"),
    "kind": (400, "51000", "Parameter ordType error"),
}
# Of one order of a request.
ITEM_REASONS = {
    "market": ("51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist."),
    "order": ("51400", "Cancellation failed as the order has been filled or does not exist."),
    "done": ("51402", "Cancellation failed as the order is already completed."),
    "triggered": ("51416", "Order has been triggered and can't be canceled"),
    "duplicate": ("51016", "Client order ID already exists."),
    "reduce": ("51169", "Order failed because you don't have any positions in this direction."),
    "funds": ("51008", "Order failed. Insufficient USDT balance in account"),
    "mode": ("51010", "Request unsupported under current account mode"),
    "size": ("51121", "Order quantity must be a multiple of the lot size."),
}


class OKX(Exchange):
    PASSPHRASE = "words"
    LOST = {"status": 404, "body": '{"msg":"API endpoint does not exist","code":"50404"}'}

    def listing(self, base):
        return [Market(f"{base}-USDT", base, "USDT", is_spot=True),
                Market(f"{base}-USDT-SWAP", base, "USDT", is_spot=False, size=Decimal("0.01")),
                Market(f"{base}-USD-SWAP", base, "USD", is_spot=False, size=Decimal(100),
                       is_inverse=True)]

    def refusal(self, reason):
        if self.request.method == "POST" and reason in ITEM_REASONS:
            code, message = ITEM_REASONS[reason]
            return Refusal({"code": "1", "msg": "All operations failed", "inTime": "1",
                            "outTime": "2", "data": [
                                {"clOrdId": "", "algoClOrdId": "", "ordId": "", "algoId": "",
                                 "sCode": code, "sMsg": message, "tag": "", "ts": ""}]})
        status, code, message = REASONS[reason]
        return Refusal({"code": code, "msg": message, "data": []}, status)

    def check(self, request):
        if self.header("OK-ACCESS-KEY") != self.KEY:
            raise self.refusal("key")
        if self.header("OK-ACCESS-PASSPHRASE") != self.PASSPHRASE:
            raise self.refusal("passphrase")
        stamp = self.header("OK-ACCESS-TIMESTAMP")
        payload = (stamp + request.method + request.target).encode() + request.body
        code = hmac.new(self.SECRET.encode(), payload, hashlib.sha256).digest()
        if base64.b64encode(code).decode() != self.header("OK-ACCESS-SIGN"):
            raise self.refusal("signature")
        sent = calendar.timegm(time.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S")) * 1000
        if len(stamp) != 24 or abs(sent + int(stamp[20:23]) - self.now()) > 30_000:
            raise self.refusal("time")
        if (self.header("x-simulated-trading") == "1") == self.is_live:
            raise self.refusal("network")
        if int(self.header("expTime") or self.now()) < self.now():
            raise self.refusal("late")

    @staticmethod
    def told(*items):
        return {"code": "0", "msg": "", "data": list(items)}

    def open_routes(self):
        return {"GET /api/v5/public/time": lambda: self.told({"ts": str(self.now())}),
                "GET /api/v5/public/instruments": self.instruments,
                "GET /api/v5/market/ticker": self.ticker}

    def signed_routes(self):
        return {"GET /api/v5/account/balance": self.balance,
                "GET /api/v5/account/positions": self.held,
                "GET /api/v5/account/config": self.configuration,
                "GET /api/v5/account/leverage-info": self.leverage,
                "POST /api/v5/account/set-leverage": lambda: self.told(self.body | {"posSide": ""}),
                "POST /api/v5/trade/order": self.take_order,
                "POST /api/v5/trade/batch-orders": self.take_orders,
                "POST /api/v5/trade/cancel-batch-orders": self.cancel_orders,
                "POST /api/v5/trade/amend-order": self.amend,
                "POST /api/v5/trade/cancel-order": lambda: self.heard(self.cancel(self.asked())),
                "GET /api/v5/trade/order": lambda: self.told(self.shown(self.asked())),
                "GET /api/v5/trade/orders-pending": lambda: self.told(
                    *map(self.shown, self.open_orders(self.query.get("instId"), False))),
                "POST /api/v5/trade/order-algo": self.take_algo_order,
                "POST /api/v5/trade/cancel-algos": self.cancel_algos,
                "GET /api/v5/trade/order-algo": lambda: self.told(
                    self.shown_algo(self.asked_algo())),
                "GET /api/v5/trade/orders-algo-pending": self.open_algos,
                "GET /api/v5/trade/fills": self.trades,
                "GET /api/v5/trade/fills-history": self.trades}

    # Markets.

    def instruments(self):
        is_spot = self.query["instType"] == "SPOT"
        return self.told(*(self.spot(m) if is_spot else self.swap(m)
                           for m in self.markets.values() if m.is_spot == is_spot))

    def spot(self, market):
        return {"instType": "SPOT", "instId": market.name, "baseCcy": market.base,
                "quoteCcy": market.quote, "settleCcy": "", "instFamily": "", "uly": "", "ctVal": "",
                "ctMult": "", "ctValCcy": "", "ctType": "", "tickSz": "0.1", "lotSz": "0.00000001",
                "minSz": "0.00001", "maxLmtSz": "9999999999", "maxMktSz": "1000000",
                "state": "live", "expTime": ""}

    def swap(self, market):
        family, is_inverse = f"{market.base}-{market.quote}", market.is_inverse
        lot = plain(self.lot(market))
        return {"instType": "SWAP", "instId": market.name, "baseCcy": "", "quoteCcy": "",
                "settleCcy": market.settle, "instFamily": family, "uly": family,
                "ctVal": plain(market.size), "ctMult": "1",
                "ctValCcy": market.quote if is_inverse else market.base,
                "ctType": "inverse" if is_inverse else "linear", "tickSz": "0.1", "lotSz": lot,
                "minSz": lot, "maxLmtSz": "100000000", "maxMktSz": "35000", "state": "live",
                "expTime": ""}

    @staticmethod
    def lot(market):
        """In contracts."""
        return Decimal(1 if market.is_inverse else "0.1")

    def ticker(self):
        market = self.market(self.query["instId"])
        price = str(self.price(market))
        return self.told({"instType": "SPOT" if market.is_spot else "SWAP", "instId": market.name,
                          "last": price, "lastSz": "1", "askPx": price, "askSz": "1",
                          "bidPx": price, "bidSz": "1", "ts": str(self.now())})

    # The account.

    def balance(self):
        details = [{"ccy": asset, "cashBal": plain(amount), "eq": plain(amount),
                    "availBal": plain(amount - self.locked(asset)),
                    "frozenBal": plain(self.locked(asset)), "upl": "0", "liab": ""}
                   for asset, amount in self.balances.items()]
        return self.told({"uTime": str(self.now()), "totalEq": "10000", "details": details})

    def held(self):
        return self.told(*(
            {"instId": name, "instType": "SWAP", "mgnMode": "cross", "posSide": "net",
             "pos": plain(amount / self.markets[name].size), "avgPx": str(entry),
             "markPx": str(self.price(self.markets[name])), "lever": "3", "liqPx": "",
             "upl": plain(self.profit(name)), "ccy": self.markets[name].settle}
            for name, (amount, entry) in self.positions.items() if amount))

    def configuration(self):
        words = "read_only,trade" + (",withdraw" if self.can_withdraw else "")
        return self.told({"uid": "1", "acctLv": "3" if self.has_spot_margin else "2",
                          "posMode": "net_mode", "perm": words})

    def leverage(self):
        return self.told({"instId": self.query["instId"], "mgnMode": "cross", "posSide": "net",
                          "lever": "3"})

    def trades(self):
        fills = self.fills_of(self.query.get("ordId"), self.query.get("instId"))
        return self.told(*(
            {"instType": "SPOT" if f.order.market.is_spot else "SWAP",
             "instId": f.order.market.name, "tradeId": str(f.number), "ordId": f.order.number,
             "clOrdId": f.order.name, "billId": str(1000 + f.number), "fillPx": str(f.price),
             "fillSz": plain(f.quantity / f.order.market.size), "fillTime": str(f.time),
             "side": "buy" if f.order.is_buy else "sell", "posSide": "net", "execType": "T",
             "feeCcy": f.order.market.settle, "fee": plain(-f.fee), "ts": str(f.time)}
            for f in fills))

    # Orders.

    def asked(self):
        given = self.body or self.query
        return self.find(given.get("ordId"), given.get("clOrdId"), is_algo=False)

    def asked_algo(self, given=None):
        given = given or self.query
        return self.find(given.get("algoId"), given.get("algoClOrdId"), is_algo=True)

    def is_taken(self, order):
        return order.is_algo == self.request.target.endswith("order-algo")

    def order(self, name, kind, price):
        given = self.body
        market = self.market(given["instId"])
        is_cash = market.is_spot and not self.has_spot_margin
        if given["tdMode"] != ("cash" if is_cash else "cross"):
            raise self.refusal("mode")
        size = Decimal(given["sz"])
        if not market.is_spot and size % self.lot(market):
            raise self.refusal("size")
        if market.is_spot and kind == "market" and given["side"] == "buy":
            assert given["tgtCcy"] == "base_ccy", "a size is money where nothing else is said"
        if market.is_spot and given["ordType"] == "market":
            assert given["banAmend"] is True, "the size is made to fit where nothing else is said"
        return Order(name, market, given["side"] == "buy", kind, size * market.size,
                     Decimal(price) if price not in (None, "-1") else None,
                     reduces=given.get("reduceOnly") is True, given=dict(given))

    def heard(self, order):
        return self.told({"clOrdId": order.name, "ordId": order.number, "sCode": "0", "sMsg": "",
                          "tag": "", "ts": str(self.now())})

    def take_order(self):
        kind = "market" if self.body["ordType"] == "market" else "limit"
        return self.heard(self.place(self.order(self.body["clOrdId"], kind, self.body.get("px"))))

    def take_orders(self):
        def take(given):
            self.body = given
            return self.take_order()["data"][0]

        return self.told_each(self.place_each(
            self.body, 20, take,
            lambda refusal, given: refusal["data"][0] | {"clOrdId": given["clOrdId"]}))

    def cancel_orders(self):
        return self.told_each(self.each(
            self.body, 20,
            lambda given: self.heard(self.cancel(self.find(
                given.get("ordId"), given.get("clOrdId"), is_algo=False)))["data"][0],
            lambda refusal, given: refusal["data"][0]))

    def told_each(self, items):
        failed = sum(item["sCode"] != "0" for item in items)
        code = "0" if not failed else "1" if failed == len(items) else "2"
        return self.told(*items) | {"code": code, "msg": "" if code == "0" else "Bulk operation"}

    def amend(self):
        order = self.asked()
        if order.status != "open":
            raise self.refusal("done")
        order.quantity = Decimal(self.body.get("newSz", order.quantity / order.market.size)
                                 ) * order.market.size
        order.price = Decimal(self.body.get("newPx", order.price))
        return self.heard(order)

    def take_algo_order(self):
        given = self.body
        prefix = next((p for p in ("sl", "tp") if f"{p}TriggerPx" in given), "")
        trails = given["ordType"] == "move_order_stop"
        stop = given.get("activePx") if trails else (
            given[f"{prefix}TriggerPx" if prefix else "triggerPx"])
        price = given.get(f"{prefix}OrdPx" if prefix else "orderPx")
        order = self.order(given["algoClOrdId"], "take_profit" if prefix == "tp" else "stop", price)
        if order.kind == "stop" and order.price:
            order.kind = "stop_limit"
        order.stop, order.is_algo = Decimal(stop) if stop else None, True
        if trails:
            order.trail = Decimal(given["callbackRatio"])
            order.best = None if stop else self.price(order.market)
        else:
            # The real one of a trigger order can lie on either side; it is where the market is not.
            order.rises = order.stop > self.price(order.market)
        self.place(order)
        return self.told({"algoId": order.number, "algoClOrdId": order.name, "clOrdId": "",
                          "sCode": "0", "sMsg": "", "tag": ""})

    def cancel_algos(self):
        def take(given):
            order = self.asked_algo(given)
            if order.status == "triggered":
                raise self.refusal("triggered")
            order = self.cancel(order)
            return {"algoId": order.number, "algoClOrdId": order.name, "sCode": "0", "sMsg": ""}

        if len(self.body) == 1:
            return self.told(take(self.body[0]))
        return self.told_each(self.each(
            self.body, 10, take, lambda refusal, given: refusal["data"][0]))

    def trigger(self, order):
        order.status = "triggered"
        child = Order("", order.market, order.is_buy, order.kind, order.quantity, order.price,
                      reduces=order.reduces, given=order.given | {"ordType": "market"})
        child.name = f"child{order.number}"
        order.became = self.place(child)

    def open_algos(self):
        kinds = self.query["ordType"].split(",")
        # The documentation has it in one of its languages only.
        if "iceberg" in kinds:
            raise self.refusal("kind")
        return self.told(*(self.shown_algo(o)
                           for o in self.open_orders(self.query.get("instId"), True)
                           if o.given["ordType"] in kinds))

    def shown(self, order):
        market, size = order.market, order.market.size
        average, is_child = self.average(order), order.name.startswith("child")
        return {"instType": "SPOT" if market.is_spot else "SWAP", "instId": market.name, "ccy": "",
                "ordId": order.number, "clOrdId": "" if is_child else order.name, "tag": "",
                "px": plain(order.price) if order.price else "",
                "sz": plain(order.quantity / size), "ordType": order.given["ordType"],
                "side": order.given["side"], "posSide": "net" if not market.is_spot else "",
                "tdMode": order.given["tdMode"], "accFillSz": plain(order.filled / size),
                "avgPx": plain(average) if average else "", "state": STATES[order.state],
                "tgtCcy": order.given.get("tgtCcy", ""), "reduceOnly": str(order.reduces).lower(),
                "algoClOrdId": "", "algoId": "", "cancelSource": "", "cancelSourceReason": "",
                "fee": "0", "feeCcy": "USDT", "cTime": str(order.time), "uTime": str(self.now())}

    def shown_algo(self, order):
        given = order.given
        became = order.became.number if order.became else ""
        return {"instType": "SPOT" if order.market.is_spot else "SWAP",
                "instId": order.market.name, "algoId": order.number, "algoClOrdId": order.name,
                "clOrdId": "", "ordId": "", "ordIdList": [became] if became else [],
                "sz": given["sz"], "closeFraction": "", "ordType": given["ordType"],
                "side": given["side"], "posSide": "net", "tdMode": given["tdMode"],
                "tgtCcy": given.get("tgtCcy", ""), "state": STATES[order.state],
                "slTriggerPx": given.get("slTriggerPx", ""), "slOrdPx": given.get("slOrdPx", ""),
                "tpTriggerPx": given.get("tpTriggerPx", ""), "tpOrdPx": given.get("tpOrdPx", ""),
                "triggerPx": given.get("triggerPx", ""), "ordPx": given.get("orderPx", ""),
                "activePx": given.get("activePx", ""),
                "callbackRatio": given.get("callbackRatio", ""),
                "reduceOnly": str(order.reduces).lower(), "actualSz": "0", "actualPx": "",
                "failCode": "0", "lever": "3", "cTime": str(order.time), "uTime": str(self.now())}
