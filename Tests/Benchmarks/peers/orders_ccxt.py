"""Places limit orders at an exchange of the Binance futures interface with ccxt.

    orders_ccxt.py PORT COUNT

Prints the CPU and wall seconds of placing them; starting Python and reading the markets come before.
"""

import json
import sys
import time

import ccxt

address, count = f"http://127.0.0.1:{sys.argv[1]}", int(sys.argv[2])
exchange = ccxt.binanceusdm({
    "apiKey": "k", "secret": "s", "enableRateLimit": False,
    "options": {"fetchCurrencies": False, "fetchMargins": False,
                "fetchMarkets": {"types": ["linear"]}},
})
for name, url in exchange.urls["api"].items():
    if isinstance(url, str) and "/fapi/" in url:
        exchange.urls["api"][name] = address + "/fapi/" + url.split("/fapi/")[1]
exchange.load_markets()

wall, cpu = time.perf_counter(), time.process_time()
for number in range(count):
    order = exchange.create_order(
        "BTC/USDT:USDT", "limit", "buy", 0.001, 40000 + number / 10,
        {"newClientOrderId": f"t{number:023}"})
    assert order["clientOrderId"] == f"t{number:023}"
print(json.dumps({"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
                  "orders": count}))
