/// What happens to the part of a result that does not fit; always named where it happens.
public enum Rounding: CaseIterable, Hashable, Sendable {
  /// Toward zero: cuts the excess digits off.
  case towardZero
  /// Away from zero, unless the result is exact.
  case awayFromZero
  /// Toward negative infinity.
  case down
  /// Toward positive infinity.
  case up
  /// To the nearest; a tie goes to the even neighbour.
  case toNearestOrEven
  /// To the nearest; a tie goes away from zero.
  case toNearestOrAwayFromZero

  /// Whether a truncated magnitude has to grow by one.
  ///
  /// - Parameters:
  ///   - isNegative: The sign of the exact result.
  ///   - isOdd: Whether the truncated magnitude is odd.
  ///   - half: The dropped part against one half of the last place, -1, 0 or 1 for less,
  ///     equal or more; the part is not zero.
  /// - Returns: True when the next magnitude is the rounded one.
  @inlinable
  func increments(isNegative: Bool, isOdd: Bool, half: Int) -> Bool {
    switch self {
    case .towardZero: false
    case .awayFromZero: true
    case .down: isNegative
    case .up: !isNegative
    case .toNearestOrEven: half > 0 || (half == 0 && isOdd)
    case .toNearestOrAwayFromZero: half >= 0
    }
  }
}
