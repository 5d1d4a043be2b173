internal import Domain
package import VenueInterface

/// How a budget fills up: so many at once, and so long for each one more.
///
/// A bucket is one time, at which it is full again; now or earlier, and it is full. What is taken
/// moves that time on. Source: the generic cell rate algorithm of ITU-T I.371, annex A.
package struct BucketTerms: Hashable, Sendable {
  /// At least 1.
  package let burst: Int
  /// How long the bucket takes for one, in nanoseconds, at least 1; rounded up.
  let step: Int64

  /// The terms that keep within a venue's limit however its windows lie.
  ///
  /// A full bucket and what flows into it in one interval must not be more than the venue takes in
  /// an interval. Without a burst of its own, half of the amount may be used at once.
  package init(_ limit: RequestLimit) {
    let amount = max(1, limit.amount)
    let flowing: Int
    if let burst = limit.burst {
      self.burst = max(1, burst)
      flowing = amount
    } else {
      burst = max(1, amount / 2)
      flowing = max(1, amount - burst)
    }
    step = max(1, (limit.interval.nanoseconds - 1) / Int64(flowing) + 1)
  }

  /// The longest that a bucket takes to be full.
  private var depth: Int64 {
    let product = step.multipliedReportingOverflow(by: Int64(burst))
    return product.overflow ? .max : product.partialValue
  }

  /// What is left in a bucket, from 0 to `burst`.
  package func available(_ fullAt: Int64, at now: Int64) -> Int {
    burst - Int((min(depth, max(0, fullAt &- now)) + step - 1) / step)
  }

  /// Takes from a bucket, or tells how long that is too early.
  ///
  /// - Parameters:
  ///   - count: How much, at least 0; what is more than fits in needs a full bucket.
  ///   - share: What part of the bucket may be used, in percent; the rest is for others.
  ///   - fullAt: When it is full, in nanoseconds; after it, when it was taken.
  ///   - now: The time.
  /// - Returns: Nil when it was taken, else the nanoseconds to wait.
  func take(_ count: Int, share: Int, from fullAt: inout Int64, at now: Int64) -> Int64? {
    // A time that is farther off than that is left by a clock that was put back.
    let begin = min(max(fullAt, now), now + depth)
    let cost = step.multipliedReportingOverflow(by: Int64(count))
    guard !cost.overflow else { return depth }
    let limit = max(depth / 100 * Int64(share), cost.partialValue)
    let wait = begin + cost.partialValue - now - limit
    guard wait <= 0 else { return wait }
    fullAt = begin + cost.partialValue
    return nil
  }

  /// When a bucket is full of which the venue says that only so much is left.
  func fullAt(left: Int, at now: Int64) -> Int64 {
    now + step * Int64(burst - min(burst, max(0, left)))
  }
}
