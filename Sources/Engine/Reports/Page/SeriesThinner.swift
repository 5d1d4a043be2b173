public import Domain

/// Keeps a bounded picture of a stream of any length: the lowest and highest point of each stretch.
///
/// The stream is cut into buckets of equally many points. Once there are as many buckets as fit,
/// neighbours are merged and each later bucket holds twice as many, so that the same stream always
/// gives the same points, and no peak or trough is ever lost.
public struct SeriesThinner: Sendable {
  private struct Bucket {
    /// The lowest and the highest point; of equal ones the first.
    var lowest: SeriesPoint
    var highest: SeriesPoint
    var lowestComesFirst = true

    init(_ point: SeriesPoint) {
      lowest = point
      highest = point
    }

    mutating func add(_ point: SeriesPoint) {
      if point.value < lowest.value {
        lowest = point
        lowestComesFirst = false
      } else if point.value > highest.value {
        highest = point
        lowestComesFirst = true
      }
    }

    /// Takes in the bucket that follows.
    mutating func add(_ next: Bucket) {
      add(next.lowestComesFirst ? next.lowest : next.highest)
      add(next.lowestComesFirst ? next.highest : next.lowest)
    }
  }

  private let bucketLimit: Int
  private var buckets: [Bucket] = []
  private var bucketSize = 1
  /// Points in the last bucket.
  private var filled = 0
  private var first: SeriesPoint?
  private var last: SeriesPoint?
  /// How many points have come.
  public private(set) var count = 0

  /// - Parameter limit: The most points to keep, at least 6.
  public init(limit: Int) {
    precondition(limit >= 6, "A picture of a series takes at least six points")
    // The first and last point, and two of each bucket; pairs of buckets are merged.
    bucketLimit = (limit - 2) / 4 * 2
    buckets.reserveCapacity(bucketLimit)
  }

  /// Takes in a point, not earlier than the one before; numbers that are not finite are left out.
  public mutating func add(_ point: SeriesPoint) {
    guard point.value.isFinite else { return }
    count += 1
    if first == nil { first = point }
    last = point
    if filled < bucketSize, !buckets.isEmpty {
      buckets[buckets.count - 1].add(point)
      filled += 1
      return
    }
    if buckets.count == bucketLimit { merge() }
    buckets.append(Bucket(point))
    filled = 1
  }

  /// Takes in a number at a moment.
  public mutating func add(_ time: Timestamp, _ value: Double) {
    add(SeriesPoint(time: time, value: value))
  }

  /// The points that were kept, in the order in which they came.
  public var points: [SeriesPoint] {
    var points: [SeriesPoint] = []
    func append(_ point: SeriesPoint) {
      if points.last != point { points.append(point) }
    }
    if let first { append(first) }
    for bucket in buckets {
      append(bucket.lowestComesFirst ? bucket.lowest : bucket.highest)
      append(bucket.lowestComesFirst ? bucket.highest : bucket.lowest)
    }
    if let last { append(last) }
    return points
  }

  /// Halves the number of buckets; all of them are full, and their number is even.
  private mutating func merge() {
    for index in 0..<(buckets.count / 2) {
      var merged = buckets[2 * index]
      merged.add(buckets[2 * index + 1])
      buckets[index] = merged
    }
    buckets.removeLast(buckets.count / 2)
    bucketSize *= 2
  }
}
