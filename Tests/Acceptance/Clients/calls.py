"""The calls that are compared: the words that the program is given, and the same at each client."""

import json

import replies

NEW, LIMIT, STOP = "tcnew", replies.FIRST, replies.SECOND
DAY = 86_400_000
# The moment of all calls, the beginning of an hour.
TIME = 1_700_002_800_000


class Place:
    """One kind of market at one exchange."""

    def __init__(self, venue, market=None):
        self.venue = venue
        self.market = market
        self.is_inverse = market == "inverse"
        self.is_contract = market in ("linear", "swap", "inverse") or venue in (
            "binance-futures", "aster", "kucoin-futures")
        self.symbol = ("BTC/USD:BTC" if self.is_inverse
                       else "BTC/USDT:USDT" if self.is_contract else "BTC/USDT")
        # How much one contract is; ccxt counts in these, and the program in coins, or dollars.
        self.contract = {"okx swap": 0.01, "okx inverse": 100, "kucoin-futures": 0.001}.get(
            self.name, 1)
        # What is ordered, and how the program is told.
        self.quantity = 300 if self.is_inverse else 0.03
        self.amount = "--quote" if self.is_inverse else "--quantity"

    @property
    def name(self):
        return f"{self.venue} {self.market}" if self.market else self.venue


PLACES = [Place("binance"), Place("binance-futures"), Place("aster"), Place("bybit", "spot"),
          Place("bybit", "inverse"), Place("bybit", "linear"), Place("okx", "spot"),
          Place("okx", "inverse"), Place("okx", "swap"), Place("kucoin"),
          Place("kucoin-futures"), Place("coinbase"), Place("coinbase-exchange")]


class Call:
    """One call.

    words       what the program is given
    orders      the orders that it is given as lines: sides, prices and names
    ccxt, binance, futures, pybit   each makes a list of functions of a client and a place, of
                which each sends one request; None where the client has no such call
    contracts   whether it is only for contracts, or only for spot; None for both

    Of inverse contracts, which differ by their size alone, only orders are compared.
    """

    def __init__(self, name, words, ccxt=None, binance=None, futures=None, pybit=None,
                 contracts=None, orders=()):
        self.name = name
        self.words = words
        self.contracts = contracts
        self.orders = orders
        self.of = {"ccxt": ccxt, "python-binance": None, "pybit": pybit}
        self.binance = {"binance": binance, "binance-futures": futures}

    def lines(self, place):
        return "".join(json.dumps({
            "symbol": place.symbol, "side": side, "order_type": "limit", "price": price,
            "quote_quantity" if place.is_inverse else "quantity": place.quantity,
            "client_order_id": name}) + "\n" for side, price, name in self.orders)

    def suits(self, place):
        if place.is_inverse and self.words[:2] != ["order", "place"]:
            return False
        return self.contracts is None or self.contracts == place.is_contract

    def at(self, client, place):
        """The functions that make the client send it; None where it has none."""
        make = self.of[client.name]
        if client.name == "python-binance":
            make = self.binance[place.venue]
        return make(client, place) if make else None


# Orders


def order(name, side, kind, price=None, stop=None, *, more=(), ccxt=None, contracts=None,
          binance=None, futures=None, bybit=None):
    """An order for 0.03, or for 300 dollars of an inverse contract.

    ccxt    what its unified call takes beside type, side, amount and price
    binance, futures, bybit     members that the venue's own clients are given
    """
    words = ["order", "place", "--client-order-id", NEW, "--symbol", "{symbol}", "--side", side,
             "--type", kind, "{amount}", "{quantity}", "--reference-price", "50000", *more]
    if price:
        words += ["--price", str(price)]
    if stop:
        words += ["--stop-price", str(stop)]

    def by_ccxt(client, place):
        plain = "market" if price is None else "limit"
        params = {"clientOrderId": NEW, **(ccxt or {}), **own_members(place, kind)}
        is_plain_swap = (place.name in ("okx swap", "okx inverse") and kind != "take_profit"
                         and "--reduce-only" not in more)
        if stop and (place.venue in ("bybit", "coinbase-exchange") or is_plain_swap):
            # An order of its own, and not what belongs to a position.
            for name in ("stopLossPrice", "takeProfitPrice"):
                params.pop(name, None)
            params["triggerPrice"] = stop
            if place.name in ("bybit linear", "bybit inverse"):
                params["triggerDirection"] = "ascending" if stop > 50000 else "descending"
        return [lambda: client.exchange.create_order(
            place.symbol, plain, side, counted(place, place.quantity), price, params)]

    def by_binance(is_futures, members):
        def make(client, place):
            call = client.client.futures_create_order if is_futures else client.client.create_order
            named = {"symbol": "BTCUSDT", "side": side.upper(), "quantity": "0.03",
                     "newClientOrderId": NEW,
                     "newOrderRespType": "RESULT" if is_futures else "FULL", **members}
            if is_futures and stop:
                named["clientAlgoId"] = named.pop("newClientOrderId")
            if price:
                named["price"] = str(price)
            return [lambda: call(**named)]
        return make if members else None

    def by_pybit(client, place):
        named = {"category": place.market, "side": side.capitalize(),
                 "symbol": "BTCUSD" if place.is_inverse else "BTCUSDT",
                 "orderType": "Market" if price is None else "Limit", "qty": str(place.quantity),
                 "orderLinkId": NEW, **(bybit(place) if bybit else {})}
        if price:
            named["price"] = str(price)
        if kind == "market" and place.market == "spot":
            named["marketUnit"] = "baseCoin"
        return [lambda: client.client.place_order(**named)]

    return Call(name, words, by_ccxt, by_binance(False, binance), by_binance(True, futures),
                by_pybit, contracts)


