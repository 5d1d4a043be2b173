internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import Trading
internal import Wire

extension RecordOutput {
  /// Where a record comes from: whose money, which account, where.
  mutating func add(_ scope: AccountScope, at time: Timestamp) { text.add(scope, at: time) }

  /// An order as the ledger has it.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - parent: The name of the order that it belongs to.
  ///   - isReplayed: Whether it was there before it was asked for.
  ///   - failure: What went wrong with what was asked of it; nil looks at the order itself.
  /// - Throws: When the output cannot be written.
  mutating func write(
    _ order: StoredOrder, parent: String? = nil, isReplayed: Bool = false,
    failure: FailureDetail? = nil
  ) throws(StreamFailure) {
    let life = order.life
    begin(.order)
    text.bytes.append(contentsOf: order.line)
    if order.line.isEmpty { text.add(life.terms, id: order.id) }
    text.add(life.terms)
    add(order.scope, at: life.latestTime)
    text.add(.clientOrderID, order.clientOrderID)
    if let id = life.orderID { text.add(.orderID, id) }
    if let parent { text.add(.parentID, parent) }
    text.add(.status, word: life.status.rawValue)
    text.add(.final, life.isFinal)
    text.add(.filledQuantity, life.filledBaseQuantity)
    if life.terms.symbol.isInverse { text.add(.filledQuoteQuantity, life.filledQuantity) }
    if life.filledQuantity.isPositive {
      if let price = life.averagePrice { text.add(.averagePrice, price) }
      text.add(.fee, life.fee)
      if let asset = life.feeAsset { text.add(.feeAsset, asset) }
    }
    addExecution(order)
    if let reason = life.reason, !reason.isEmpty { text.add(.reason, reason) }
    if order.role != .entry { text.add(.role, word: order.role.rawValue) }
    if isReplayed { text.add(.replayed, true) }
    let failure = failure ?? FailureDetail(order)
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }

  /// How long the order took to fill, and what that cost against the price at its arrival.
  private mutating func addExecution(_ order: StoredOrder) {
    let life = order.life
    if let arrival = order.arrivalPrice { text.add(.arrivalPrice, arrival) }
    guard life.filledQuantity.isPositive else { return }
    if let sent = life.sentAt, let end = life.finalAt ?? life.firstFilledAt {
      text.add(.fillTime, Int(end.since(sent).nanoseconds / 1_000_000))
    }
    if let basisPoints = order.slippageBasisPoints {
      text.add(.slippageBasisPoints, basisPoints)
    }
  }

  /// An order that was not sent.
  ///
  /// - Parameters:
  ///   - refusal: Why not.
  ///   - line: The members that travel on.
  ///   - scope: Whose order it would have been.
  ///   - time: Now.
  ///   - number: Of the line; nil for flags.
  ///   - policy: The name of what it was judged by.
  ///   - limits: All of that, where it is to be told.
  /// - Throws: When the output cannot be written.
  mutating func write(
    _ refusal: OrderRefusal, line: [UInt8], scope: AccountScope, at time: Timestamp,
    number: Int?, policy: String, limits: [EffectiveSetting] = []
  ) throws(StreamFailure) {
    begin(.order)
    let isJudged = !refusal.violations.isEmpty
    text.bytes.append(contentsOf: isJudged ? CarriedLine.withoutRisk(line) : line)
    add(scope, at: time)
    text.add(.status, word: refusal.status.rawValue)
    text.add(.final, true)
    if let number { text.add(.line, number) }
    if isJudged {
      text.add(.risk) { $0.add(refusal.violations, policy: policy, limits: limits) }
    }
    text.add(.error) { $0.add(refusal.detail) }
    try end(isFailure: true)
  }

