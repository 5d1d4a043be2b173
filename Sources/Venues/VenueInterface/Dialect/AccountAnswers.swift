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

/// The key that a question about keys is about, which is the one that signs it.
package struct KeyInUse: Hashable, Sendable {
  /// What the venue calls it where it lists all those of an account; nil where it lists none.
  package let name: String?
  /// When it is asked about: what has expired by then is of no use.
  package let time: Timestamp

  package init(name: String?, at time: Timestamp) {
    self.name = name
    self.time = time
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
