"""Places limit orders at an exchange of the Binance futures interface with ccxt.

    orders_ccxt.py PORT COUNT [BATCH]

With BATCH so many leave in one request.
Prints the CPU and wall seconds of placing them; starting Python and reading the markets come before.
"""

import json
import sys
import time

import ccxt

address, count = f"http://127.0.0.1:{sys.argv[1]}", int(sys.argv[2])
batch = int(sys.argv[3]) if len(sys.argv) > 3 else 1
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
for number in range(0, count, batch):
    orders = [{"symbol": "BTC/USDT:USDT", "type": "limit", "side": "buy", "amount": 0.001,
               "price": 40000 + n / 10, "params": {"newClientOrderId": f"t{n:023}"}}
              for n in range(number, min(number + batch, count))]
    placed = exchange.create_orders(orders) if batch > 1 else [exchange.create_order(**orders[0])]
    assert [p["clientOrderId"] for p in placed] == [
        o["params"]["newClientOrderId"] for o in orders]
print(json.dumps({"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
                  "orders": count}))