def counted(place, quantity):
    return round(quantity / place.contract, 8)


def own_members(place, kind):
    """What ccxt hands on as it is, where it would choose otherwise."""
    members = {}
    if place.name == "okx spot" and kind == "market":
        # What its quantity is counted in.
        members["tgtCcy"] = "base_ccy"
    if place.name == "bybit spot" and kind == "market":
        members["marketUnit"] = "baseCoin"
    if place.venue == "aster":
        members["newOrderRespType"] = "RESULT"
    if place.venue == "coinbase":
        members["client_order_id"] = NEW
    return members


def waits(direction, price):
    """What a waiting order has at bybit: which way the price has to go, or which list it is on."""
    return lambda place: {"triggerPrice": str(price), **(
        {"triggerDirection": direction} if place.is_contract else {"orderFilter": "StopOrder"})}


ORDERS = [
    order("market buy", "buy", "market", binance={"type": "MARKET"}, futures={"type": "MARKET"}),
    order("market sell", "sell", "market", binance={"type": "MARKET"}, futures={"type": "MARKET"}),
    order("limit", "buy", "limit", 45000, binance={"type": "LIMIT", "timeInForce": "GTC"},
          futures={"type": "LIMIT", "timeInForce": "GTC"}),
    order("post-only", "buy", "limit", 45000, more=["--post-only"], ccxt={"postOnly": True},
          binance={"type": "LIMIT_MAKER"}, futures={"type": "LIMIT", "timeInForce": "GTX"},
          bybit=lambda place: {"timeInForce": "PostOnly"}),
    order("immediate or cancel", "buy", "limit", 45000, more=["--time-in-force", "ioc"],
          ccxt={"timeInForce": "IOC"}, binance={"type": "LIMIT", "timeInForce": "IOC"},
          futures={"type": "LIMIT", "timeInForce": "IOC"},
          bybit=lambda place: {"timeInForce": "IOC"}),
    order("fill or kill", "buy", "limit", 45000, more=["--time-in-force", "fok"],
          ccxt={"timeInForce": "FOK"}, binance={"type": "LIMIT", "timeInForce": "FOK"},
          futures={"type": "LIMIT", "timeInForce": "FOK"},
          bybit=lambda place: {"timeInForce": "FOK"}),
    order("stop", "sell", "stop", stop=45000, ccxt={"stopLossPrice": 45000},
          binance={"type": "STOP_LOSS", "stopPrice": "45000"},
          futures={"type": "STOP_MARKET", "stopPrice": "45000"}, bybit=waits(2, 45000)),
    order("stop to buy", "buy", "stop", stop=55000, ccxt={"stopLossPrice": 55000},
          binance={"type": "STOP_LOSS", "stopPrice": "55000"},
          futures={"type": "STOP_MARKET", "stopPrice": "55000"}, bybit=waits(1, 55000)),
    order("stop limit", "sell", "stop_limit", 44900, 45000, ccxt={"stopLossPrice": 45000},
          binance={"type": "STOP_LOSS_LIMIT", "stopPrice": "45000", "timeInForce": "GTC"},
          futures={"type": "STOP", "stopPrice": "45000"},
          bybit=waits(2, 45000)),
    order("take profit", "sell", "take_profit", stop=55000, ccxt={"takeProfitPrice": 55000},
          binance={"type": "TAKE_PROFIT", "stopPrice": "55000"},
          futures={"type": "TAKE_PROFIT_MARKET", "stopPrice": "55000"}, bybit=waits(1, 55000)),
    order("reduce only", "sell", "market", more=["--reduce-only"], ccxt={"reduceOnly": True},
          futures={"type": "MARKET", "reduceOnly": "true"},
          bybit=lambda place: {"reduceOnly": True}, contracts=True),
    order("reduce only limit", "sell", "limit", 55000, more=["--reduce-only"],
          ccxt={"reduceOnly": True},
          futures={"type": "LIMIT", "timeInForce": "GTC", "reduceOnly": "true"},
          bybit=lambda place: {"reduceOnly": True}, contracts=True),
    order("reduce only stop", "sell", "stop", stop=45000, more=["--reduce-only"],
          ccxt={"stopLossPrice": 45000, "reduceOnly": True},
          futures={"type": "STOP_MARKET", "stopPrice": "45000", "reduceOnly": "true"},
          bybit=lambda place: {**waits(2, 45000)(place), "reduceOnly": True}, contracts=True),
]

