extension Timestamp {
  /// Reads RFC 3339: `2026-11-20T12:00:00Z`, up to nine fraction digits, `Z` or an offset.
  public init(rfc3339 text: Span<UInt8>) throws(TimestampError) {
    func number(_ start: Int, _ digits: Int) throws(TimestampError) -> Int64 {
      guard start + digits <= text.count else { throw .malformed }
      var value: Int64 = 0
      for index in start..<(start + digits) {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit < 10 else { throw .malformed }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    func expect(_ character: Unicode.Scalar, at index: Int) throws(TimestampError) {
      guard index < text.count, text[index] == UInt8(ascii: character) else { throw .malformed }
    }
    let year = try number(0, 4)
    let month = try number(5, 2)
    let day = try number(8, 2)
    let hour = try number(11, 2)
    let minute = try number(14, 2)
    let second = try number(17, 2)
    try expect("-", at: 4)
    try expect("-", at: 7)
    try expect(":", at: 13)
    try expect(":", at: 16)
    guard text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " ") else {
      throw .malformed
    }
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, year: year),
      hour < 24, minute < 60, second < 60
    else { throw .malformed }

    var index = 19
    var fraction: Int64 = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      var scale: Int64 = 100_000_000
      let start = index
      while index < text.count, text[index] &- UInt8(ascii: "0") < 10 {
        fraction += Int64(text[index] - UInt8(ascii: "0")) * scale
        scale /= 10
        index += 1
      }
      guard index > start, index - start <= 9 else { throw .malformed }
    }
    var offset: Int64 = 0
    guard index < text.count else { throw .malformed }
    if text[index] | 0x20 == UInt8(ascii: "z") {
      index += 1
    } else {
      let isBehind = text[index] == UInt8(ascii: "-")
      guard isBehind || text[index] == UInt8(ascii: "+") else { throw .malformed }
      let hours = try number(index + 1, 2)
      let minutes = try number(index + 4, 2)
      try expect(":", at: index + 3)
      guard hours < 24, minutes < 60 else { throw .malformed }
      offset = (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
      index += 6
    }
    guard index == text.count else { throw .malformed }

    let days = CivilDate.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    // In 128 bits, because whole seconds before the first moment may have a later fraction.
    let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(fraction)
    guard let nanoseconds = Int64(exactly: nanoseconds) else { throw .outOfRange }
    self.init(nanoseconds: nanoseconds)
  }

  /// Appends `2026-11-20T12:00:00.123456Z`: UTC, always six fraction digits.
  public func append(to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: Self.textLength) { output in append(to: &output) }
  }

  /// The bytes that `append` appends.
  public static let textLength = 27

  /// Appends the same to memory that has room for `textLength` bytes.
  public func append(to output: inout OutputSpan<UInt8>) {
    let microseconds = nanoseconds.quotientRoundedDown(by: 1_000)
    let seconds = microseconds.quotientRoundedDown(by: 1_000_000)
    let days = seconds.quotientRoundedDown(by: 86_400)
    let date = CivilDate(daysSinceEpoch: days)
    let time = seconds - days * 86_400
    let day = EightDigits(UInt64(date.year * 10_000 + date.month * 100 + date.day))
    let clock = EightDigits(UInt64(time / 3600 * 10_000 + time / 60 % 60 * 100 + time % 60))
    let fraction = EightDigits(UInt64(microseconds - seconds * 1_000_000))
    output.append(day, upTo: 4)
    output.append(UInt8(ascii: "-"))
    output.append(day, from: 4, upTo: 6)
    output.append(UInt8(ascii: "-"))
    output.append(day, from: 6)
    output.append(UInt8(ascii: "T"))
    output.append(clock, from: 2, upTo: 4)
    output.append(UInt8(ascii: ":"))
    output.append(clock, from: 4, upTo: 6)
    output.append(UInt8(ascii: ":"))
    output.append(clock, from: 6)
    output.append(UInt8(ascii: "."))
    output.append(fraction, from: 2)
    output.append(UInt8(ascii: "Z"))
  }

  /// The time in RFC 3339, UTC, with six fraction digits.
  public var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first moment of this time's day, UTC, or `distantPast` where that is later.
  public var startOfDay: Timestamp {
    let days = nanoseconds.quotientRoundedDown(by: TimeInterval.day.nanoseconds)
    let start = days.multipliedReportingOverflow(by: TimeInterval.day.nanoseconds)
    return start.overflow ? .distantPast : Timestamp(nanoseconds: start.partialValue)
  }
}

extension Int64 {
  /// The quotient rounded toward negative infinity, so that times before 1970 stay in order.
  fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let parts = quotientAndRemainder(dividingBy: divisor)
    return parts.remainder < 0 ? parts.quotient - 1 : parts.quotient
  }
}
