"""Sizes signals by the risk method, as a Python user in need of speed would write it."""
import sys

import orjson

EQUITY = 10_000
RISK_PERCENT = 2
MAX_POSITION_PERCENT = 10


def main():
    write = sys.stdout.buffer.write
    for line in sys.stdin.buffer:
        record = orjson.loads(line)
        entry = record["entry"]
        distance = abs(entry - record["stop_loss"])
        raw = EQUITY * RISK_PERCENT / 100 / distance
        most = EQUITY * MAX_POSITION_PERCENT / 100 / entry
        quantity = min(raw, most)
        loss = quantity * distance
        loss_percent = loss / EQUITY * 100

        sizing = {
            "method": "risk",
            "equity": EQUITY,
            "risk_percent": RISK_PERCENT,
            "raw_quantity": raw,
        }
        if raw > most:
            sizing["cap"] = "max_position"
        sizing["notional"] = quantity * entry
        sizing["loss_at_stop"] = loss
        sizing["loss_percent"] = loss_percent
        sizing["valid"] = loss_percent <= RISK_PERCENT + 1e-9

        record["record"] = "intent"
        record["side"] = "buy" if record["action"] in ("buy", "long") else "sell"
        record["order_type"] = "market"
        record["quantity"] = quantity
        record["sizing"] = sizing
        write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


main()
