"""What the made-up exchanges answer: a market each, an account with money, orders that are taken.

The numbers are nobody's. There is as little in them as the program needs to judge an order and to
write it down; what it asks beyond that is answered by 404.
"""

import json
import time

FIRST, SECOND = "1001", "1002"
# The client order ids of the two orders that are really placed.
NAMES = {FIRST: "tclimit", SECOND: "tcstop"}


def body(value):
    return {"body": json.dumps(value)}


def taken(make):
    """Replies to the two orders that are really placed, each with a name of its own."""
    return [body(make(FIRST)), body(make(SECOND))]


FILTERS = [
    {"filterType": "PRICE_FILTER", "tickSize": "0.10"},
    {"filterType": "LOT_SIZE", "stepSize": "0.001", "minQty": "0.001", "maxQty": "1000"},
    {"filterType": "MARKET_LOT_SIZE", "stepSize": "0.001", "minQty": "0.001", "maxQty": "120"},
]


def binance_market(**more):
    return {"symbol": "BTCUSDT", "pair": "BTCUSDT", "status": "TRADING", "baseAsset": "BTC",
            "quoteAsset": "USDT", "isSpotTradingAllowed": True, "filters": FILTERS, **more}


def binance_order(number, **more):
    return {"orderId": int(number), "symbol": "BTCUSDT", "status": "NEW",
            "clientOrderId": NAMES[number],
            "price": "45000", "avgPrice": "0", "origQty": "0.02", "executedQty": "0",
            "cummulativeQuoteQty": "0", "type": "LIMIT", "side": "BUY", "timeInForce": "GTC",
            "reduceOnly": False, "positionSide": "BOTH", "stopPrice": "0", "fills": [], **more}


FUTURES = binance_market(contractType="PERPETUAL", marginAsset="USDT")
FUTURES_ACCOUNT = {"assets": [{"asset": "USDT", "walletBalance": "100000",
                               "unrealizedProfit": "0", "availableBalance": "100000"}],
                   "positions": []}


def bybit(result):
    return {"retCode": 0, "retMsg": "OK", "result": result, "retExtInfo": {}, "time": 1700000000000}


BYBIT_SPOT = {"symbol": "BTCUSDT", "baseCoin": "BTC", "quoteCoin": "USDT", "status": "Trading",
              "lotSizeFilter": {"basePrecision": "0.001", "minOrderQty": "0.001",
                                "maxOrderQty": "83", "minOrderAmt": "5"},
              "priceFilter": {"tickSize": "0.1"}}
BYBIT_LINEAR = {"symbol": "BTCUSDT", "contractType": "LinearPerpetual", "status": "Trading",
                "baseCoin": "BTC", "quoteCoin": "USDT", "settleCoin": "USDT",
                "priceFilter": {"tickSize": "0.10"},
                "lotSizeFilter": {"maxOrderQty": "1190", "minOrderQty": "0.001",
                                  "qtyStep": "0.001", "maxMktOrderQty": "500"}}

BYBIT_INVERSE = {**BYBIT_LINEAR, "symbol": "BTCUSD", "contractType": "InversePerpetual",
                 "quoteCoin": "USD", "settleCoin": "BTC",
                 "lotSizeFilter": {"maxOrderQty": "25000000", "minOrderQty": "1", "qtyStep": "1",
                                   "maxMktOrderQty": "5000000"}}


class ByQuery:
    """A route whose reply depends on a word in the query."""

    def __init__(self, choices):
        self.choices = choices


def okx(*items):
    return {"code": "0", "msg": "", "data": list(items)}


OKX_SPOT = {"instType": "SPOT", "instId": "BTC-USDT", "baseCcy": "BTC", "quoteCcy": "USDT",
            "settleCcy": "", "ctVal": "", "ctMult": "", "ctValCcy": "", "ctType": "",
            "tickSz": "0.1", "lotSz": "0.001", "minSz": "0.001", "state": "live",
            "maxLmtSz": "1000", "maxMktSz": "1000"}
OKX_SWAP = {"instType": "SWAP", "instId": "BTC-USDT-SWAP", "uly": "BTC-USDT",
            "instFamily": "BTC-USDT", "baseCcy": "", "quoteCcy": "", "settleCcy": "USDT",
            "ctVal": "0.01", "ctMult": "1", "ctValCcy": "BTC", "ctType": "linear",
            "tickSz": "0.1", "lotSz": "0.1", "minSz": "0.1", "state": "live",
            "maxLmtSz": "100000", "maxMktSz": "12000"}

OKX_INVERSE = {**OKX_SWAP, "instId": "BTC-USD-SWAP", "uly": "BTC-USD", "instFamily": "BTC-USD",
               "settleCcy": "BTC", "ctVal": "100", "ctValCcy": "USD", "ctType": "inverse",
               "lotSz": "1", "minSz": "1"}


def kucoin(data):
    return {"code": "200000", "data": data}


