package import Domain

/// What the fills and round trips of a run, a symbol or a strategy add up to.
///
/// Money is in the quote (or settlement) currency, which all fills share. A fill counts under its
/// own strategy, or without one under that of the position that it changes; a round trip counts
/// under the strategy whose fill opened it.
package struct TradeTotals: Hashable, Sendable {
  package private(set) var fills = 0
  /// Σ price × quantity.
  package private(set) var tradedNotional = Notional.zero
  /// The part of the traded notional that gave liquidity.
  package private(set) var makerNotional = Notional.zero
  /// Profit of what was closed, fees not counted.
  package private(set) var realized = Notional.zero
  /// Fees paid; rebates count against them.
  package private(set) var fees = Notional.zero
  /// What worse prices than the expected ones cost; negative where they were better.
  package private(set) var slippage = Notional.zero
  /// Realized profit less all fees, also those of positions that are still open.
  package private(set) var net = Notional.zero

  /// Round trips that have ended.
  package private(set) var trades = 0
  /// Round trips with a profit above zero after fees.
  package private(set) var wins = 0
  /// Round trips with a loss after fees.
  package private(set) var losses = 0
  /// The sum of the profits of the wins.
  package private(set) var grossProfit = Notional.zero
  /// The sum of the losses; zero or negative.
  package private(set) var grossLoss = Notional.zero
  package private(set) var largestWin: Notional?
  /// The most negative profit.
  package private(set) var largestLoss: Notional?
  private var holdingNanoseconds = Int128(0)

  package init() {}

  // Both additions work in place, and not by returning new totals: at -O, Swift 6.3.1 for x86-64
  // may take a throwing function that ends by copying a large result for one that has failed.

  /// Takes in one more fill.
  ///
  /// - Throws: `.overflow`; the totals are then as they were.
  mutating func add(
    _ fill: Fill, realized profit: Notional, slippage cost: Notional
  ) throws(DecimalError) {
    let traded = try fill.price * fill.quantity
    let nextTraded = try tradedNotional + traded
    let nextMaker = fill.liquidity == .maker ? try makerNotional + traded : makerNotional
    let nextRealized = try realized + profit
    let nextFees = try fees + fill.fee
    let nextSlippage = try slippage + cost
    let nextNet = try net + (profit - fill.fee)
    fills += 1
    tradedNotional = nextTraded
    makerNotional = nextMaker
    realized = nextRealized
    fees = nextFees
    slippage = nextSlippage
    net = nextNet
  }

  /// Takes in one more round trip.
  ///
  /// - Throws: `.overflow`; the totals are then as they were.
  mutating func add(_ trip: RoundTrip) throws(DecimalError) {
    let profit = trip.profit
    if profit.isPositive {
      grossProfit = try grossProfit + profit
      wins += 1
      largestWin = max(largestWin ?? profit, profit)
    } else if profit.isNegative {
      grossLoss = try grossLoss + profit
      losses += 1
      largestLoss = min(largestLoss ?? profit, profit)
    }
    trades += 1
    holdingNanoseconds += Int128(trip.holdingTime.nanoseconds)
  }

  /// Wins per hundred round trips; nil without a round trip.
  package var winRatePercent: Double? {
    trades > 0 ? Double(wins) / Double(trades) * 100 : nil
  }

  /// Gross profit over gross loss; nil without a loss.
  package var profitFactor: Double? {
    guard grossLoss.isNegative else { return nil }
    return finite(grossProfit.approximation / -grossLoss.approximation)
  }

  /// The mean profit of a round trip after fees; nil without one.
  package var expectancy: Notional? {
    (try? grossProfit + grossLoss).flatMap { Self.mean($0, of: trades) }
  }

  /// The mean profit of the wins; nil without a win.
  package var averageWin: Notional? { Self.mean(grossProfit, of: wins) }

  /// The mean profit of the losses, negative; nil without a loss.
  package var averageLoss: Notional? { Self.mean(grossLoss, of: losses) }

  /// The mean time from the opening to the closing fill, in seconds; nil without a round trip.
  package var averageHoldingSeconds: Double? {
    trades > 0 ? Double(holdingNanoseconds) / Double(trades) / 1e9 : nil
  }

  /// The share of the traded notional that gave liquidity, in percent; nil when nothing traded.
  package var makerSharePercent: Double? {
    guard tradedNotional.isPositive else { return nil }
    return finite(makerNotional.approximation / tradedNotional.approximation * 100)
  }

  /// The mean, half to even at the 18th fraction digit; nil of nothing.
  private static func mean(_ sum: Notional, of count: Int) -> Notional? {
    count > 0 ? try? sum.divided(by: Rate(count), rounding: .toNearestOrEven) : nil
  }
}
