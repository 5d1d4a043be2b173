#!/usr/bin/env python3
"""An exchange of the Binance family for tests: it keeps orders, checks signatures, and goes wrong.

    scripted_exchange.py SCRIPT

It is a scripted_server.py whose replies come from what it keeps. Its script may also say

    exchange    "binance", "binance-futures" or "aster", by its keys of the first version
    key, secret the only ones that it knows; "k" and "s"
    prices      {"BTCUSDT": "50000"}: what market orders trade at
    ahead_ms    how far its clock is ahead
    can_withdraw  what the key may do; false
    faults      {"POST /fapi/v1/order": FAULTS}; the first fault of a list answers the first request,
                "ok" is none, and behind the last one all goes well. A fault is a reply of
                scripted_server.py; with "acts" the request is acted on all the same
    routes      go before all of that, but for requests that a fault is left for

and it obeys {"dump": true} with what it keeps, and {"prices": {...}} by moving its markets.
"""

import hashlib
import hmac
import json
import sys
import time
import urllib.parse
from decimal import Decimal

# Nothing is left behind in the folder of the sources.
sys.dont_write_bytecode = True
import scripted_server  # noqa: E402

FORMS = {
    "binance": {"root": "/api/v3/", "spot": True},
    "binance-futures": {"root": "/fapi/v1/", "account": "/fapi/v3/account",
                        "positions": "/fapi/v3/positionRisk"},
    "aster": {"root": "/fapi/v1/", "account": "/fapi/v4/account",
              "positions": "/fapi/v2/positionRisk"},
}
CONDITIONAL = ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "STOP_LOSS",
               "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT", "TRAILING_STOP_MARKET"]


class Refusal(Exception):
    def __init__(self, code, message, status=400):
        self.reply = {"status": status, "body": json.dumps({"code": code, "msg": message})}