KUCOIN_MARKET = {"symbol": "BTC-USDT", "baseCurrency": "BTC", "quoteCurrency": "USDT",
                 "baseMinSize": "0.001", "quoteMinSize": "0.1", "baseMaxSize": "10000",
                 "baseIncrement": "0.001", "quoteIncrement": "0.1", "priceIncrement": "0.1",
                 "minFunds": "0.1", "enableTrading": True}
KUCOIN_CONTRACT = {"symbol": "XBTUSDTM", "type": "FFWCSX", "baseCurrency": "XBT",
                   "quoteCurrency": "USDT", "settleCurrency": "USDT", "maxOrderQty": 1000000,
                   "lotSize": 1, "tickSize": 0.1, "multiplier": 0.001, "isInverse": False,
                   "status": "Open", "marketMaxOrderQty": 40000}

COINBASE_PRODUCT = {"product_id": "BTC-USDT", "base_increment": "0.001", "quote_increment": "0.01",
                    "quote_min_size": "1", "base_min_size": "0.001", "base_max_size": "3400",
                    "base_currency_id": "BTC", "quote_currency_id": "USDT",
                    "price_increment": "0.01", "status": "online", "product_type": "SPOT",
                    "is_disabled": False, "trading_disabled": False, "view_only": False}
EXCHANGE_PRODUCT = {"id": "BTC-USDT", "base_currency": "BTC", "quote_currency": "USDT",
                    "quote_increment": "0.01", "base_increment": "0.001", "min_market_funds": "1",
                    "status": "online", "trading_disabled": False, "cancel_only": False,
                    "limit_only": False, "post_only": False}

TIME = 1700000000000
# Prices are of now: an old one would be refused.
NOW = int(time.time() * 1000)

