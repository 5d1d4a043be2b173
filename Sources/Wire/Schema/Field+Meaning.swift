internal import Domain

extension Field {
  /// What a field's value is, and what it says.
  struct Meaning {
    let type: FieldType
    /// One phrase, with the unit.
    let summary: String

    init(_ type: FieldType, _ summary: String) {
      self.type = type
      self.summary = summary
    }
  }

  /// The meaning in every record that does not give it another.
  var meaning: Meaning {
    switch self {
    // Every record.
    case .record: Meaning(.text, "The kind of the record")
    case .v: Meaning(.wholeNumber, "The version of the record's form")
    case .ts: Meaning(.time, "When it happened, UTC")
    case .mode: Meaning(.word(of: TradingMode.self), "Whether money is at stake")
    case .account: Meaning(.text, "The name of the account")
    case .venue: Meaning(.text, "The name of the exchange")
    // Orders, from the wish to the result.
    case .id: Meaning(.text, "The user's own name of the line; the same id is placed once")
    case .symbol: Meaning(.text, "The market, such as BTC/USDT or BTC/USDT:USDT")
    case .side: Meaning(.word(of: Side.self), "Which way the order goes")
    case .quantity: Meaning(.decimal, "Amount in base units")
    case .price: Meaning(.decimal, "Quote units per base unit")
    case .entry: Meaning(.decimal, "The price that sizing reckons with, in quote units")
    case .confidence: Meaning(.decimal, "How sure the strategy is, a fraction from 0 to 1")
    case .vetoed: Meaning(.flag, "Whether the signal is not to be acted on")
    case .reason: Meaning(.text, "Why, in words")
    case .strategy: Meaning(.text, "The strategy that results are counted under")
    case .leverage: Meaning(.decimal, "Notional over margin, from 1")
    case .action: Meaning(.word(of: SignalAction.self), "What the strategy asks for")
    case .status: Meaning(.word(of: OrderStatus.self), "Where the order stands")
    case .final: Meaning(.flag, "Whether the status can no longer change")
    case .fee: Meaning(.decimal, "What was paid in fees, in fee_asset; negative is a rebate")
    case .replayed: Meaning(.flag, "Whether the order was placed by an earlier run")
    case .orderType: Meaning(.word(of: OrderType.self), "How the order comes to trade")
    case .quoteQuantity:
      Meaning(
        .decimal, "Amount in quote units, instead of quantity; what inverse contracts count in")
    case .stopPrice: Meaning(.decimal, "The price that triggers the order, in quote units")
    case .timeInForce: Meaning(.word(of: TimeInForce.self), "How long the order stays in force")
    case .postOnly: Meaning(.flag, "Whether the order is refused rather than taking liquidity")
    case .reduceOnly: Meaning(.flag, "Whether the order can only shrink a position")
    case .icebergQuantity: Meaning(.decimal, "The part that the book shows, in base units")
    case .stopLoss: Meaning(.decimal, "Where the position is given up, in quote units")
    case .takeProfit: Meaning(.decimal, "Where the profit is taken, in quote units")
    case .trailingPercent: Meaning(.decimal, "How far a trailing stop stays behind, in percent")
    case .positionSide:
      Meaning(.word(of: PositionSide.self), "Which position of a hedge-mode account is meant")
    case .clientOrderID: Meaning(.text, "The order's name that was given to the venue")
    case .orderID: Meaning(.text, "The order's name that the venue gave")
    case .parentID: Meaning(.text, "The order_id of the order that this one protects")
    case .filledQuantity: Meaning(.decimal, "What has traded so far, in base units")
    case .filledQuoteQuantity:
      Meaning(.decimal, "What has traded so far of an inverse contract, in quote units")
    case .averagePrice: Meaning(.decimal, "Quote units per base unit over what has traded")
    case .role: Meaning(.text, "What the order is for, where it is not the user's own")
    case .arrivalPrice: Meaning(.decimal, "What the market paid when the order was written down")
    case .fillTime: Meaning(.wholeNumber, "Milliseconds from sending to the end, or the first fill")
    case .slippageBasisPoints:
      Meaning(.decimal, "How much worse than arrival_price it filled, in basis points")
    case .feeAsset: Meaning(.text, "The asset that the fee was paid in")
    // Inside `sizing`.
    case .sizing: Meaning(.object(RecordSchema.sizing), "How the quantity came about")
    case .method: Meaning(.text, "The sizing method")
    case .equity: Meaning(.decimal, "The account's worth, in the settlement asset")
    case .cap: Meaning(.text, "The limit that made the quantity smaller")
    case .notional: Meaning(.decimal, "Price times quantity, in quote units")
    case .valid: Meaning(.flag, "Whether the size keeps to the limits")
    case .riskPercent: Meaning(.decimal, "Share of equity at risk, in percent")
    case .rawQuantity: Meaning(.decimal, "The quantity before limits and lot, in base units")
    case .lossAtStop: Meaning(.decimal, "What is lost if the stop is hit, in quote units")
    case .lossPercent: Meaning(.decimal, "That loss as a share of equity, in percent")
    case .feesAtStop: Meaning(.decimal, "The fees within that loss, in quote units")
    case .liquidationPrice: Meaning(.decimal, "Where the venue takes over, in quote units")
    case .warning: Meaning(.text, "What deserves a second look")
    case .percent: Meaning(.decimal, "Share of equity as margin, in percent")
    case .volatility: Meaning(.decimal, "How much the market moves, a fraction")
    case .atr: Meaning(.decimal, "Average true range, in quote units")
    case .winProbability: Meaning(.decimal, "How likely a trade wins, a fraction")
    case .averageWin: Meaning(.decimal, "What a winning trade earns, in quote units")
    case .averageLoss: Meaning(.decimal, "What a losing trade costs, in quote units")
    case .kellyFraction: Meaning(.decimal, "The part of the full Kelly share that is used")
    case .targetVolatility: Meaning(.decimal, "How much the position may move, a fraction")
    case .atrMultiplier: Meaning(.decimal, "Distance of the stop in average true ranges")
    // Inside `risk`.
    case .risk: Meaning(.object(RecordSchema.risk), "What the risk policy says")
    case .verdict: Meaning(.word(["pass", "deny"]), "Whether the order may be placed")
    case .violations:
      Meaning(.list(.object(RecordSchema.violation)), "Every rule that the order breaks")
    case .policy: Meaning(.text, "The name of the risk policy")
    case .limits:
      Meaning(
        .list(.object(RecordSchema.setting)), "All that the order was judged by; of a dry run")
    case .code: Meaning(.text, "A stable name in capitals")
    case .limit: Meaning(.decimal, "What the rule allows, in the rule's unit")
    case .actual: Meaning(.decimal, "What the order would come to, in the rule's unit")
    case .message: Meaning(.text, "One sentence for people")
    // Inside `error`, and error records.
    case .error: Meaning(.object(RecordSchema.problem), "What went wrong")
    case .retry:
      Meaning(
        .word(["never", "after", "same_id", "reconcile_first"]), "Whether asking again can help")
    case .hint: Meaning(.text, "What to do about it")
    case .line: Meaning(.wholeNumber, "The number of the input line, from 1")
    case .field: Meaning(.text, "The field at fault")
    case .file: Meaning(.text, "The input file")
    case .offset: Meaning(.wholeNumber, "The first wrong byte of the line, from 0")
    case .errorClass:
      Meaning(
        .word([
          "input", "config", "auth", "risk", "halt", "rate", "venue", "network", "internal",
        ]), "Whose matter the error is")
    case .retryAfter: Meaning(.wholeNumber, "When to ask again, in milliseconds")
    case .venueCode: Meaning(.text, "The venue's own code")
    case .venueMessage: Meaning(.text, "The venue's own words, control characters escaped")
    case .inputBase64: Meaning(.text, "The start of a line that is not JSON, as Base64")
    // Fills, positions, balances, equity.
    case .fillID: Meaning(.text, "The venue's name of the fill")
    case .liquidity: Meaning(.word(of: Liquidity.self), "Whether liquidity was given or taken")
    case .realizedPnL: Meaning(.decimal, "Profit that was made, in the settlement asset")
    case .unrealizedPnL: Meaning(.decimal, "Profit at the mark price, in the settlement asset")
    case .entryPrice: Meaning(.decimal, "What the position cost, quote units per base unit")
    case .markPrice: Meaning(.decimal, "The price it is valued at, in quote units")
    case .cost: Meaning(.decimal, "What the position cost in all, in the settlement asset")
    case .margin: Meaning(.decimal, "What is set aside, in the settlement asset")
    case .slippage: Meaning(.decimal, "How much worse the price was than expected, in quote units")
    case .openedAt: Meaning(.time, "When the position was opened, UTC")
    case .closedAt: Meaning(.time, "When the position was closed, UTC")
    case .exitPrice: Meaning(.decimal, "What its parts were closed at on average, in quote units")
    case .positions: Meaning(.wholeNumber, "How many positions there are")
    case .makerFee: Meaning(.decimal, "The fee of fills that waited, in percent of the notional")
    case .takerFee: Meaning(.decimal, "The fee of fills that took, in percent of the notional")
    case .readOnly: Meaning(.flag, "Whether the account can never place an order")
    case .canTrade: Meaning(.flag, "Whether the account's key may place orders")
    case .canWithdraw: Meaning(.flag, "Whether it may take money out of the account")
    case .closeReason: Meaning(.text, "Why the position was to be closed, in the user's words")
    case .asset: Meaning(.text, "The asset that amounts are in")
    case .free: Meaning(.decimal, "What can be used, in the asset")
    case .locked: Meaning(.decimal, "What open orders hold, in the asset")
    case .total: Meaning(.decimal, "Free and locked together, in the asset")
    case .peak: Meaning(.decimal, "The highest equity so far, in the settlement asset")
    case .drawdownPercent: Meaning(.decimal, "How far equity is below its peak, in percent")
    // Market data and instruments.
    case .open: Meaning(.decimal, "The first price, in quote units")
    case .high: Meaning(.decimal, "The highest price, in quote units")
    case .low: Meaning(.decimal, "The lowest price, in quote units")
    case .close: Meaning(.decimal, "The last price, in quote units")
    case .volume: Meaning(.decimal, "What was traded, in base units")
    case .tick: Meaning(.decimal, "The smallest step of a price, in quote units")
    case .lot: Meaning(.decimal, "The smallest step of a quantity, in base units")
    case .venueTime: Meaning(.time, "When the venue says that it happened, UTC")
    case .venueSymbol: Meaning(.text, "The venue's own name of the market")
    case .minimumQuantity: Meaning(.decimal, "The smallest order, in base units")
    case .maximumQuantity: Meaning(.decimal, "The largest order, in base units")
    case .minimumNotional: Meaning(.decimal, "The smallest order, in quote units")
    case .contractSize: Meaning(.decimal, "Base units in one contract")
    case .maximumMarketQuantity:
      Meaning(.decimal, "The largest order without a limit price, in base units")
    case .bid: Meaning(.decimal, "The best price that somebody pays, in quote units")
    case .ask: Meaning(.decimal, "The best price that somebody sells at, in quote units")
    case .bids:
      Meaning(.list(.list(.decimal)), "Price and quantity of each level that buys, best first")
    case .asks:
      Meaning(.list(.list(.decimal)), "Price and quantity of each level that sells, best first")
    case .contracts: Meaning(.decimal, "The quantity as a number of contracts")
    case .tradeID: Meaning(.text, "The venue's name of the trade")
    case .aggressor: Meaning(.word(of: Side.self), "The side that took liquidity")
    // Summaries.
    case .command: Meaning(.text, "The command that ran")
    case .lines: Meaning(.wholeNumber, "How many lines came in")
    case .succeeded: Meaning(.wholeNumber, "How many came to what was asked for")
    case .failed: Meaning(.wholeNumber, "How many did not")
    case .codes: Meaning(.dictionary(.wholeNumber), "How often each code came up")
    // How an account stands against its limits.
    case .dayStart: Meaning(.time, "When the day of the daily loss began, UTC")
    case .dayStartEquity: Meaning(.decimal, "The equity then, in the settlement asset")
    case .dailyLoss: Meaning(.decimal, "What was lost since, in the settlement asset")
    case .dailyLossPercent: Meaning(.decimal, "That loss as a share of the equity then, in percent")
    case .grossExposure:
      Meaning(.decimal, "Positions and the orders that would add to them, in quote units")
    case .openPositions: Meaning(.wholeNumber, "Markets with a position, or an order to open one")
    case .openOrders: Meaning(.wholeNumber, "How many orders can still change")
    case .unknownOrders: Meaning(.wholeNumber, "Orders whose outcome nobody knows")
    case .recentOrders:
      Meaning(.dictionary(.wholeNumber), "Orders sent within each span of order_rate")
    case .recentFailures:
      Meaning(.dictionary(.wholeNumber), "Orders that failed within each span of failed_orders")
    case .breaker: Meaning(.object(RecordSchema.breaker), "The circuit breaker")
    case .latch: Meaning(.object(RecordSchema.latch), "The emergency latch")
    case .cause: Meaning(.text, "The limit that was broken, or BY_HAND")
    case .who: Meaning(.text, "The user who did it")
    case .since: Meaning(.time, "When it was done, UTC")
    case .until: Meaning(.time, "When it ends by itself, UTC; absent where a person has to end it")
    // What happened to orders, and what a person is told.
    case .seq: Meaning(.wholeNumber, "The place in the ledger's log, from 1 and without gaps")
    case .event: Meaning(.text, "What happened")
    case .content: Meaning(.text, "All that the event carries, as name=value pairs")
    case .hash: Meaning(.text, "SHA-256 over this event and the hash of the one before")
    // Metrics.
    case .type: Meaning(.word(["gauge", "counter", "histogram"]), "How the number behaves")
    case .sum: Meaning(.decimal, "Of all observations")
    case .count: Meaning(.wholeNumber, "How many observations there are")
    case .buckets:
      Meaning(.dictionary(.wholeNumber), "How many observations are at most each bound")
    // The emergency stop.
    case .halted: Meaning(.flag, "Whether the emergency latch is set")
    case .flat: Meaning(.flag, "Whether no order is open and no position held")
    case .venues:
      Meaning(.list(.object(RecordSchema.stoppedAccount)), "How each account stands")
    case .cancelled: Meaning(.wholeNumber, "How many orders were cancelled")
    case .closed: Meaning(.wholeNumber, "How many orders closed a position or a part of one")
    case .dust: Meaning(.wholeNumber, "How many positions are too small to be closed")
    case .elapsed: Meaning(.wholeNumber, "How long it took, in milliseconds")
    // Settings and checks.
    case .key: Meaning(.text, "The setting with its table, such as risk.max_positions")
    case .value: Meaning(.text, "What holds, as a flag would have it; none for no limit")
    case .origin:
      Meaning(.word(["flag", "environment", "file", "default"]), "Who says so")
    case .variable: Meaning(.text, "The environment variable that says so")
    case .name: Meaning(.text, "What was checked")
    // What an account is opened with.
    case .keptIn: Meaning(.text, "Where the key is kept")
    // What a venue has.
    case .networks: Meaning(.list(.word(["live", "test"])), "Where it can be traded")
    case .markets: Meaning(.list(.word(of: MarketKind.self)), "What can be traded")
    case .orderTypes: Meaning(.list(.word(of: OrderType.self)), "The order types that it takes")
    case .timesInForce: Meaning(.list(.word(of: TimeInForce.self)), "How long orders may last")
    case .keyForms: Meaning(.list(.text), "What its keys are made of")
    case .canAmend: Meaning(.flag, "Whether an order can be changed and stays the same order")
    case .requestValidity:
      Meaning(.text, "How long a request may take to arrive, such as 10s; missing for any time")
    case .ordersPerRequest:
      Meaning(.wholeNumber, "The most orders that one request may place, by --batch")
    // What a venue lets itself be asked.
    case .scope:
      Meaning(.word(["address", "account", "key", "symbol"]), "What the venue counts by")
    case .per: Meaning(.text, "In so long a time, such as 1m")
    case .burst: Meaning(.wholeNumber, "How much may be used at once")
    case .available: Meaning(.wholeNumber, "How much may be used now")
    case .used: Meaning(.wholeNumber, "How much was used in this minute")
    case .history:
      Meaning(.list(.wholeNumber), "What was used in each of the last sixty minutes, oldest first")
    case .waitTime: Meaning(.wholeNumber, "For how long the venue wants to be left alone")
    // Whether a venue can be reached.
    case .network: Meaning(.word(["live", "test"]), "Where money is at stake, or the test network")
    case .latency: Meaning(.wholeNumber, "How long an answer takes over an open connection")
    case .skew:
      Meaning(.wholeNumber, "How far the venue's clock is ahead of ours; below zero, behind")
    // What is sent to a venue.
    case .url: Meaning(.text, "Where it goes, with its query")
    case .headers: Meaning(.dictionary(.text), "What stands before the body")
    case .body: Meaning(.text, "What is sent, byte for byte")
    // What users may put anything into.
    case .x: Meaning(.anything, "The user's own; never looked at")
    }
  }
}
