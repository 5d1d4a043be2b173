internal import Domain

/// Volatility, Sharpe and Sortino ratio of the returns from one sample to the next.
///
/// A return is `equity / earlier equity − 1`. A sample closes a return when it lies at least half
/// an interval after the one before, so that a last sample shortly after a boundary, or a second
/// one at the same time, does not count as a whole interval. A sample after a gap closes one
/// return. From an equity that is not above zero no return is taken.
///
/// Annual figures multiply a mean by the number of intervals in 365.25 days and a deviation by its
/// square root, which takes returns as independent.
struct ReturnStatistics: Hashable, Sendable {
  static let secondsPerYear = 365.25 * 86_400

  private let interval: TimeInterval
  private let intervalsPerYear: Double
  private let riskFreeReturn: Double
  private var earlier: EquitySample?
  private var moments = RunningMoments()
  /// Σ min(0, return − risk-free return)².
  private var downsideSquares = 0.0

  /// - Parameters:
  ///   - interval: The time between samples, above zero.
  ///   - riskFreeRate: The yearly return of the alternative without risk: 0.04 for 4 %.
  init(interval: TimeInterval, riskFreeRate: Double) {
    precondition(interval > .zero, "Samples lie some time apart")
    precondition(riskFreeRate.isFinite, "A risk-free rate is a number")
    self.interval = interval
    intervalsPerYear = Self.secondsPerYear / interval.seconds
    riskFreeReturn = riskFreeRate / intervalsPerYear
  }

  mutating func add(_ sample: EquitySample) {
    guard let earlier else {
      self.earlier = sample
      return
    }
    let half = interval.nanoseconds - interval.nanoseconds / 2
    guard sample.time.since(earlier.time).nanoseconds >= half else { return }
    if let gain = sample.gain(since: earlier) {
      moments.add(gain)
      let shortfall = min(0, gain - riskFreeReturn)
      downsideSquares += shortfall * shortfall
    }
    self.earlier = sample
  }

  /// How many returns have been counted.
  var count: Int { moments.count }

  /// The yearly standard deviation of the returns, in percent; nil for fewer than two returns.
  var volatilityPercent: Double? {
    moments.standardDeviation.flatMap { finite($0 * intervalsPerYear.squareRoot() * 100) }
  }

  /// Mean excess return over its standard deviation, yearly; nil when the returns do not vary.
  ///
  /// Source: W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21 (1994).
  var sharpe: Double? {
    guard let deviation = moments.standardDeviation, deviation > 0 else { return nil }
    return finite((moments.mean - riskFreeReturn) / deviation * intervalsPerYear.squareRoot())
  }

  /// Mean excess return over its downside deviation, yearly; nil without a return below the target.
  ///
  /// The downside deviation is √(Σ min(0, excess return)² / n) over all n returns.
  /// Source: F. A. Sortino, L. N. Price, "Performance Measurement in a Downside Risk Framework",
  /// Journal of Investing 3 (1994).
  var sortino: Double? {
    guard moments.count > 1, downsideSquares > 0 else { return nil }
    let deviation = (downsideSquares / Double(moments.count)).squareRoot()
    return finite((moments.mean - riskFreeReturn) / deviation * intervalsPerYear.squareRoot())
  }
}

/// The number, or nil where it is infinite or not a number.
func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
