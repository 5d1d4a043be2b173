internal import Domain
internal import Risk
internal import Wire

/// Judges intents one after the other against one account.
struct RiskJudge {
  let policy: RiskPolicy
  private var state: RiskState
  private let account: AccountOptions
  private let instruments: InstrumentRules
  private let isCumulative: Bool

  init(
    policy: RiskPolicy, state: RiskState, account: AccountOptions, instruments: InstrumentRules,
    isCumulative: Bool
  ) {
    self.policy = policy
    self.state = state
    self.account = account
    self.instruments = instruments
    self.isCumulative = isCumulative
  }

  /// Everything that stands against an intent.
  ///
  /// - Parameters:
  ///   - intent: The order.
  ///   - entry: Where its signal expected to enter; the last resort for a price.
  /// - Returns: Empty for an order that passes.
  mutating func violations(of intent: Intent, entry: Price?) -> [RiskViolation] {
    // Where nobody said what is held, a close cannot be held against it.
    if intent.quantity == nil, account.positions == nil { return [] }
    let reference = account.reference(intent.symbol)
    let market = RiskMarket(
      instrument: instruments.known(intent.symbol), reference: reference,
      referenceAge: account.referenceAge, entry: entry)
    let verdict = policy.judge(intent, in: state, market: market)
    if isCumulative, verdict.isApproved {
      state.open.append(
        OpenOrder(
          id: intent.id, symbol: intent.symbol, side: intent.side, type: intent.type,
          quantity: intent.quantity ?? .zero, price: intent.price, stopPrice: intent.stopPrice,
          trailingPercent: intent.trailingPercent, mark: reference ?? entry,
          isReduceOnly: intent.isReduceOnly, positionSide: intent.positionSide))
    }
    return verdict.violations
  }
}

extension JSONText {
  /// The members of a `risk` object.
  ///
  /// - Parameters:
  ///   - violations: What stands against the order.
  ///   - policy: The name of what it was judged by.
  ///   - limits: All of that, where it is to be told.
  mutating func add(
    _ violations: [RiskViolation], policy: String, limits: [EffectiveSetting] = []
  ) {
    add(.verdict, word: violations.isEmpty ? "pass" : "deny")
    key(.violations)
    append(literal: "[")
    for (index, violation) in violations.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      add(.code, word: violation.code)
      if let limit = violation.limit { add(.limit, limit) }
      if let actual = violation.actual { add(.actual, actual) }
      add(.message, violation.message)
      append(literal: "}")
    }
    append(literal: "]")
    add(.policy, policy)
    guard !limits.isEmpty else { return }
    key(.limits)
    append(literal: "[")
    for (index, limit) in limits.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      add(limit)
      append(literal: "}")
    }
    append(literal: "]")
  }

  /// The members of an intent made from flags.
  mutating func add(_ intent: Intent) {
    if let id = intent.id { add(.id, id) }
    add(.symbol, intent.symbol.description)
    add(.side, word: intent.side.rawValue)
    add(.orderType, word: intent.type.rawValue)
    if let quantity = intent.quantity { add(.quantity, quantity) }
    if let price = intent.price { add(.price, price) }
    if let price = intent.stopPrice { add(.stopPrice, price) }
    if intent.isReduceOnly { add(.reduceOnly, true) }
    if let quantity = intent.icebergQuantity { add(.icebergQuantity, quantity) }
    if let percent = intent.trailingPercent { add(.trailingPercent, percent) }
    if let side = intent.positionSide { add(.positionSide, word: side.rawValue) }
    if let price = intent.stopLoss { add(.stopLoss, price) }
    if let price = intent.takeProfit { add(.takeProfit, price) }
    if let leverage = intent.leverage { add(.leverage, leverage) }
  }
}
