package import Domain

/// What trading costs in a market, as shares of what is traded; below zero is a rebate.
package struct TradingFees: Hashable, Sendable {
  package let maker: Rate
  package let taker: Rate

  package init(maker: Rate, taker: Rate) {
    self.maker = maker
    self.taker = taker
  }
}

/// Which money stands in for a position.
package enum MarginMode: String, CaseIterable, Hashable, Sendable {
  /// All of the account's.
  case cross
  /// What was set aside for it.
  case isolated
}

/// How positions of a market are borrowed for.
package struct LeverageSetting: Hashable, Sendable {
  /// Notional over margin.
  package let leverage: Rate
  /// Nil where the venue does not tell.
  package let marginMode: MarginMode?

  package init(leverage: Rate, marginMode: MarginMode?) {
    self.leverage = leverage
    self.marginMode = marginMode
  }
}

/// What a key may do.
package struct KeyPermissions: Hashable, Sendable {
  package let canTrade: Bool
  /// Whether it can take money out of the account; nil where the venue does not tell.
  package let canWithdraw: Bool?

  package init(canTrade: Bool, canWithdraw: Bool?) {
    self.canTrade = canTrade
    self.canWithdraw = canWithdraw
  }
}
