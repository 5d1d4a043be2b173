package import Domain

/// A fall of the equity from a high until it is reached again.
package struct Drawdown: Hashable, Sendable {
  /// The last moment of the high.
  package let peak: EquitySample
  /// The first moment of the lowest equity before the recovery.
  package let trough: EquitySample
  /// When the high was reached again; nil while it has not been.
  package internal(set) var recovery: Timestamp?

  /// The fall as a percentage of the high, above zero; beyond 100 when the equity went negative.
  package var percent: Double { -(trough.gain(since: peak) ?? 0) * 100 }

  /// The time from the high to the recovery, or to the end of the run where there was none.
  package func length(until end: Timestamp) -> TimeInterval {
    (recovery ?? end).since(peak.time)
  }
}

/// Finds the deepest drawdown of a run, relative to the high before it.
///
/// Between two of equal depth the first counts. Highs that are not above zero have no drawdown.
struct DrawdownTracker: Hashable, Sendable {
  private var peak: EquitySample?
  private(set) var deepest: Drawdown?
  private var deepestShare = 0.0

  mutating func add(_ sample: EquitySample) {
    guard let peak, sample.equity < peak.equity else {
      if let old = peak, deepest?.peak == old, deepest?.recovery == nil {
        deepest?.recovery = sample.time
      }
      peak = sample
      return
    }
    guard let gain = sample.gain(since: peak), -gain > deepestShare else { return }
    deepestShare = -gain
    deepest = Drawdown(peak: peak, trough: sample)
  }
}