# Several at once

TOGETHER = [("buy", 45000, NEW), ("sell", 55000, "tcother")]


def together_by_ccxt(client, place):
    more = {"newOrderRespType": "RESULT"} if place.venue == "aster" else {}
    return [lambda: client.exchange.create_orders([
        {"symbol": place.symbol, "type": "limit", "side": side, "price": price,
         "amount": counted(place, place.quantity), "params": {"clientOrderId": name, **more}}
        for side, price, name in TOGETHER])]


def together_by_binance(client, place):
    return [lambda: client.client.futures_place_batch_order(batchOrders=[
        {"symbol": "BTCUSDT", "side": side.upper(), "type": "LIMIT", "timeInForce": "GTC",
         "quantity": "0.03", "price": str(price), "newClientOrderId": name,
         "newOrderRespType": "RESULT"} for side, price, name in TOGETHER])]


def together_by_pybit(client, place):
    return [lambda: client.client.place_batch_order(category=place.market, request=[
        {"category": place.market, "symbol": "BTCUSD" if place.is_inverse else "BTCUSDT",
         "side": side.capitalize(), "orderType": "Limit", "qty": str(place.quantity), "price": str(price),
         "orderLinkId": name}
        for side, price, name in TOGETHER])]


ORDERS.append(Call(
    "several at once",
    ["order", "place", "-", "--batch", "--batch-sync", "2", "--reference-price", "50000"],
    together_by_ccxt, futures=together_by_binance, pybit=together_by_pybit, orders=TOGETHER))

# Everything else


def unified(method, *arguments):
    """A call of ccxt about the market of a place."""
    return lambda client, place: [
        lambda: getattr(client.exchange, method)(
            *[suited(item, place) for item in arguments])]


# That its fetch_order knows only some orders of bybit has to be acknowledged.
ACKNOWLEDGED = {"acknowledged": True}
# As many as the program asks for.
AT_BYBIT = object()


def suited(item, place):
    """An argument: the symbol of the place, or one that only bybit is given."""
    if item == "{symbol}":
        return place.symbol
    if item is ACKNOWLEDGED:
        return ACKNOWLEDGED if place.venue == "bybit" else {}
    if item is AT_BYBIT:
        return 50 if place.venue == "bybit" else None
    return item


def waiting(method, *arguments):
    """The same about an order that waits for a price, where such are asked for elsewhere."""
    return lambda client, place: unified(
        method, *arguments,
        {"trigger": True, **suited(ACKNOWLEDGED, place)}
        if place.name in ("binance-futures", "bybit spot", "okx spot", "okx swap", "kucoin")
        else ACKNOWLEDGED)(client, place)


def both(method, *arguments):
    """The same, and once more for orders that wait for a price where those are another list."""
    def make(client, place):
        calls = unified(method, *arguments)(client, place)
        if place.venue in ("binance-futures", "okx", "kucoin", "kucoin-futures"):
            calls += unified(method, *arguments, {"trigger": True})(client, place)
        return calls
    return make


