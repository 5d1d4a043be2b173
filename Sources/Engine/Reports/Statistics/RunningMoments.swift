/// Count, mean and spread of numbers that come one at a time, without keeping them.
///
/// Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and
/// Products", Technometrics 4 (1962).
struct RunningMoments: Hashable, Sendable {
  private(set) var count = 0
  /// The arithmetic mean; zero before the first number.
  private(set) var mean = 0.0
  /// The sum of the squared differences from the mean.
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let difference = value - mean
    mean += difference / Double(count)
    squares += difference * (value - mean)
  }

  /// √(Σ(x − mean)² / (n − 1)); nil for fewer than two numbers.
  ///
  /// Equal numbers have a spread of exactly zero: what rounding alone leaves, below 10⁻¹² of the
  /// mean, is not a spread and would make a ratio over it meaningless.
  var standardDeviation: Double? {
    guard count > 1 else { return nil }
    let deviation = (squares / Double(count - 1)).squareRoot()
    return deviation > 1e-12 * abs(mean) ? deviation : 0
  }
}
