import Domain
import Testing

@Suite struct TimestampTests {
  @Test func `agrees with Python's datetime both ways`() throws {
    var lines = try Oracle.run("time_oracle.py", "10000")
    var checked = 0
    var faults: [String] = []
    while !lines.isAtEnd {
      let text = lines.text()
      let nanoseconds = lines.number()
      let canonical = lines.text()
      let time = try? Timestamp(rfc3339: text.span)
      var written: [UInt8] = []
      time?.append(to: &written)
      if time.map({ Int128($0.nanoseconds) }) != nanoseconds || written != canonical,
        faults.count < 5
      {
        faults.append(String(decoding: text, as: UTF8.self))
      }
      checked += 1
    }
    #expect(faults == [])
    #expect(checked == 10_000)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("1969-12-31T23:59:59.999999999Z", -1),
      ("2026-11-20T12:00:00.123456Z", 1_795_176_000_123_456_000),
      ("2026-11-20T12:00:00.5+05:30", 1_795_156_200_500_000_000),
      ("2026-11-20T12:00:00-23:59", 1_795_262_340_000_000_000),
      ("2262-04-11T23:47:16.854775807Z", .max),
      ("1677-09-21T00:12:43.145224192Z", .min),
      ("1677-09-21T00:12:43.500000000Z", .min + 354_775_808),
    ] as [(String, Int64)])
  func `reads known times to the nanosecond`(text: String, nanoseconds: Int64) throws {
    #expect(try Timestamp(rfc3339: Array(text.utf8).span).nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "Z", "2026", "2026-11-20", "2026-11-20T12:00:00", "2026-11-20T12:00Z",
    "2026-11-20T12:00:00.Z", "2026-11-20T12:00:00.1234567890Z", "2026-11-20T12:00:00Z ",
    " 2026-11-20T12:00:00Z", "2026-11-20T12:00:00ZZ", "2026-11-20X12:00:00Z",
    "2026/11/20T12:00:00Z", "2026-11-20T12-00-00Z", "26-11-20T12:00:00Z", "2026-1-20T12:00:00Z",
    "2026-00-20T12:00:00Z", "2026-13-20T12:00:00Z", "2026-11-00T12:00:00Z",
    "2026-11-31T12:00:00Z", "2026-02-29T12:00:00Z", "2100-02-29T12:00:00Z",
    "2026-11-20T24:00:00Z", "2026-11-20T12:60:00Z", "2026-11-20T12:00:60Z",
    "2026-11-20T12:00:00+24:00", "2026-11-20T12:00:00+05:60", "2026-11-20T12:00:00+0530",
    "2026-11-20T12:00:00+05", "2026-11-20T12:00:00+5:30", "2026-11-20T12:00:00+05:30Z",
    "2026-11-20T12:00:00,5Z", "+026-11-20T12:00:00Z", "2026-11-20T1２:00:00Z",
    "2026-11-20T12:00:00\0", "2026-11-20T12:00:00+", "2026-11-20T12:00:00-05:3",
  ])
  func `refuses what is not RFC 3339`(text: String) {
    #expect(throws: TimestampError.malformed) {
      try Timestamp(rfc3339: Array(text.utf8).span)
    }
  }

  @Test(arguments: [
    "0000-01-01T00:00:00Z", "1677-09-21T00:12:43.145224191Z", "1677-09-21T00:12:42Z",
    "2262-04-11T23:47:16.854775808Z", "2262-04-11T23:47:17Z", "9999-12-31T23:59:59Z",
    "2262-04-11T23:47:16.854775807-00:01",
  ])
  func `refuses times that nanoseconds do not reach`(text: String) {
    #expect(throws: TimestampError.outOfRange) {
      try Timestamp(rfc3339: Array(text.utf8).span)
    }
  }

  @Test func `writes the ends of the range`() {
    #expect(Timestamp.distantFuture.text == "2262-04-11T23:47:16.854775Z")
    #expect(Timestamp.distantPast.text == "1677-09-21T00:12:43.145224Z")
  }

  @Test func `nanoseconds below a microsecond are cut toward the past`() {
    #expect(Timestamp(nanoseconds: 999).text == "1970-01-01T00:00:00.000000Z")
    #expect(Timestamp(nanoseconds: -1).text == "1969-12-31T23:59:59.999999Z")
  }

  @Test func `milliseconds are refused where nanoseconds do not reach`() throws {
    #expect(try Timestamp(milliseconds: -1).nanoseconds == -1_000_000)
    #expect(
      try Timestamp(milliseconds: 9_223_372_036_854).nanoseconds == 9_223_372_036_854_000_000)
    for milliseconds: Int64 in [9_223_372_036_855, -9_223_372_036_855, .max, .min] {
      #expect(throws: TimestampError.outOfRange) { try Timestamp(milliseconds: milliseconds) }
    }
  }

  @Test func `moving and measuring stay at the ends of the range`() {
    let now = Timestamp(nanoseconds: 1_795_176_000_000_000_000)
    #expect(now.advanced(by: .day).since(now) == .day)
    #expect(now.advanced(by: TimeInterval(nanoseconds: .max)) == .distantFuture)
    #expect(
      Timestamp(nanoseconds: -2).advanced(by: TimeInterval(nanoseconds: .min)) == .distantPast)
    #expect(Timestamp.distantFuture.since(.distantPast).nanoseconds == .max)
    #expect(Timestamp.distantPast.since(.distantFuture).nanoseconds == .min)
    #expect(Timestamp(nanoseconds: 0).since(.distantPast).nanoseconds == .max)
  }

  @Test(arguments: [
    ("2026-11-20T12:00:00.123456Z", "2026-11-20T00:00:00.000000Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T00:00:00.000000Z"),
    ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"),
  ])
  func `a day starts at midnight, before 1970 too`(text: String, start: String) throws {
    #expect(try Timestamp(rfc3339: Array(text.utf8).span).startOfDay.text == start)
  }

  @Test func `the first day starts at the first moment there is`() throws {
    let first = try Timestamp(rfc3339: Array("1677-09-21T12:00:00Z".utf8).span)
    #expect(first.startOfDay == .distantPast)
    #expect(Timestamp.distantPast.startOfDay == .distantPast)
    #expect(Timestamp.distantFuture.startOfDay.text == "2262-04-11T00:00:00.000000Z")
  }
}
