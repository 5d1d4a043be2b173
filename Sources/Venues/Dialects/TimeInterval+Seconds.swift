import Domain

extension TimeInterval {
  static func seconds(_ count: Int64) -> TimeInterval {
    TimeInterval(nanoseconds: count * 1_000_000_000)
  }
}
