package import Domain
package import Ledger
package import Lifecycle
package import Risk
package import Wire

/// What became of an order that was wished for.
package enum Placement: Sendable {
  /// It is in the ledger, as it stands now.
  case order(StoredOrder, isReplayed: Bool)
  /// It was not sent, and its key is free.
  case refused(OrderRefusal)

  /// Whether it counts as a failed order: denied by the policy, or rejected by its market.
  var isFailure: Bool {
    switch self {
    case .order(let order, let isReplayed): !isReplayed && order.life.state == .rejected
    case .refused(let refusal): refusal.status == .denied
    }
  }
}

/// Why an order was not sent.
package final class OrderRefusal: Sendable {
  /// `denied`, `invalid` or `unsent`.
  package let status: OrderStatus
  package let detail: FailureDetail
  /// The rules that stand against it.
  package let violations: [RiskViolation]

  package init(_ status: OrderStatus, _ detail: FailureDetail, _ violations: [RiskViolation] = []) {
    self.status = status
    self.detail = detail
    self.violations = violations
  }

  /// The refusal that an outcome of journaling is; nil for an order that can be sent or was.
  convenience init?(_ outcome: JournalOutcome) {
    switch outcome {
    case .journaled, .replayed: return nil
    case .idReused(let other):
      self.init(
        .invalid,
        FailureDetail(
          "ID_REUSED", .input,
          "another order has this id: \(other.life.terms.words), which is "
            + "\(other.life.status.rawValue)",
          field: "id",
          hint: "give the new order another id, or take the stored one with --on-reuse replay"))
    case .halted(let violations): self.init(halted: violations)
    case .blocked(let other):
      var detail = FailureDetail(
        "UNKNOWN_ORDER", .risk,
        "the outcome of order \(other.clientOrderID) in \(other.life.terms.symbol) is not known, "
          + "so nothing is added there",
        hint: "run 'tradectl order reconcile'")
      detail.retry = .reconcileFirst
      self.init(.denied, detail)
    case .denied(let violations):
      if violations.contains(where: { $0.check == .breakerOpen || $0.check == .halted }) {
        self.init(halted: violations)
      } else {
        self.init(
          .denied,
          FailureDetail(
            "RISK_DENIED", .risk, violations.map(\.message).joined(separator: "; ")), violations)
      }
    }
  }

  /// The latch or the breaker holds it back; without violations it is the latch.
  convenience init(halted violations: [RiskViolation]) {
    let isLatch = violations.isEmpty || violations.contains { $0.check == .halted }
    self.init(
      .unsent,
      FailureDetail(
        isLatch ? "HALTED" : "BREAKER_OPEN", .halt,
        violations.first?.message ?? "the emergency stop holds",
        hint: isLatch
          ? "when it is over: tradectl emergency-stop reset --reason TEXT"
          : "see 'tradectl risk status'; 'tradectl risk reset --reason TEXT' closes the breaker"),
      violations)
  }
}

extension OrderTerms {
  /// Such as `buy 0.02 BTC/USDT limit at 50000`.
  package var words: String {
    let price = price.map { " at \($0)" } ?? ""
    let stop = stopPrice.map { " from \($0)" } ?? ""
    return "\(side.rawValue) \(quantity) \(symbol) \(type.rawValue)\(price)\(stop)"
  }
}
