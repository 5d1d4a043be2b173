package import Domain
package import Risk

/// What the risk state needs beside the ledger.
package struct RiskBasis: Sendable {
  /// What the account is worth now; nil takes the latest sample, or zero where there is none.
  package var equity: Notional?
  package var availableBalance: Notional?
  /// What the markets pay; a position without one is valued at its entry price.
  package var marks: [Symbol: Price] = [:]
  /// The leverages of open positions, where their market tells them.
  package var leverages: [Symbol: Rate] = [:]
  /// What the venue says is held; nil for what the ledger's fills add up to.
  package var positions: [OpenPosition]?
  package var now: Timestamp
  /// When the day of the daily loss began.
  package var dayStart: Timestamp
  /// Whether the emergency stop is set.
  package var isHalted = false
  /// The windows in which orders are counted.
  package var orderWindows: [TimeInterval] = []
  /// The windows in which failed orders are counted.
  package var failureWindows: [TimeInterval] = []

  package init(now: Timestamp, dayStart: Timestamp, equity: Notional? = nil) {
    self.now = now
    self.dayStart = dayStart
    self.equity = equity
  }

  /// Asks for the counts that a policy limits.
  package mutating func measure(_ policy: RiskPolicy) {
    orderWindows = policy.orderRates.map(\.window)
    failureWindows = policy.failedOrders.map(\.window)
  }
}

/// The risk state of an account as it is at one moment of a transaction.
package final class RiskSituation: Sendable {
  package let state: RiskState
  /// Orders whose outcome is not known.
  package let unknownOrders: [StoredOrder]

  init(_ state: RiskState, unknownOrders: [StoredOrder]) {
    self.state = state
    self.unknownOrders = unknownOrders
  }
}
