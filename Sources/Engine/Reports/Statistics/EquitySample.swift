package import Domain

/// What an account was worth at one moment.
package struct EquitySample: Hashable, Sendable {
  package let time: Timestamp
  package let equity: Notional

  package init(time: Timestamp, equity: Notional) {
    self.time = time
    self.equity = equity
  }

  /// The gain since an earlier sample as a share of its equity: 0.02 for 2 %.
  ///
  /// - Parameter earlier: The sample to compare with.
  /// - Returns: Nil when the earlier equity is not above zero, where a share means nothing.
  func gain(since earlier: EquitySample) -> Double? {
    guard earlier.equity.isPositive else { return nil }
    // The difference is exact where it fits, so that small gains of large accounts keep digits.
    let difference =
      (try? equity - earlier.equity)?.approximation
      ?? equity.approximation - earlier.equity.approximation
    return difference / earlier.equity.approximation
  }
}
