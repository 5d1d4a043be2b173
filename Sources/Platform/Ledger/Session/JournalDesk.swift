internal import Domain
internal import Lifecycle
internal import Risk

/// Judges the orders of one transaction: each that is approved counts for those after it.
struct JournalDesk {
  enum Verdict {
    case approved(RiskApproved)
    case blocked(StoredOrder)
    case halted([RiskViolation])
    case denied([RiskViolation])
  }

  private var state: RiskState
  private let unknown: [Symbol: StoredOrder]
  private let policy: RiskPolicy
  private let isHalted: Bool

  init(_ situation: RiskSituation, _ policy: RiskPolicy) {
    state = situation.state
    // Told anew for each order, because each that is approved is open from then on.
    state.open = OpenInterest()
    isHalted = state.isHalted
    unknown = Dictionary(
      situation.unknownOrders.map { ($0.life.terms.symbol, $0) },
      uniquingKeysWith: { first, _ in
        first
      })
    self.policy = policy
  }

  /// - Parameters:
  ///   - intent: The order.
  ///   - role: What it is for.
  ///   - market: What is known about its market.
  ///   - open: What is open, the orders before it included.
  /// - Returns: Whether it may leave.
  mutating func judge(
    _ intent: Intent, _ role: OrderRole, _ market: RiskMarket, open: OpenInterest
  ) -> Verdict {
    let unknown = unknown[intent.symbol]
    // Where growth is not wanted at all, the policy itself says what a reduction is.
    let passesHalt = isHalted && role.passesHalt
    state.isHalted = isHalted && !passesHalt
    state.isReduceOnly = passesHalt || unknown != nil
    state.open = open
    defer { state.open = OpenInterest() }
    switch policy.judge(intent, in: seen(by: intent, role), market: market) {
    case .approved(let approved): return .approved(approved)
    case .denied(let violations):
      let checks = violations.map(\.check)
      let isGrowth = checks.contains(.reduceOnly)
      let isStopped = checks.contains(.halted) || checks.contains(.breakerOpen)
      if isStopped || (passesHalt && isGrowth) { return .halted(violations) }
      if let unknown, isGrowth, !policy.isReduceOnly { return .blocked(unknown) }
      return .denied(violations)
    }
  }

  /// The account as an order is to see it.
  ///
  /// What only takes away may look like another order, which otherwise would be taken for the same
  /// order sent twice.
  private func seen(by intent: Intent, _ role: OrderRole) -> RiskState {
    guard intent.isReduceOnly else { return state }
    var seen = state
    switch role {
    // Equal parts of a position; an order that can only reduce does no harm beside another.
    case .emergency where intent.symbol.kind != .spot: seen.orders = []
    // Two entries that are alike have protection that is alike.
    case .stopLoss, .takeProfit: seen.orders.removeAll { $0.isReduceOnly && $0.isLike(intent) }
    default: return state
    }
    return seen
  }

  /// Counts an order that is about to leave.
  mutating func countOrder() { state.countOrder() }
}

extension OpenOrder {
  /// Whether it is in the same market, of the same side and of the same type.
  fileprivate func isLike(_ intent: Intent) -> Bool {
    symbol == intent.symbol && side == intent.side && type == intent.type
  }
}