ROUTES = {
    "binance": {
        "/api/v3/time": body({"serverTime": TIME}),
        "/api/v3/exchangeInfo": body({"symbols": [binance_market()]}),
        "/api/v3/account": body({"balances": [
            {"asset": "USDT", "free": "100000", "locked": "0"}]}),
        "/api/v3/ticker/24hr": body({
            "symbol": "BTCUSDT", "lastPrice": "50000", "bidPrice": "49999", "bidQty": "1",
            "askPrice": "50001", "askQty": "1", "closeTime": NOW}),
        "POST /api/v3/order": taken(binance_order),
    },
    "binance-futures": {
        "/fapi/v1/time": body({"serverTime": TIME}),
        "/fapi/v1/exchangeInfo": body({"symbols": [FUTURES]}),
        "/fapi/v3/account": body(FUTURES_ACCOUNT),
        "/fapi/v3/positionRisk": body([]),
        "POST /fapi/v1/order": body(binance_order(FIRST)),
        "POST /fapi/v1/algoOrder": body({
            "algoId": int(SECOND), "clientAlgoId": NAMES[SECOND], "algoType": "CONDITIONAL",
            "orderType": "STOP_MARKET", "symbol": "BTCUSDT", "side": "SELL",
            "positionSide": "BOTH", "timeInForce": "GTC", "quantity": "0.02",
            "algoStatus": "NEW", "triggerPrice": "44000", "price": "0", "reduceOnly": False}),
    },
    "aster": {
        "/fapi/v3/time": body({"serverTime": TIME}),
        "/fapi/v3/exchangeInfo": body({"symbols": [FUTURES]}),
        "/fapi/v3/accountWithJoinMargin": body(FUTURES_ACCOUNT),
        "/fapi/v3/positionRisk": body([]),
        "POST /fapi/v3/order": taken(binance_order),
    },
    "bybit": {
        "/v5/market/time": body(bybit({"timeSecond": "1700000000",
                                       "timeNano": "1700000000000000000"})),
        "/v5/market/instruments-info": ByQuery({
            "category=spot": bybit({"category": "spot", "list": [BYBIT_SPOT]}),
            "category=linear": bybit({"category": "linear", "nextPageCursor": "",
                                      "list": [BYBIT_LINEAR]}),
            "category=inverse": bybit({"category": "inverse", "nextPageCursor": "",
                                       "list": [BYBIT_INVERSE]})}),
        # What the bitcoin of the account is worth.
        "/v5/market/tickers": body(bybit({"category": "spot", "list": [
            {"symbol": "BTCUSDT", "lastPrice": "50000", "bid1Price": "", "ask1Price": ""}]})),
        "/v5/account/wallet-balance": body(bybit({"list": [{"accountType": "UNIFIED", "coin": [
            {"coin": "USDT", "equity": "100000", "walletBalance": "100000", "locked": "0",
             "totalOrderIM": "0", "totalPositionIM": "0", "unrealisedPnl": "0"},
            {"coin": "BTC", "equity": "1", "walletBalance": "1", "locked": "0",
             "totalOrderIM": "0", "totalPositionIM": "0", "unrealisedPnl": "0"}]}]})),
        "/v5/position/list": body(bybit({"category": "linear", "nextPageCursor": "", "list": []})),
        "POST /v5/order/create": taken(lambda n: bybit({
            "orderId": n, "orderLinkId": NAMES[n]})),
    },
    "okx": {
        "/api/v5/public/time": body(okx({"ts": str(TIME)})),
        "/api/v5/public/instruments": ByQuery({
            "instType=SPOT": okx(OKX_SPOT), "instType=SWAP": okx(OKX_SWAP, OKX_INVERSE)}),
        "/api/v5/market/ticker": body(okx({
            "instId": "BTC-USDT", "last": "50000", "askPx": "", "bidPx": "", "ts": str(TIME)})),
        "/api/v5/account/balance": body(okx({"details": [
            {"ccy": "USDT", "eq": "100000", "cashBal": "100000", "availBal": "100000",
             "availEq": "100000", "frozenBal": "0", "ordFrozen": "0", "upl": "0"},
            {"ccy": "BTC", "eq": "1", "cashBal": "1", "availBal": "1", "availEq": "1",
             "frozenBal": "0", "ordFrozen": "0", "upl": "0"}]})),
        "/api/v5/account/positions": body(okx()),
        "POST /api/v5/trade/order": body(okx({
            "clOrdId": NAMES[FIRST], "ordId": FIRST, "tag": "", "sCode": "0", "sMsg": ""})),
        "POST /api/v5/trade/order-algo": body(okx({
            "algoClOrdId": NAMES[SECOND], "algoId": SECOND, "tag": "", "sCode": "0", "sMsg": ""})),
    },
    "kucoin": {
        "/api/v1/timestamp": body(kucoin(TIME)),
        "/api/v2/symbols": body(kucoin([KUCOIN_MARKET])),
        "/api/v1/accounts": body(kucoin([{"id": "1", "currency": "USDT", "type": "trade",
                                          "balance": "100000", "available": "100000",
                                          "holds": "0"}])),
        "/api/v1/market/orderbook/level1": body(kucoin({
            "time": NOW, "price": "50000", "size": "1", "bestBid": "49999", "bestAsk": "50001"})),
        "POST /api/v1/hf/orders": body(kucoin({"orderId": FIRST, "clientOid": NAMES[FIRST]})),
        "POST /api/v1/stop-order": body(kucoin({"orderId": SECOND, "clientOid": NAMES[SECOND]})),
    },
    "kucoin-futures": {
        "/api/v1/timestamp": body(kucoin(TIME)),
        "/api/v1/contracts/active": body(kucoin([KUCOIN_CONTRACT])),
        "/api/v1/account-overview": body(kucoin({
            "accountEquity": 100000, "unrealisedPNL": 0, "marginBalance": 100000,
            "positionMargin": 0, "orderMargin": 0, "frozenFunds": 0, "availableBalance": 100000,
            "currency": "USDT"})),
        "/api/v1/positions": body(kucoin([])),
        "POST /api/v1/orders": taken(lambda n: kucoin({"orderId": n, "clientOid": NAMES[n]})),
    },
    "coinbase": {
        "/api/v3/brokerage/time": body({"iso": "2023-11-14T22:13:20Z", "epochSeconds": "1700000000",
                                        "epochMillis": str(TIME)}),
        "/api/v3/brokerage/market/products": body({"products": [COINBASE_PRODUCT],
                                                   "num_products": 1}),
        "/api/v3/brokerage/products": body({"products": [COINBASE_PRODUCT], "num_products": 1}),
        "/api/v3/brokerage/accounts": body({"accounts": [
            {"uuid": "a", "currency": "USDT", "hold": {"value": "0", "currency": "USDT"},
             "available_balance": {"value": "100000", "currency": "USDT"}}],
            "has_next": False, "cursor": "", "size": 1}),
        "POST /api/v3/brokerage/orders": taken(lambda n: {
            "success": True, "success_response": {"order_id": n, "client_order_id": NAMES[n]}}),
    },
    "coinbase-exchange": {
        "/time": body({"iso": "2023-11-14T22:13:20Z", "epoch": 1700000000.0}),
        "/products": body([EXCHANGE_PRODUCT]),
        "/accounts": body([{"id": "a", "currency": "USDT", "balance": "100000", "hold": "0",
                            "available": "100000", "profile_id": "p"}]),
        "/products/BTC-USDT/ticker": body({
            "trade_id": 1, "price": "50000", "size": "1", "bid": "49999", "ask": "50001",
            "volume": "1",
            "time": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(NOW // 1000))}),
        "POST /orders": taken(lambda n: {
            "id": n, "product_id": "BTC-USDT", "profile_id": "p", "side": "buy", "type": "limit",
            "size": "0.02", "price": "45000", "time_in_force": "GTC", "post_only": False,
            "created_at": "2023-11-14T22:13:20.000Z", "filled_size": "0", "executed_value": "0",
            "fill_fees": "0", "status": "open", "settled": False}),
    },
}
