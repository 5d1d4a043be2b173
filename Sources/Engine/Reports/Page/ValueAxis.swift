internal import Glibc

/// The vertical axis of a chart: a range that ends on ticks, a step of 1, 2 or 5 times a power of ten.
struct ValueAxis: Hashable {
  let lower: Double
  let upper: Double
  let step: Double
  let ticks: [Double]

  /// - Parameters:
  ///   - lower: The lowest number to show.
  ///   - upper: The highest number to show; where it is not above `lower` the range is widened.
  ///   - count: About how many steps to divide the range into.
  init(covering lower: Double, _ upper: Double, count: Int = 4) {
    // Far beyond any money, and far enough from the end that differences stay finite.
    var (low, high) = (min(max(lower, -1e300), 1e300), min(max(upper, -1e300), 1e300))
    // Below this width neighbouring ticks would no longer be different numbers.
    let width = max(low.magnitude, high.magnitude) * 1e-9
    if !(high - low > width) {
      let half = low == 0 && high == 0 ? 1 : max(low.magnitude, high.magnitude) / 100
      (low, high) = (low - half, high + half)
    }
    let raw = (high - low) / Double(count)
    let power = pow(10, floor(log10(raw)))
    let factor = [1, 2, 5].first { $0 * power >= raw * (1 - 1e-9) } ?? 10
    let step = factor * power
    // A tick lies at a whole number of steps; what rounding alone adds is not a step more.
    let first = floor(low / step + 1e-9)
    let last = ceil(high / step - 1e-9)
    self.step = step
    self.lower = first * step
    self.upper = last * step
    ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// Where a number lies, from 0 at the bottom to 1 at the top.
  func position(of value: Double) -> Double {
    min(1, max(0, (value - lower) / (upper - lower)))
  }

  /// A tick with the digits that its neighbours need to differ; millions and more are shortened.
  func label(_ tick: Double) -> String {
    let scales: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M")]
    let longest = max(lower.magnitude, upper.magnitude)
    let scale = longest < 1e7 ? nil : scales.first { step >= $0.0 / 1000 && longest >= $0.0 }
    let unit = scale ?? (1, "")
    let digits = max(0, Int(ceil(-log10(step / unit.0) - 1e-9)))
    return NumberText.fixed(tick / unit.0, digits: min(digits, 18)) + unit.1
  }
}
