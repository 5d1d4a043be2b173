# Sizes a signal by the risk method: 2 % of 10 000 at risk, at most 10 % of it in the position.
10000 as $equity | 2 as $risk_percent | 10 as $max_percent
| (.entry - .stop_loss | fabs) as $distance
| ($equity * $risk_percent / 100 / $distance) as $raw
| ($equity * $max_percent / 100 / .entry) as $most
| ([$raw, $most] | min) as $quantity
| ($quantity * $distance) as $loss
| ($loss / $equity * 100) as $loss_percent
| .record = "intent"
| . + {
    side: (if .action == "buy" or .action == "long" then "buy" else "sell" end),
    order_type: "market",
    quantity: $quantity,
    sizing: (
      {method: "risk", equity: $equity, risk_percent: $risk_percent, raw_quantity: $raw}
      + (if $raw > $most then {cap: "max_position"} else {} end)
      + {notional: ($quantity * .entry), loss_at_stop: $loss, loss_percent: $loss_percent,
         valid: ($loss_percent <= $risk_percent + 1e-9)}
    )
  }
