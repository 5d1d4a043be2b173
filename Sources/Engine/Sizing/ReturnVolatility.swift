public import Domain
internal import Glibc

/// The sample standard deviation of the returns from candle to candle.
///
/// Statistics, therefore binary floating point; the result is rounded to ten fraction digits.
///
/// Source of the running sums: B. P. Welford, "Note on a Method for Calculating Corrected Sums of
/// Squares and Products", Technometrics 4 (1962).
public struct ReturnVolatility: Sendable {
  /// How two closes make a return.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The logarithm of their ratio.
    case logarithmic
    /// Their ratio less one.
    case simple
  }

  public let kind: Kind
  /// How many returns have been seen, one less than candles.
  public private(set) var count = 0
  private var previousClose: Double?
  private var mean = 0.0
  private var squares = 0.0

  public init(_ kind: Kind = .logarithmic) { self.kind = kind }

  /// Takes the next candle in.
  ///
  /// - Throws: `.outOfRange(.candle)`; what was seen is then as it was.
  public mutating func add(_ candle: Candle) throws(SizingError) {
    guard candle.isConsistent else { throw .outOfRange(.candle) }
    let close = candle.close.approximation
    defer { previousClose = close }
    guard let previousClose else { return }
    let change = kind == .simple ? close / previousClose - 1 : log(close / previousClose)
    count += 1
    let distance = change - mean
    mean += distance / Double(count)
    squares += distance * (change - mean)
  }

  /// The volatility of as many candles as `bars` together.
  ///
  /// - Parameter bars: Scales by its square root, as for independent returns: 365 turns daily
  ///   candles into a yearly volatility. Above zero.
  /// - Returns: A fraction, 0.02 is 2 %; nil before the second return or outside the range.
  public func value(overBars bars: Double = 1) -> Rate? {
    guard count > 1, bars > 0 else { return nil }
    let volatility = (squares / Double(count - 1)).squareRoot() * bars.squareRoot()
    guard volatility.isFinite, volatility < 1e9 else { return nil }
    return Rate(scaled: Int128((volatility * 1e10).rounded()) * 100_000_000)
  }
}