  /// An order as it would have left, with the limits that it was judged by.
  mutating func writeRehearsed(
    _ order: StoredOrder, policy: String, limits: [EffectiveSetting]
  ) throws(StreamFailure) {
    let terms = order.life.terms
    begin(.order)
    text.bytes.append(contentsOf: CarriedLine.withoutRisk(order.line))
    text.add(terms)
    add(order.scope, at: order.life.createdAt)
    text.add(.clientOrderID, order.clientOrderID)
    text.add(.status, word: OrderStatus.unsent.rawValue)
    text.add(.final, true)
    text.add(.filledQuantity, Quantity.zero)
    if let price = order.arrivalPrice { text.add(.arrivalPrice, price) }
    text.add(.reason, word: "dry_run")
    text.add(.risk) { $0.add([], policy: policy, limits: limits) }
    try end()
  }

  /// A line that asks for nothing.
  mutating func writeSkipped(
    line: [UInt8], scope: AccountScope, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.order)
    text.bytes.append(contentsOf: line)
    add(scope, at: time)
    text.add(.status, word: OrderStatus.skipped.rawValue)
    text.add(.final, true)
    try end()
  }
}

extension JSONText {
  /// Where a record comes from: whose money, which account, where.
  mutating func add(_ scope: AccountScope, at time: Timestamp) {
    add(.ts, time)
    add(.mode, word: scope.mode.rawValue)
    add(.account, scope.account)
    add(.venue, scope.venue)
  }

  /// What the ledger has of what was ordered.
  fileprivate mutating func add(_ terms: OrderTerms) {
    add(.side, word: terms.side.rawValue)
    add(.orderType, word: terms.type.rawValue)
    add(size: terms.quantity, in: terms.symbol)
    if let price = terms.price { add(.price, price) }
    if let price = terms.stopPrice { add(.stopPrice, price) }
    if terms.isReduceOnly { add(.reduceOnly, true) }
    if let quantity = terms.icebergQuantity { add(.icebergQuantity, quantity) }
    if let percent = terms.trailingPercent { add(.trailingPercent, percent) }
    if let side = terms.positionSide { add(.positionSide, word: side.rawValue) }
  }

  /// What an order without a line of its own is known by.
  fileprivate mutating func add(_ terms: OrderTerms, id: String?) {
    if let id { add(.id, id) }
    add(.symbol, terms.symbol.description)
  }
}

extension OrderLife {
  /// When the latest thing happened to it that changed where it stands.
  var latestTime: Timestamp {
    finalAt ?? firstFilledAt ?? acknowledgedAt ?? sentAt ?? createdAt
  }
}

extension FailureDetail {
  /// What is wrong with an order; nil where it does what was asked.
  init?(_ order: StoredOrder) {
    let life = order.life
    switch life.state {
    case .rejected:
      let fault = life.fault
      if order.scope.mode == .paper {
        self.init(fault?.code ?? "REJECTED", .venue, fault?.message ?? "the market refused it")
      } else {
        self.init("VENUE_REJECTED", .venue, "the venue refused it")
        venueCode = fault?.code
        venueMessage = fault?.message
      }
    case .unknown, .sent:
      guard order.isInQuestion else { return nil }
      self.init(
        "OUTCOME_UNKNOWN", .network,
        "it is not known whether the order is at the venue"
          + (life.reason.map { ": \($0)" } ?? ""),
        hint: "run 'tradectl order reconcile'")
      retry = .reconcileFirst
    case .unsent:
      self.init("NOT_SENT", .network, life.reason ?? "it was not sent")
      retry = .sameID
    case .journaled, .open, .filled, .cancelled, .expired:
      return nil
    }
  }
}

extension StoredOrder {
  /// How much worse its fills were than the market at its arrival, in basis points; below zero is
  /// better.
  var slippageBasisPoints: Rate? {
    guard let arrival = arrivalPrice, let average = life.averagePrice, arrival.isPositive else {
      return nil
    }
    let difference = life.terms.side == .buy ? try? average - arrival : try? arrival - average
    guard let share = try? difference?.ratio(to: arrival, rounding: .toNearestOrEven) else {
      return nil
    }
    return try? (share * Rate(10_000)).rounded(.toNearestOrEven, toMultipleOf: Rate.hundredth)
  }
}

extension Rate {
  fileprivate static let hundredth = Rate(scaled: FixedPoint.one / 100)
}