class Exchange(scripted_server.Server):
    def __init__(self, script):
        self.form = FORMS[script.get("exchange", "binance-futures")]
        self.is_spot = self.form.get("spot", False)
        self.prices = {k: Decimal(v) for k, v in script.get("prices", {"BTCUSDT": "50000"}).items()}
        self.faults = script.get("faults", {})
        self.can_withdraw = script.get("can_withdraw", False)
        self.orders = []
        self.fills = []
        self.positions = {}
        self.balances = {"USDT": Decimal("10000")}
        super().__init__(script)

    # Requests.

    def reply(self, request):
        path = request.target.split("?")[0]
        key = f"{request.method} {path}"
        faults = self.faults.get(key, [])
        fault = faults.pop(0) if faults else "ok"
        if fault == "ok" and any(k in self.routes for k in (key, path)):
            return super().reply(request)
        reply = self.act(request, path) if fault == "ok" or fault.get("acts") else None
        return reply if fault == "ok" else fault

    def act(self, request, path):
        try:
            query = request.target.partition("?")[2]
            text = query + request.body.decode("latin-1")
            self.parameters = dict(urllib.parse.parse_qsl(text))
            name = path.removeprefix(self.form["root"])
            for own in ("account", "positions"):
                if path == self.form.get(own):
                    name = own
            found = self.find(request.method, name)
            if found is None:
                return {"status": 404, "body": "<html>not here</html>"}
            action, is_signed = found
            if is_signed:
                self.check(request, text)
            return {"body": json.dumps(action())}
        except Refusal as refusal:
            return refusal.reply

    def check(self, request, text):
        key = next((v for n, v in request.headers if n == "X-MBX-APIKEY"), None)
        if key != self.script.get("key", "k"):
            raise Refusal(-2015, "Invalid API-key, IP, or permissions for action.", 401)
        payload, _, signature = text.rpartition("&signature=")
        secret = self.script.get("secret", "s").encode()
        if hmac.new(secret, payload.encode(), hashlib.sha256).hexdigest() != signature:
            raise Refusal(-1022, "Signature for this request is not valid.")
        sent, window = int(self.parameters["timestamp"]), int(self.parameters["recvWindow"])
        if not sent - 1000 < self.now() <= sent + window:
            raise Refusal(-1021, "Timestamp for this request is outside of the recvWindow.")

    def now(self):
        return int(time.time() * 1000) + self.script.get("ahead_ms", 0)

    def find(self, method, name):
        """What answers a request, and whether it has to be signed."""
        open_name = {
            "time": lambda: {"serverTime": self.now()}, "exchangeInfo": self.information,
            "ticker/24hr": self.ticker,
        }
        signed = {
            "GET account": self.account, "GET positions": self.held,
            "POST order": lambda: self.place(False), "GET order": lambda: self.shown(self.order()),
            "DELETE order": lambda: self.cancel(self.order()),
            "PUT order": lambda: self.amend(self.order()),
            "GET openOrders": lambda: self.open(False),
            "GET userTrades": self.trades, "GET myTrades": self.trades,
            "POST leverage": lambda: {"leverage": int(self.parameters["leverage"])},
        }
        if self.form is FORMS["binance-futures"]:
            signed |= {
                "POST algoOrder": lambda: self.place(True),
                "GET algoOrder": lambda: self.shown(self.order()),
                "DELETE algoOrder": lambda: self.cancel(self.order()),
                "GET openAlgoOrders": lambda: self.open(True),
            }
        if method == "GET" and name in open_name:
            return open_name[name], False
        action = signed.get(f"{method} {name}")
        return (action, True) if action else None

    # Markets.

    def information(self):
        notional = "minNotional" if self.is_spot else "notional"
        filters = [{"filterType": "PRICE_FILTER", "tickSize": "0.10"},
                   {"filterType": "LOT_SIZE", "stepSize": "0.001", "minQty": "0.001",
                    "maxQty": "1000"},
                   {"filterType": "MARKET_LOT_SIZE", "stepSize": "0.001", "minQty": "0.001",
                    "maxQty": "120"},
                   {"filterType": "NOTIONAL" if self.is_spot else "MIN_NOTIONAL", notional: "5"}]
        return {"symbols": [
            {"symbol": name, "baseAsset": name[:-4], "quoteAsset": "USDT", "marginAsset": "USDT",
             "status": "TRADING", "contractType": "PERPETUAL", "filters": filters}
            for name in self.prices]}

    def ticker(self):
        name = self.parameters["symbol"]
        if name not in self.prices:
            raise Refusal(-1121, "Invalid symbol.")
        return {"symbol": name, "lastPrice": str(self.prices[name]), "closeTime": self.now()}

    # The account.

    def account(self):
        if self.is_spot:
            return {"balances": [{"asset": asset, "free": str(amount), "locked": "0"}
                                 for asset, amount in self.balances.items()]}
        return {"canTrade": True, "canWithdraw": self.can_withdraw,
                "assets": [{"asset": "USDT", "walletBalance": str(self.balances["USDT"]),
                            "availableBalance": str(self.balances["USDT"])}]}

    def held(self):
        return [{"symbol": name, "positionAmt": str(amount), "positionSide": "BOTH",
                 "entryPrice": str(entry), "markPrice": str(self.prices[name]),
                 "unRealizedProfit": str((self.prices[name] - entry) * amount)}
                for name, (amount, entry) in self.positions.items() if amount]

    def trades(self):
        wanted = self.parameters.get("orderId")
        return [fill for fill in self.fills if wanted in (None, str(fill["orderId"]))]

    # Orders.

    def order(self):
        given = self.parameters
        for order in reversed(self.orders):
            if "orderId" in given or "algoId" in given:
                is_it = str(order["id"]) == given.get("orderId", given.get("algoId"))
            else:
                name = given.get("origClientOrderId", given.get("clientAlgoId"))
                is_it = order["name"] == name
            if is_it and order["algo"] == ("algoId" in given or "clientAlgoId" in given):
                return order
        raise Refusal(-2013, "Order does not exist.")

    def place(self, is_algo):
        given = self.parameters
        waits = given["type"] in CONDITIONAL
        if waits != is_algo and self.form is FORMS["binance-futures"]:
            raise Refusal(-4120, "Order type not supported for this endpoint.")
        name = given.get("clientAlgoId" if is_algo else "newClientOrderId")
        if any(o["name"] == name and o["status"] == "NEW" for o in self.orders):
            raise Refusal(-4116, "ClientOrderId is duplicated.")
        order = {"id": len(self.orders) + 1, "name": name, "algo": is_algo, "status": "NEW",
                 "symbol": given["symbol"], "side": given["side"], "type": given["type"],
                 "quantity": Decimal(given["quantity"]), "filled": Decimal(0),
                 "price": given.get("price", "0"),
                 "stop": given.get("triggerPrice", given.get("stopPrice", "0")),
                 "reduces": given.get("reduceOnly") == "true"}
        self.orders.append(order)
        if not waits:
            self.match(order)
        return self.shown(order)

    def match(self, order):
        market = self.prices[order["symbol"]]
        is_buy = order["side"] == "BUY"
        if order["type"] == "LIMIT":
            price = Decimal(order["price"])
            if (market > price) if is_buy else (market < price):
                return
        amount = order["quantity"] if is_buy else -order["quantity"]
        held, entry = self.positions.get(order["symbol"], (Decimal(0), market))
        if order["reduces"] and held * amount >= 0:
            self.orders.remove(order)
            raise Refusal(-2022, "ReduceOnly Order is rejected.")
        order["status"], order["filled"] = "FILLED", order["quantity"]
        if not self.is_spot:
            self.positions[order["symbol"]] = (held + amount, entry if held else market)
        else:
            base = order["symbol"][:-4]
            self.balances[base] = self.balances.get(base, Decimal(0)) + amount
            self.balances["USDT"] -= amount * market
        self.fills.append(
            {"symbol": order["symbol"], "id": len(self.fills) + 1, "orderId": order["id"],
             "side": order["side"], "isBuyer": is_buy, "price": str(market),
             "qty": str(order["quantity"]), "commission": "0.01", "commissionAsset": "USDT",
             "maker": False, "isMaker": False, "time": self.now()})

    def cancel(self, order):
        if order["status"] != "NEW":
            raise Refusal(-2011, "Unknown order sent.")
        order["status"] = "CANCELED"
        if order["algo"]:
            return {"algoId": order["id"], "code": "200", "msg": "success"}
        return self.shown(order) | {"origClientOrderId": order["name"]}

    def amend(self, order):
        order["quantity"] = Decimal(self.parameters["quantity"])
        order["price"] = self.parameters["price"]
        return self.shown(order)

    def open(self, is_algo):
        wanted = self.parameters.get("symbol")
        return [self.shown(o) for o in self.orders
                if o["status"] == "NEW" and o["algo"] == is_algo and wanted in (None, o["symbol"])]

    def shown(self, order):
        quantity, filled = str(order["quantity"]), str(order["filled"])
        if order["algo"]:
            return {"algoId": order["id"], "clientAlgoId": order["name"],
                    "orderType": order["type"], "symbol": order["symbol"], "side": order["side"],
                    "quantity": quantity, "algoStatus": order["status"],
                    "triggerPrice": order["stop"], "price": order["price"],
                    "reduceOnly": order["reduces"], "actualOrderId": ""}
        shown = {"symbol": order["symbol"], "orderId": order["id"], "clientOrderId": order["name"],
                 "side": order["side"], "type": order["type"], "status": order["status"],
                 "origQty": quantity, "executedQty": filled, "price": order["price"],
                 "stopPrice": order["stop"], "time": self.now(), "updateTime": self.now(),
                 "transactTime": self.now()}
        if self.is_spot:
            fills = [f for f in self.fills if f["orderId"] == order["id"]]
            money = sum((Decimal(f["price"]) * Decimal(f["qty"]) for f in fills), Decimal(0))
            return shown | {"cummulativeQuoteQty": str(money),
                            "fills": [f | {"tradeId": f["id"]} for f in fills]}
        return shown | {"avgPrice": str(self.prices[order["symbol"]]) if order["filled"] else "0",
                        "reduceOnly": order["reduces"], "origType": order["type"]}

    # Commands.

    def obey(self, command):
        with self.lock:
            if "faults" in command:
                self.faults.update(command["faults"])
            if "prices" in command:
                self.prices |= {k: Decimal(v) for k, v in command["prices"].items()}
                for order in self.orders:
                    if order["status"] == "NEW" and order["type"] == "LIMIT":
                        self.match(order)
            if "dump" in command:
                return {"orders": [{"name": o["name"], "status": o["status"], "type": o["type"],
                                    "side": o["side"], "quantity": str(o["quantity"])}
                                   for o in self.orders],
                        "fills": [str(f["id"]) for f in self.fills],
                        "positions": {k: str(v[0]) for k, v in self.positions.items() if v[0]}}
        return super().obey(command)


if __name__ == "__main__":
    scripted_server.main(Exchange)
