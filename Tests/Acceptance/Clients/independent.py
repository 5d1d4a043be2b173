"""Clients that others have written, their network replaced by a recorder and their clock held."""

import hashlib

import binance
import binance.base_client
import ccxt
import pybit._helpers
import pybit._http_manager
from pybit.unified_trading import HTTP

from request import Request

WINDOW = 5000


class Recorded(BaseException):
    """The request was recorded, and nothing is sent."""


class NotShared(Exception):
    """The client has no such call."""


class Client:
    def __init__(self):
        self.recorded = []

    def record(self, method, url, headers, body):
        if isinstance(body, bytes):
            body = body.decode()
        self.recorded.append(Request(method, url, headers, body))
        raise Recorded

    def requests(self, calls):
        """What each of some calls sends first."""
        found = []
        for call in calls:
            self.recorded = []
            try:
                call()
            except Recorded:
                pass
            except (ccxt.BaseError, AttributeError) as error:
                raise NotShared(f"{type(error).__name__}: {error}") from error
            found += self.recorded
        return found


# ccxt

CCXT_NAMES = {"binance-futures": "binanceusdm", "kucoin-futures": "kucoinfutures",
              "coinbase-exchange": "coinbaseexchange"}

# What is asked once and for all before the first request, answered here.
CCXT_OPTIONS = {
    "coinbase": {"fetchBalance": "v3PrivateGetBrokerageAccounts",
                 "fetchAccounts": "v3PrivateGetBrokerageAccounts"},
    "binance": {"fetchTradesMethod": "publicGetTrades"},
    "binance-futures": {"fetchTradesMethod": "fapiPublicGetTrades",
                        "leverageBrackets": {"BTC/USDT:USDT": []}},
    "bybit": {"enableUnifiedMargin": False, "enableUnifiedAccount": True,
              "unifiedMarginStatus": 6},
    "okx": {"createOrder": "privatePostTradeOrder"},
    "kucoin": {"hfMigrated": True, "hf": True, "uta": False},
    "kucoin-futures": {"uta": False},
    "aster": {"builderFee": False, "leverageBrackets": {"BTC/USDT:USDT": []},
              "fetchOpenOrders": {"warnIfNoSymbol": False}},
}

# The markets' own names, contract sizes, and grids of quantity (in contracts) and price.
MARKETS = {
    "binance": ("BTCUSDT", 1, 0.001, 0.1), "binance-futures": ("BTCUSDT", 1, 0.001, 0.1),
    "aster": ("BTCUSDT", 1, 0.001, 0.1), "bybit": ("BTCUSDT", 1, 0.001, 0.1),
    "bybit inverse": ("BTCUSD", 1, 1, 0.1), "okx inverse": ("BTC-USD-SWAP", 100, 1, 0.1),
    "okx spot": ("BTC-USDT", 1, 0.001, 0.1), "okx swap": ("BTC-USDT-SWAP", 0.01, 0.1, 0.1),
    "kucoin": ("BTC-USDT", 1, 0.001, 0.1), "kucoin-futures": ("XBTUSDTM", 0.001, 1, 0.1),
    "coinbase": ("BTC-USDT", 1, 0.001, 0.01), "coinbase-exchange": ("BTC-USDT", 1, 0.001, 0.01),
}


# As spot of Binance and its contracts list them.
ORDER_TYPES = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT",
               "TAKE_PROFIT_LIMIT", "STOP", "STOP_MARKET", "TAKE_PROFIT_MARKET"]


class Ccxt(Client):
    name = "ccxt"

    def __init__(self, place, keys, time):
        super().__init__()
        venue = place.venue
        kind = getattr(ccxt, CCXT_NAMES.get(venue, venue))
        self.exchange = exchange = kind({
            "apiKey": keys["key"], "secret": keys["secret"],
            "password": keys.get("passphrase"), "privateKey": keys["secret"],
            "enableRateLimit": False, "recvWindow": WINDOW,
        })
        exchange.options.update({"recvWindow": WINDOW, "warnOnFetchOpenOrdersWithoutSymbol": False,
                                 "adjustForTimeDifference": False,
                                 "createMarketBuyOrderRequiresPrice": False,
                                 **CCXT_OPTIONS.get(venue, {})})
        if place.is_contract:
            exchange.options["defaultType"] = "swap"
        exchange.milliseconds = lambda: time
        exchange.seconds = lambda: time // 1000
        exchange.microseconds = lambda: time * 1000
        exchange.fetch = self.fetch
        exchange.set_markets([self.market(place)])

    def market(self, place):
        name, size, lot, tick = MARKETS.get(f"{place.venue} {place.market}",
                                            MARKETS.get(place.venue))
        is_contract, is_inverse = place.is_contract, place.is_inverse
        quote = "USD" if is_inverse else "USDT"
        settle = "BTC" if is_inverse else "USDT" if is_contract else None
        return self.exchange.safe_market_structure({
            "id": name, "lowercaseId": name.lower(), "symbol": place.symbol, "base": "BTC",
            "quote": quote, "baseId": "XBT" if name.startswith("XBT") else "BTC",
            "quoteId": quote, "settle": settle, "settleId": settle,
            "type": "swap" if is_contract else "spot", "spot": not is_contract,
            "margin": False, "swap": is_contract, "future": False, "option": False,
            "contract": is_contract, "linear": not is_inverse if is_contract else None,
            "inverse": is_inverse if is_contract else None, "active": True,
            "contractSize": size if is_contract else None,
            "precision": {"amount": lot, "price": tick},
            "limits": {"amount": {}, "price": {}, "cost": {}}, "info": {"orderTypes": ORDER_TYPES},
        })

    def fetch(self, url, method="GET", headers=None, body=None):
        self.record(method, url, headers, body)

    def mac(self, payload, secret, form):
        return self.exchange.hmac(payload.encode(), secret, hashlib.sha256, form)


# python-binance

class Clock:
    def __init__(self, time):
        self.time = lambda: time / 1000


class PythonBinance(Client):
    name = "python-binance"

    def __init__(self, place, keys, time):
        super().__init__()
        binance.base_client.time = Clock(time)
        self.client = binance.Client(keys["key"], keys["secret"], ping=False)
        self.client.REQUEST_RECVWINDOW = WINDOW
        self.client.session.send = self.send

    def send(self, request, **_):
        self.record(request.method, request.url, request.headers, request.body)

    def mac(self, payload, secret, form):
        assert form == "hex"
        return self.client._hmac_signature(payload)


# pybit

class Pybit(Client):
    name = "pybit"

    def __init__(self, place, keys, time):
        super().__init__()
        pybit._helpers.generate_timestamp = lambda: time
        self.client = HTTP(api_key=keys["key"], api_secret=keys["secret"], recv_window=WINDOW)
        self.client.client.send = self.send

    def send(self, request, **_):
        self.record(request.method, request.url, request.headers, request.body)

    def mac(self, payload, secret, form):
        assert form == "hex"
        return pybit._http_manager.generate_signature(False, secret.decode(), payload)
