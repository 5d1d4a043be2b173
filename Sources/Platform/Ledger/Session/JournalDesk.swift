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
  private let marks: [Symbol: Price]

  init(_ situation: RiskSituation, _ policy: RiskPolicy, _ basis: RiskBasis) {
    state = situation.state
    isHalted = state.isHalted
    unknown = Dictionary(
      situation.unknownOrders.map { ($0.life.terms.symbol, $0) },
      uniquingKeysWith: { first, _ in
        first
      })
    self.policy = policy
    marks = basis.marks
  }

  /// - Parameters:
  ///   - intent: The order.
  ///   - role: What it is for.
  ///   - market: What is known about its market.
  /// - Returns: Whether it may leave.
  mutating func judge(_ intent: Intent, _ role: OrderRole, _ market: RiskMarket) -> Verdict {
    let unknown = unknown[intent.symbol]
    // Where growth is not wanted at all, the policy itself says what a reduction is.
    let passesHalt = isHalted && role.passesHalt
    state.isHalted = isHalted && !passesHalt
    state.isReduceOnly = passesHalt || unknown != nil
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
  /// What the emergency stop takes away it may take away again, in equal parts for instance: an
  /// order that can only reduce does no harm beside one that looks like it.
  private func seen(by intent: Intent, _ role: OrderRole) -> RiskState {
    guard role == .emergency, intent.isReduceOnly, intent.symbol.kind != .spot else { return state }
    var alone = state
    alone.orders = []
    return alone
  }

  /// Counts an order that is about to leave.
  mutating func reserve(_ order: StoredOrder) {
    state.orders.append(OpenOrder(order, marks))
    state.countOrder()
  }
}
