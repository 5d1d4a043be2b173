public import Domain

/// A number at a moment, for drawing.
public struct SeriesPoint: Hashable, Sendable {
  public let time: Timestamp
  public let value: Double

  @inlinable
  public init(time: Timestamp, value: Double) {
    self.time = time
    self.value = value
  }
}
