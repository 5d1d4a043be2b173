public import Domain

/// Wilder's average true range over a stream of candles.
///
/// The first value is the mean of `period` true ranges; each later one moves it by one
/// `period`-th of the distance to the new true range. The first candle, which has no close before
/// it, counts with its height.
///
/// Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978).
public struct AverageTrueRange: Sendable {
  public let period: Int
  /// The average after the latest candle; nil until there have been `period` of them.
  public private(set) var value: Price?
  private var previousClose: Price?
  private var count = 0
  private var sum: Price = .zero

  /// - Parameter period: In 1...100000; 14 is Wilder's own.
  /// - Throws: `.outOfRange(.period)`.
  public init(period: Int = 14) throws(SizingError) {
    guard (1...100_000).contains(period) else { throw .outOfRange(.period) }
    self.period = period
  }

  /// Takes the next candle in.
  ///
  /// - Throws: `.outOfRange(.candle)` or `.overflow`; the average is then as it was.
  public mutating func add(_ candle: Candle) throws(SizingError) {
    guard candle.isConsistent else { throw .outOfRange(.candle) }
    do throws(DecimalError) {
      let range = try Self.trueRange(of: candle, after: previousClose)
      if let average = value {
        let step = try (range - average).divided(by: Rate(period), rounding: .toNearestOrEven)
        value = try average + step
      } else {
        sum = try sum + range
        count += 1
        if count == period {
          value = try sum.divided(by: Rate(period), rounding: .toNearestOrEven)
        }
      }
      previousClose = candle.close
    } catch {
      throw .overflow
    }
  }

  /// The height of a candle, stretched to the close before it.
  static func trueRange(
    of candle: Candle, after previousClose: Price?
  ) throws(DecimalError) -> Price {
    guard let previousClose else { return try candle.high - candle.low }
    return try max(candle.high, previousClose) - min(candle.low, previousClose)
  }
}
