internal import Domain

/// What each kind of record carries: the one list behind the JSON Schema and the guard of keys.
package enum RecordSchema {
  /// What a kind of record is for, in one sentence.
  package static func summary(of kind: RecordKind) -> String {
    switch kind {
    case .signal: "What a strategy wants done."
    case .intent: "An order that is wished for, sized and checked on its way."
    case .order: "An order as it stands."
    case .fill: "One execution of an order, or of a part of one."
    case .position: "What an account holds in a market."
    case .balance: "What an account holds of an asset."
    case .equity: "The worth of an account at a moment."
    case .account: "An account, and what it may do."
    case .instrument: "What a venue says about a market."
    case .ticker: "What a market pays now."
    case .book: "The best orders of a market on both sides."
    case .venue: "An exchange, and what it has."
    case .limit: "How much of a venue's request limit is used by this machine."
    case .credential: "The key of an account, its secret left out."
    case .health: "Whether a host of an exchange answers, or the key of an account is good."
    case .request: "What would be sent to a venue, secrets replaced by ***."
    case .trade: "One trade in a market."
    case .candle: "The prices of a span of time."
    case .report: "Statistics over fills and equity."
    case .summary: "What a command did, in numbers."
    case .setting: "A setting that holds, and who says so."
    case .check: "Whether something that trading depends on is in order."
    case .latch: "Whether the emergency stop holds, and what is still open."
    case .error: "A line of input that could not become anything else."
    case .riskStatus: "How an account stands against its limits."
    case .orderEvent: "A line of the ledger's log: something that happened to an order."
    case .notice: "Something that a person should know at once."
    case .metric: "A number about orders or an account, for a monitor."
    }
  }

  /// The members of a kind of record, in the order in which they are usually written.
  package static func members(of kind: RecordKind) -> [SchemaMember] {
    leading + own(kind) + trailing
  }

  private static let leading: [SchemaMember] = [.required(.record), .required(.v)]
  private static let trailing: [SchemaMember] = [.field(.x)]

  private static func own(_ kind: RecordKind) -> [SchemaMember] {
    switch kind {
    case .signal: [.field(.ts)] + wish + [.field(.mode), .field(.account), .field(.venue)]
    case .intent:
      [.field(.ts)] + wish + [.field(.mode), .field(.account), .field(.venue)]
        + [.field(.sizing), .field(.risk), .field(.error)]
    case .order: order
    case .fill: fill
    case .position: position
    case .balance:
      fromAccount + [.required(.asset), .field(.free), .field(.locked), .required(.total)]
        + [.field(.notional), .field(.error)]
    case .equity: equity
    case .account: account
    case .instrument: instrument
    case .ticker: ticker
    case .book: book
    case .request: request
    case .credential: credential
    case .limit: limit
    case .health: health
    case .venue: venue
    case .trade: trade
    case .candle: candle
    case .report: [.field(.ts), .field(.mode)] + market + [.field(.strategy), .field(.asset)]
    case .summary: summary
    case .setting: setting
    case .check:
      [
        .required(.name),
        .required(
          .status, as: .word(["ok", "warning", "failed"]), summary: "Whether it is in order"),
        .required(.message), .field(.hint),
      ]
    case .latch:
      [
        .field(.ts, summary: "When it was set or opened last, UTC"), .required(.halted),
        .field(.who), .field(.reason), .field(.venues),
      ]
    case .error:
      [
        .field(.file), .field(.line), .required(.error), .field(.inputBase64),
      ]
    case .riskStatus: riskStatus
    case .orderEvent:
      fromAccount + [
        .required(.clientOrderID), .field(.id), .required(.symbol), .required(.seq),
        .required(.event), .required(.content), .required(.hash),
      ]
    case .notice: notice
    case .metric: metric
    }
  }

  /// Records that come from an account say from which, so that paper is never taken for live.
  private static let fromAccount: [SchemaMember] = [
    .required(.ts), .required(.mode), .required(.account), .required(.venue),
  ]

  private static let market: [SchemaMember] = [.field(.account), .field(.venue), .field(.symbol)]

  /// What signals and intents share: one becomes the other, and keeps what it has.
  private static let wish: [SchemaMember] = [
    .field(.id), .field(.symbol), .field(.action), .field(.side), .field(.orderType),
    .field(.quantity), .field(.quoteQuantity), .field(.contracts), .field(.price),
    .field(.stopPrice), .field(.timeInForce), .field(.postOnly), .field(.reduceOnly),
    .field(.icebergQuantity), .field(.entry), .field(.stopLoss), .field(.takeProfit),
    .field(.trailingPercent), .field(.leverage), .field(.positionSide), .field(.confidence),
    .field(.vetoed), .field(.reason), .field(.strategy), .field(.clientOrderID),
  ]

  private static let order: [SchemaMember] =
    fromAccount + wish + [
      .field(.orderID), .required(.status), .required(.final), .field(.filledQuantity),
      .field(.filledQuoteQuantity),
      .field(.averagePrice), .field(.fee), .field(.feeAsset), .field(.slippage), .field(.role),
      .field(.closeReason),
      .field(.arrivalPrice), .field(.fillTime), .field(.slippageBasisPoints),
      .field(.parentID), .field(.replayed), .field(.sizing), .field(.risk),
      .field(.error),
    ]

  private static let fill: [SchemaMember] =
    fromAccount + [
      .field(.id), .required(.symbol), .required(.side), .field(.fillID), .field(.orderID),
      .field(.clientOrderID), .required(.price), .required(.quantity),
      .field(.quoteQuantity), .field(.contracts),
      .field(.fee), .field(.feeAsset), .field(.liquidity), .field(.realizedPnL),
      .field(.slippage), .field(.strategy), .field(.parentID), .field(.reason),
      .field(.positionSide),
    ]

  private static let position: [SchemaMember] =
    fromAccount + [
      .required(.symbol),
      .required(.side, as: .word(of: PositionSide.self), summary: "Which way the position goes"),
      .field(.positionSide),
      .required(.quantity), .field(.quoteQuantity), .field(.contracts), .field(.entryPrice),
      .field(.markPrice),
      .field(.cost), .field(.margin), .field(.unrealizedPnL), .field(.realizedPnL),
      .field(.liquidationPrice), .field(.leverage), .field(.stopLoss), .field(.takeProfit),
      .field(.openedAt), .field(.closedAt), .field(.strategy), .field(.exitPrice), .field(.fee),
      .field(.reason),
    ]

  private static let account: [SchemaMember] =
    fromAccount + [
      .field(.asset), .field(.equity), .field(.peak), .field(.drawdownPercent), .field(.free),
      .field(.margin), .field(.openOrders), .field(.positions), .field(.leverage),
      .field(.makerFee), .field(.takerFee), .field(.readOnly), .field(.canTrade),
      .field(.canWithdraw), .field(.error),
    ]

  private static let equity: [SchemaMember] =
    fromAccount + [
      .field(.asset), .required(.equity), .field(.peak), .field(.drawdownPercent),
      .field(.realizedPnL), .field(.unrealizedPnL), .field(.margin), .field(.fee),
      .field(.openOrders),
    ]

  private static let instrument: [SchemaMember] = [
    .field(.ts), .field(.venue), .required(.symbol), .field(.venueSymbol), .field(.tick),
    .field(.lot), .field(.minimumQuantity), .field(.maximumQuantity),
    .field(.maximumMarketQuantity), .field(.minimumNotional), .field(.contractSize),
  ]

  private static let ticker: [SchemaMember] = [
    .field(.ts), .required(.venue), .required(.symbol), .field(.venueTime),
    .required(.price, summary: "What was paid last, quote units per base unit"), .field(.bid),
    .field(.ask),
  ]

  private static let book: [SchemaMember] = [
    .field(.ts), .required(.venue), .required(.symbol), .field(.venueTime), .required(.bids),
    .required(.asks),
  ]

  private static let venue: [SchemaMember] = [
    .required(.venue), .required(.networks), .required(.markets), .required(.orderTypes),
    .required(.timesInForce), .required(.keyForms), .required(.canAmend),
    .field(.requestValidity), .required(.ordersPerRequest),
  ]

  private static let limit: [SchemaMember] = [
    .required(.venue), .field(.symbol),
    .required(.name, summary: "The limit's name, as the venue counts it"),
    .required(.scope), .required(.limit, as: .wholeNumber, summary: "How much the venue takes"),
    .required(.per), .required(.burst),
    .required(.available), .required(.used), .field(.history), .field(.waitTime),
  ]

  private static let health: [SchemaMember] = [
    .required(.venue), .required(.network), .field(.url, summary: "The host that was asked"),
    .field(.account),
    .required(.status, as: .word(["ok", "warning", "failed"]), summary: "Whether it is in order"),
    .field(.latency), .field(.skew), .field(.canTrade), .field(.canWithdraw), .field(.error),
  ]

  private static let credential: [SchemaMember] = [
    .required(.account), .field(.venue), .required(.keptIn),
    .field(.key, summary: "The first and the last letters of the key"),
    .field(.canTrade), .field(.canWithdraw), .field(.error),
  ]

  private static let request: [SchemaMember] = [
    .required(.ts), .field(.mode), .field(.account), .required(.venue), .field(.id),
    .field(.symbol), .field(.clientOrderID),
    .required(.method, as: .text, summary: "GET, POST, PUT, PATCH or DELETE"), .required(.url),
    .required(.headers), .field(.body),
  ]

  private static let trade: [SchemaMember] = [
    .field(.ts), .field(.venue), .field(.symbol), .field(.venueTime), .field(.tradeID),
    .required(.price), .required(.quantity), .field(.contracts), .field(.aggressor),
  ]

  private static let candle: [SchemaMember] = [
    .field(.ts), .field(.venue), .field(.symbol), .field(.venueTime), .required(.open),
    .required(.high), .required(.low), .required(.close), .field(.volume),
  ]

  private static let summary: [SchemaMember] = [
    .field(.ts), .field(.mode), .field(.account), .field(.venue), .field(.command),
    .field(.lines), .field(.succeeded), .field(.failed), .field(.codes), .field(.asset),
    .field(.positions), .field(.notional), .field(.margin), .field(.unrealizedPnL),
    .field(.realizedPnL), .field(.fee), .field(.halted), .field(.flat), .field(.reason),
    .field(.venues), .field(.elapsed), .field(.warning), .field(.error),
  ]
}
