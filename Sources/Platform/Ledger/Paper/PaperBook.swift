/// All that is kept of a paper account, as the matching engine writes it.
package struct PaperBook: Hashable, Sendable {
  /// The money, the counters and the rules.
  package var account: String
  /// By the market's number.
  package var markets: [PaperRow] = []
  /// By the order's number at the paper exchange.
  package var orders: [PaperRow] = []

  package init(account: String) { self.account = account }
}

/// One market or one open order of a paper account.
package struct PaperRow: Hashable, Sendable {
  package var number: Int64
  /// What the matching engine wrote.
  package var state: String
  /// The order in the ledger that it stands for.
  package var order: Int64?

  package init(number: Int64, state: String, order: Int64? = nil) {
    self.number = number
    self.state = state
    self.order = order
  }
}
