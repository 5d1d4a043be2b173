/// Every key that a record of ours can have; the raw value is its spelling.
///
/// One list drives what is read, what is written, the guard against misspelt keys, and the JSON
/// Schema that `tradectl schema` prints.
public enum Field: String, CaseIterable, Hashable, Sendable {
  // Every record.
  case record, v, ts, mode, account, venue
  // Orders, from the wish to the result.
  case id, symbol, side, quantity, price, entry, confidence, vetoed, reason, strategy, leverage
  case action, status, final, fee, replayed
  case orderType = "order_type"
  case quoteQuantity = "quote_quantity"
  case stopPrice = "stop_price"
  case timeInForce = "time_in_force"
  case postOnly = "post_only"
  case reduceOnly = "reduce_only"
  case icebergQuantity = "iceberg_quantity"
  case stopLoss = "stop_loss"
  case takeProfit = "take_profit"
  case trailingPercent = "trailing_percent"
  case positionSide = "position_side"
  case clientOrderID = "client_order_id"
  case orderID = "order_id"
  case parentID = "parent_id"
  case filledQuantity = "filled_quantity"
  case filledQuoteQuantity = "filled_quote_quantity"
  case averagePrice = "average_price"
  case feeAsset = "fee_asset"
  case role
  case arrivalPrice = "arrival_price"
  case fillTime = "fill_ms"
  case slippageBasisPoints = "slippage_bps"
  // Inside `sizing`.
  case sizing, method, equity, cap, notional, valid
  case riskPercent = "risk_percent"
  case rawQuantity = "raw_quantity"
  case lossAtStop = "loss_at_stop"
  case lossPercent = "loss_percent"
  case feesAtStop = "fees_at_stop"
  case liquidationPrice = "liquidation_price"
  case warning, percent, volatility, atr
  case winProbability = "win_probability"
  case averageWin = "average_win"
  case averageLoss = "average_loss"
  case kellyFraction = "kelly_fraction"
  case targetVolatility = "target_volatility"
  case atrMultiplier = "atr_multiplier"
  // Inside `risk`.
  case risk, verdict, violations, policy, limits, code, limit, actual, message
  // Inside `error`, and error records.
  case error, retry, hint, line, field, file, offset
  case errorClass = "class"
  case retryAfter = "retry_after_ms"
  case venueCode = "venue_code"
  case venueMessage = "venue_message"
  case inputBase64 = "input_base64"
  // Fills, positions, balances, equity.
  case fillID = "fill_id"
  case liquidity
  case realizedPnL = "realized_pnl"
  case unrealizedPnL = "unrealized_pnl"
  case entryPrice = "entry_price"
  case markPrice = "mark_price"
  case cost, margin, slippage
  case openedAt = "opened_at"
  case closedAt = "closed_at"
  case asset, free, locked, total, peak
  case exitPrice = "exit_price"
  case positions
  case makerFee = "maker_fee_percent"
  case takerFee = "taker_fee_percent"
  case readOnly = "read_only"
  case canTrade = "can_trade"
  case canWithdraw = "can_withdraw"
  case closeReason = "close_reason"
  case drawdownPercent = "drawdown_percent"
  // Market data and instruments.
  case open, high, low, close, volume, tick, lot
  case venueTime = "venue_ts"
  case venueSymbol = "venue_symbol"
  case minimumQuantity = "min_quantity"
  case maximumQuantity = "max_quantity"
  case minimumNotional = "min_notional"
  case contractSize = "contract_size"
  case maximumMarketQuantity = "max_market_quantity"
  case bid, ask, bids, asks
  case contracts
  case tradeID = "trade_id"
  case aggressor
  // Summaries.
  case command, lines, succeeded, failed, codes
  // How an account stands against its limits.
  case dayStart = "day_start"
  case dayStartEquity = "day_start_equity"
  case dailyLoss = "daily_loss"
  case dailyLossPercent = "daily_loss_percent"
  case grossExposure = "gross_exposure"
  case openPositions = "open_positions"
  case openOrders = "open_orders"
  case unknownOrders = "unknown_orders"
  case recentOrders = "recent_orders"
  case recentFailures = "recent_failures"
  case breaker, latch, cause, who, since, until
  // What happened to orders, and what a person is told.
  case seq, event, content, hash
  // Metrics.
  case type, sum, count, buckets
  // The emergency stop.
  case halted, flat, venues, cancelled, closed, dust
  case elapsed = "elapsed_ms"
  // Settings and checks.
  case key, value, origin, variable, name
  // What an account is opened with.
  case keptIn = "kept_in"
  // What a venue has.
  case networks, markets
  case orderTypes = "order_types"
  case timesInForce = "times_in_force"
  case keyForms = "key_forms"
  case canAmend = "can_amend"
  case requestValidity = "request_validity"
  case ordersPerRequest = "orders_per_request"
  // What a venue lets itself be asked.
  case scope, per, burst, available, used, history
  case waitTime = "wait_ms"
  // Whether a venue can be reached.
  case network
  case latency = "latency_ms"
  case skew = "skew_ms"
  // What is sent to a venue.
  case url, headers, body
  // What users may put anything into.
  case x
}
