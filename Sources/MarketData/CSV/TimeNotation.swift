internal import Domain

/// How a column writes its times.
enum TimeNotation: Equatable {
  /// To be told from the first row.
  case unknown
  /// RFC 3339.
  case text
  /// A count of units since 1970.
  case count(nanosecondsPerUnit: Int64)

  static let nanoseconds = TimeNotation.count(nanosecondsPerUnit: 1)
  static let microseconds = TimeNotation.count(nanosecondsPerUnit: 1_000)
  static let milliseconds = TimeNotation.count(nanosecondsPerUnit: 1_000_000)
  static let seconds = TimeNotation.count(nanosecondsPerUnit: 1_000_000_000)

  /// The notation that a time is written in, the unit guessed by magnitude.
  ///
  /// The limits are the year 5138 in each unit, which is 1973 in the next finer one.
  init(guessedFrom field: Span<UInt8>) throws(TimestampError) {
    guard let value = try? DecimalText.scaled(field) else {
      _ = try Timestamp(rfc3339: field)
      self = .text
      return
    }
    self =
      switch value.magnitude / 1_000_000_000_000_000_000 {
      case ..<100_000_000_000: .seconds
      case ..<100_000_000_000_000: .milliseconds
      case ..<100_000_000_000_000_000: .microseconds
      default: .nanoseconds
      }
  }

  /// Reads a time.
  @inline(__always)
  func time(_ field: Span<UInt8>) throws(TimestampError) -> Timestamp {
    guard case .count(let nanosecondsPerUnit) = self, let count = FieldNumber.whole(field) else {
      return try timeSlowly(field)
    }
    let product = count.multipliedReportingOverflow(by: nanosecondsPerUnit)
    guard !product.overflow else { throw .outOfRange }
    return Timestamp(nanoseconds: product.partialValue)
  }

  /// Reads text, and counts with a fraction, an exponent, a sign or nineteen digits.
  @inline(never)
  private func timeSlowly(_ field: Span<UInt8>) throws(TimestampError) -> Timestamp {
    let nanosecondsPerUnit: Int64
    switch self {
    case .count(let unit): nanosecondsPerUnit = unit
    case .text: return try Timestamp(rfc3339: field)
    case .unknown: return try Self(guessedFrom: field).time(field)
    }
    let count: Int128
    do throws(DecimalError) {
      count = try DecimalText.scaled(field)
    } catch {
      throw error == .malformed ? .malformed : .outOfRange
    }
    let product = count.multipliedReportingOverflow(by: Int128(nanosecondsPerUnit))
    let nanoseconds = product.partialValue / FixedPoint.one
    guard !product.overflow, let value = Int64(exactly: nanoseconds) else { throw .outOfRange }
    return Timestamp(nanoseconds: value)
  }
}