def own(method, **members):
    """A call of python-binance or pybit."""
    return lambda client, place: [
        lambda: getattr(client.client, method)(**ours(place, members))]


def ours(place, members):
    found = {}
    for name, value in members.items():
        found[name] = value(place) if callable(value) else value
    return {name: value for name, value in found.items() if value is not None}


def category(place):
    return place.market


BTC = "BTCUSDT"
OF_MARKET = {"category": category, "symbol": BTC}

OTHERS = [
    Call("amend", ["order", "amend", "limit", "--quantity", "0.01", "--price", "44000"],
         lambda client, place: [
             lambda: client.exchange.edit_order(LIMIT, place.symbol, "limit", "buy",
                                                counted(place, 0.01), 44000)],
         futures=own("futures_modify_order", symbol=BTC, orderId=LIMIT, side="BUY",
                     quantity="0.01", price="44000"),
         pybit=own("amend_order", **OF_MARKET, orderId=LIMIT, qty="0.01", price="44000")),
    Call("cancel", ["order", "cancel", "limit"], unified("cancel_order", LIMIT, "{symbol}"),
         own("cancel_order", symbol=BTC, orderId=LIMIT),
         own("futures_cancel_order", symbol=BTC, orderId=LIMIT),
         own("cancel_order", **OF_MARKET, orderId=LIMIT)),
    Call("cancel stop", ["order", "cancel", "stop"],
         waiting("cancel_order", STOP, "{symbol}"),
         own("cancel_order", symbol=BTC, orderId=STOP),
         own("futures_cancel_algo_order", symbol=BTC, algoId=STOP),
         own("cancel_order", **OF_MARKET, orderId=STOP,
             orderFilter=lambda place: "StopOrder" if place.market == "spot" else None)),
    Call("cancel all", ["order", "cancel", "--at-venue", "--symbol", "{symbol}"],
         both("cancel_all_orders", "{symbol}"),
         own("cancel_all_open_orders", symbol=BTC),
         lambda client, place: [
             lambda: client.client.futures_cancel_all_open_orders(symbol=BTC),
             lambda: client.client.futures_cancel_all_algo_open_orders(symbol=BTC)],
         own("cancel_all_orders", **OF_MARKET)),
    Call("status", ["order", "status", "limit"],
         unified("fetch_order", LIMIT, "{symbol}", ACKNOWLEDGED),
         own("get_order", symbol=BTC, orderId=LIMIT),
         own("futures_get_order", symbol=BTC, orderId=LIMIT),
         own("get_open_orders", **OF_MARKET, orderId=LIMIT)),
    Call("status of stop", ["order", "status", "stop"],
         waiting("fetch_order", STOP, "{symbol}"),
         own("get_order", symbol=BTC, orderId=STOP),
         own("futures_get_algo_order", symbol=BTC, algoId=STOP),
         own("get_open_orders", **OF_MARKET, orderId=STOP)),
    Call("open orders", ["order", "list", "--at-venue", "--symbol", "{symbol}"],
         both("fetch_open_orders", "{symbol}", None, AT_BYBIT),
         own("get_open_orders", symbol=BTC),
         lambda client, place: [
             lambda: client.client.futures_get_open_orders(symbol=BTC),
             lambda: client.client.futures_get_open_algo_orders(symbol=BTC)],
         own("get_open_orders", **OF_MARKET, limit=50)),
    Call("open orders of all markets", ["order", "list", "--at-venue"],
         both("fetch_open_orders", None, None, AT_BYBIT),
         own("get_open_orders"),
         lambda client, place: [lambda: client.client.futures_get_open_orders(),
                                lambda: client.client.futures_get_open_algo_orders()],
         own("get_open_orders", category=category,
             settleCoin=lambda place: "USDT" if place.is_contract else None, limit=50)),
    Call("fills", ["fills", "--at-venue", "--symbol", "{symbol}", "--limit", "50"],
         unified("fetch_my_trades", "{symbol}", None, 50),
         own("get_my_trades", symbol=BTC, limit=50),
         own("futures_account_trades", symbol=BTC, limit=50),
         own("get_executions", **OF_MARKET, execType="Trade", limit=50)),
    Call("fills of a day",
         ["fills", "--at-venue", "--symbol", "{symbol}", "--limit", "50", "--since", "1d"],
         lambda client, place: [
             lambda: client.exchange.fetch_my_trades(
                 place.symbol, client.exchange.milliseconds() - DAY, 50,
                 {"until": client.exchange.milliseconds()})],
         lambda client, place: [
             lambda: client.client.get_my_trades(symbol=BTC, limit=50, startTime=TIME - DAY,
                                                 endTime=TIME - 1)],
         lambda client, place: [
             lambda: client.client.futures_account_trades(symbol=BTC, limit=50,
                                                          startTime=TIME - DAY, endTime=TIME)],
         own("get_executions", **OF_MARKET, execType="Trade", limit=50,
             startTime=lambda _: TIME - DAY, endTime=lambda _: TIME)),
    Call("balance", ["balance"], unified("fetch_balance"),
         own("get_account", omitZeroBalances="true"),
         own("futures_account", version=3), own("get_wallet_balance", accountType="UNIFIED")),
    Call("positions", ["positions"], unified("fetch_positions"),
         futures=own("futures_position_information"),
         pybit=own("get_positions", category="linear", settleCoin="USDT", limit=200),
         contracts=True),
    Call("leverage", ["position", "leverage", "{symbol}", "3"],
         unified("set_leverage", 3, "{symbol}"),
         futures=own("futures_change_leverage", symbol=BTC, leverage=3),
         pybit=own("set_leverage", **OF_MARKET, buyLeverage="3", sellLeverage="3"),
         contracts=True),
    Call("permissions", ["account"],
         binance=lambda client, place: [
             lambda: client.client.get_account(omitZeroBalances="true"),
             lambda: client.client.get_account_api_permissions()],
         futures=lambda client, place: [
             lambda: client.client.futures_account(version=3),
             lambda: client.client.futures_position_information(),
             lambda: client.client.get_account_api_permissions()],
         pybit=lambda client, place: [
             lambda: client.client.get_wallet_balance(accountType="UNIFIED"),
             lambda: client.client.get_positions(category="linear", settleCoin="USDT", limit=200),
             lambda: client.client.get_api_key_information()]),
    Call("instruments", ["market", "instruments"], unified("fetch_markets"),
         own("get_exchange_info"), own("futures_exchange_info"),
         own("get_instruments_info", category=category,
             limit=lambda place: 1000 if place.is_contract else None)),
    Call("ticker", ["market", "ticker", "{symbol}"], unified("fetch_ticker", "{symbol}"),
         own("get_ticker", symbol=BTC), own("futures_ticker", symbol=BTC),
         own("get_tickers", **OF_MARKET)),
    Call("tickers", ["market", "ticker", "--all"], unified("fetch_tickers"), own("get_ticker"),
         own("futures_ticker"), own("get_tickers", category=category)),
    Call("book", ["market", "book", "{symbol}", "--depth", "20"],
         unified("fetch_order_book", "{symbol}", 20), own("get_order_book", symbol=BTC, limit=20),
         own("futures_order_book", symbol=BTC, limit=20),
         own("get_orderbook", **OF_MARKET, limit=20)),
    Call("trades", ["market", "trades", "{symbol}", "--limit", "50"],
         unified("fetch_trades", "{symbol}", None, 50),
         own("get_recent_trades", symbol=BTC, limit=50),
         own("futures_recent_trades", symbol=BTC, limit=50),
         own("get_public_trade_history", **OF_MARKET, limit=50)),
    Call("candles", ["market", "candles", "{symbol}", "--interval", "1h", "--limit", "50"],
         unified("fetch_ohlcv", "{symbol}", "1h", None, 50),
         own("get_klines", symbol=BTC, interval="1h", limit=50),
         own("futures_klines", symbol=BTC, interval="1h", limit=50),
         own("get_kline", **OF_MARKET, interval=60, limit=50)),
    Call("candles of a day",
         ["market", "candles", "{symbol}", "--interval", "1h", "--limit", "20", "--since", "1d"],
         lambda client, place: [
             lambda: client.exchange.fetch_ohlcv(
                 place.symbol, "1h", client.exchange.milliseconds() - DAY, 20)],
         lambda client, place: [
             lambda: client.client.get_klines(symbol=BTC, interval="1h", limit=20,
                                              startTime=TIME - DAY)],
         lambda client, place: [
             lambda: client.client.futures_klines(symbol=BTC, interval="1h", limit=20,
                                                  startTime=TIME - DAY)],
         lambda client, place: [
             lambda: client.client.get_kline(category=place.market, symbol=BTC, interval=60,
                                             limit=20, start=TIME - DAY)]),
]

CALLS = ORDERS + OTHERS
