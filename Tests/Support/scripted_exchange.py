#!/usr/bin/env python3
"""An exchange for tests: it keeps orders, checks signatures, and goes wrong.

    scripted_exchange.py SCRIPT

It is a scripted_server.py whose replies come from what it keeps. Its script may also say

    exchange    its name as tradectl has it; "binance-futures"
    key, secret the only ones that it knows
    prices      {"BTC": "50000"}: what orders trade at, in all markets of an asset
    balances    {"BTC": "1"}: what the account has beside its money
    ahead_ms    how far its clock is ahead
    can_withdraw  what the key may do; false
    spot_margin   whether the account is in a mode that has spot on margin; false
    live        whether it is the live network; false
    hedged      whether the account holds long and short apart; false, of Binance futures alone
    faults      {"POST /fapi/v1/order": FAULTS}; the first fault of a list answers the first request,
                "ok" is none, and behind the last one all goes well. What stands for a name in a
                path is "{}". A fault is a reply of scripted_server.py; with "acts" the request is
                acted on all the same, and with "change" too the genuine reply is told
                    "swapped"   with numbers as strings, strings as numbers, and more members
                    "types"     with objects in place of texts and numbers
                    "nameless"  without the order's number and name
                    "empty"     with empty lists
                    "other"     with the number and name of another order
    routes      go before all of that, but for requests that a fault is left for

and it obeys {"dump": true} with what it keeps, {"credential": true} with the only key that it
knows, {"prices": {...}} by moving its markets, {"fill": "0.001"} by filling so much of each order in
its books, and {"forget": true} by keeping nothing any more.
"""

import sys

# Nothing is left behind in the folder of the sources.
sys.dont_write_bytecode = True
import scripted_server  # noqa: E402


def exchange(script):
    """The one of a name; only its own module is loaded."""
    name = script.get("exchange", "binance-futures")
    if name in ("binance", "binance-futures", "aster"):
        from exchanges.binance import Aster, Binance, BinanceFutures
        kind = {"binance": Binance, "aster": Aster}.get(name, BinanceFutures)
    elif name == "okx":
        from exchanges.okx import OKX as kind
    elif name == "bybit":
        from exchanges.bybit import Bybit as kind
    elif name in ("kucoin", "kucoin-futures"):
        from exchanges.kucoin import KuCoin, KuCoinFutures
        kind = KuCoin if name == "kucoin" else KuCoinFutures
    elif name == "coinbase":
        from exchanges.coinbase import Coinbase as kind
    else:
        from exchanges.coinbase_exchange import CoinbaseExchange as kind
    return kind(script)


if __name__ == "__main__":
    scripted_server.main(exchange)
