package import Domain
internal import Glibc

/// How a trading run went: exact money, and statistics that are never infinite or not a number.
///
/// What cannot be said is nil. `ReportField` has the name, unit and meaning of each figure.
package struct PerformanceReport: Hashable, Sendable {
  /// The first sample; nil without any.
  package let start: EquitySample?
  /// The last sample; nil without any.
  package let end: EquitySample?
  /// The cash at the end.
  package let balance: Notional
  /// What the open positions would gain at the last prices.
  package let unrealized: Notional
  /// Fills and round trips of the whole run.
  package let totals: TradeTotals
  let returns: ReturnStatistics
  /// The deepest fall of the equity; nil when it never fell.
  package let drawdown: Drawdown?
  let exposedNanoseconds: Int128
  /// The largest sampled exposure.
  package let peakExposure: Notional
  /// How many orders ended in each status, in the order of the statuses; none with zero.
  package let orders: [OrderCount]
  /// One row a symbol, in order of their names.
  package let bySymbol: [PerformanceRow]
  /// One row a strategy, in order of their names; fills without a strategy come first.
  package let byStrategy: [PerformanceRow]

  /// The time from the first to the last sample; zero without samples.
  package var length: TimeInterval {
    guard let start, let end else { return .zero }
    return end.time.since(start.time)
  }

  /// The gain over the start equity in percent; nil when that is not above zero.
  package var returnPercent: Double? { gain.flatMap { finite($0 * 100) } }

  /// The yearly growth rate that leads from start to end equity, in percent.
  ///
  /// `(end / start) ^ (365.25 days / length) − 1`. Nil for runs shorter than a day, and when the
  /// start equity is not above zero or the end equity below it.
  package var cagrPercent: Double? {
    guard tellsOfYear, let gain, gain >= -1 else { return nil }
    let years = length.seconds / ReturnStatistics.secondsPerYear
    // Logarithms of 1 + x keep the digits of small gains.
    return finite(expm1(log1p(gain) / years) * 100)
  }

  /// The yearly standard deviation of the sampled returns, in percent; nil under a day.
  package var volatilityPercent: Double? { tellsOfYear ? returns.volatilityPercent : nil }

  /// Mean excess return over its standard deviation, yearly.
  ///
  /// Nil when returns do not vary, and for runs shorter than a day.
  package var sharpe: Double? { tellsOfYear ? returns.sharpe : nil }

  /// Mean excess return over its downside deviation, yearly.
  ///
  /// Nil without a bad return, and for runs shorter than a day.
  package var sortino: Double? { tellsOfYear ? returns.sortino : nil }

  /// How many returns the statistics rest on.
  package var returnCount: Int { returns.count }

  /// The yearly growth rate over the deepest drawdown; nil when one of them is missing.
  ///
  /// Source: T. W. Young, "Calmar Ratio: A Smoother Tool", Futures (October 1991); here over the
  /// whole run, not its last 36 months.
  package var calmar: Double? {
    guard let cagrPercent, let drawdown, drawdown.percent > 0 else { return nil }
    return finite(cagrPercent / drawdown.percent)
  }

  /// The deepest fall from a high, in percent of it; zero when the equity never fell.
  package var maximumDrawdownPercent: Double? {
    guard let start, start.equity.isPositive else { return drawdown?.percent }
    return drawdown?.percent ?? 0
  }

  /// The time from the high of the deepest fall to its recovery or the end; nil without a fall.
  package var maximumDrawdownLength: TimeInterval? {
    guard let end else { return nil }
    return drawdown?.length(until: end.time)
  }

  /// The share of the run's time with an open position, in percent; nil for a run of no length.
  package var exposurePercent: Double? {
    guard length > .zero else { return nil }
    return min(100, Double(exposedNanoseconds) / Double(length.nanoseconds) * 100)
  }

  /// The traded notional over the start equity; nil when that is not above zero.
  package var turnover: Double? {
    guard let start, start.equity.isPositive else { return nil }
    return finite(totals.tradedNotional.approximation / start.equity.approximation)
  }

  /// Whether the run is long enough to speak of a year: minutes extended to one are only noise.
  private var tellsOfYear: Bool { length >= .day }

  /// The gain over the start equity as a share.
  private var gain: Double? {
    guard let start, let end else { return nil }
    return end.gain(since: start)
  }
}

/// How many orders ended in one status.
package struct OrderCount: Hashable, Sendable {
  package let status: OrderStatus
  package let count: Int
}

/// The totals of one symbol or strategy.
package struct PerformanceRow: Hashable, Sendable {
  /// The symbol or the strategy; nil for fills that named no strategy.
  package let name: String?
  package let totals: TradeTotals

  /// The rows in order of their names by code units, the one without a name first.
  static func sorted(_ groups: [(name: String?, totals: TradeTotals)]) -> [PerformanceRow] {
    groups.map { PerformanceRow(name: $0.name, totals: $0.totals) }.sorted { left, right in
      guard let rightName = right.name else { return false }
      guard let leftName = left.name else { return true }
      return leftName.utf8.lexicographicallyPrecedes(rightName.utf8)
    }
  }
}
