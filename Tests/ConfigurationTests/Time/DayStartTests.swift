import Domain
import Foundation
import TestSupport
import Testing

@testable import Configuration

@Suite struct DayStartTests {
  private func day(_ start: String, _ time: String) throws -> [String] {
    let time = try Timestamp(rfc3339: Array(time.utf8).span)
    let day = try DayStart(text: start).day(containing: time)
    #expect(day.contains(time))
    return [day.start, day.end].map { String($0.text.prefix(16)) }
  }

  @Test(arguments: [
    ("00:00 UTC", "2026-11-20T12:00:00Z", ["2026-11-20T00:00", "2026-11-21T00:00"]),
    ("00:00 UTC", "2026-11-20T00:00:00Z", ["2026-11-20T00:00", "2026-11-21T00:00"]),
    ("00:00 UTC", "2026-11-19T23:59:59.999999999Z", ["2026-11-19T00:00", "2026-11-20T00:00"]),
    ("22:30 UTC", "2026-11-20T22:29:59Z", ["2026-11-19T22:30", "2026-11-20T22:30"]),
    ("22:30 UTC", "1969-12-31T22:30:00Z", ["1969-12-31T22:30", "1970-01-01T22:30"]),
    ("17:00 America/New_York", "2026-11-20T12:00:00Z", ["2026-11-19T22:00", "2026-11-20T22:00"]),
    ("17:00 America/New_York", "2026-07-20T12:00:00Z", ["2026-07-19T21:00", "2026-07-20T21:00"]),
    // The clock goes from 02:00 to 03:00, so that the day before has 23 hours.
    ("17:00 America/New_York", "2026-03-08T12:00:00Z", ["2026-03-07T22:00", "2026-03-08T21:00"]),
    ("17:00 America/New_York", "2026-11-01T12:00:00Z", ["2026-10-31T21:00", "2026-11-01T22:00"]),
    // The clock never shows 02:30.
    ("02:30 America/New_York", "2026-03-08T12:00:00Z", ["2026-03-08T07:00", "2026-03-09T06:30"]),
    // The clock shows 01:30 twice; between the two, 01:15 is shown again.
    ("01:30 America/New_York", "2026-11-01T06:15:00Z", ["2026-11-01T05:30", "2026-11-02T06:30"]),
    // Samoa had no 30th of December 2011.
    ("00:00 Pacific/Apia", "2011-12-30T10:30:00Z", ["2011-12-30T10:00", "2011-12-31T10:00"]),
    (
      "00:00 Australia/Lord_Howe", "2026-04-05T00:00:00Z", ["2026-04-04T13:00", "2026-04-05T13:30"]
    ),
    ("00:00 Asia/Kathmandu", "2026-04-05T00:00:00Z", ["2026-04-04T18:15", "2026-04-05T18:15"]),
  ])
  func `a day begins when the wall clock says so`(
    start: String, time: String, expected: [String]
  ) throws {
    #expect(try day(start, time) == expected)
  }

  @Test func `the first and the last moment have a day too`() throws {
    for time in [Timestamp.distantPast, .distantFuture] {
      for text in ["00:00 UTC", "23:59 UTC", "17:00 America/New_York"] {
        let day = try DayStart(text: text).day(containing: time)
        #expect(day.start <= time && time <= day.end)
      }
    }
  }

  @Test(arguments: [
    "", "00:00", "UTC", "0:00 UTC", "24:00 UTC", "00:60 UTC", "00:00  UTC", "00:00 UTC ",
    "+1:00 UTC", "00-00 UTC", "00:0٣ UTC", "00:00:00 UTC",
  ])
  func `what is no time of day is refused`(text: String) {
    #expect(throws: DayStartError.malformed) { try DayStart(text: text) }
  }

  @Test(arguments: [
    "Nowhere/Land", "America", "/etc/localtime", "../zoneinfo/UTC", "America/../UTC", "utcc",
    "zone.tab", "America/New_York\u{0}", ":UTC", "EST5EDT,M3.2.0", "",
  ])
  func `a zone that the system does not have is refused, not taken for UTC`(name: String) {
    #expect(Configuration.TimeZone(name: name) == nil)
  }

  @Test func `a start is written as it is read`() throws {
    for text in ["00:00 UTC", "09:05 Europe/Berlin", "23:59 America/Argentina/Buenos_Aires"] {
      #expect(try DayStart(text: text).text == text)
    }
  }

  @Test func `the zone of the process stays as it was`() async {
    // In a process of its own: the variable belongs to all the tests of this one.
    await #expect(processExitsWith: .success) {
      // Each zone is asked about once.
      for (former, zone) in [("Europe/Berlin", "Asia/Tokyo"), (nil, "America/New_York")] {
        if let former { unsafe setenv("TZ", former, 1) } else { unsafe unsetenv("TZ") }
        let day = try DayStart(text: "17:00 \(zone)").day(containing: .distantPast)
        #expect(day.start == .distantPast)
        #expect(unsafe getenv("TZ").map { unsafe String(cString: $0) } == former)
      }
    }
  }

  @Test func `days are those of another program, in all kinds of places`() throws {
    let zones = [
      "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu",
      "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza", "America/Havana",
      "Pacific/Chatham", "America/Sao_Paulo", "Asia/Tehran", "UTC",
    ]
    let seed = UInt64.random(in: 0...UInt64.max)
    print("DayStartTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var questions: [(start: String, second: Int64)] = []
    for _ in 0..<120 {
      let zone = zones[Int.random(in: zones.indices, using: &generator)]
      let hour = Int.random(in: 0...23, using: &generator)
      let minute = [0, 15, 30, 45, 59][Int.random(in: 0...4, using: &generator)]
      let start = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute) \(zone)"
      // 1975 to 2036.
      var second = Int64.random(in: 157_766_400...2_082_758_400, using: &generator)
      if Bool.random(using: &generator) {
        second = change(of: zone, after: second) ?? second
        second += Int64.random(in: -5_400...5_400, using: &generator)
      }
      questions.append((start, second))
    }
    let answers = try answers(to: questions.map { "\($0.start) \($0.second)\n" }.joined())
    try #require(answers.count == questions.count)
    for (question, answer) in zip(questions, answers) {
      let time = Timestamp(nanoseconds: question.second * 1_000_000_000)
      let day = try DayStart(text: question.start).day(containing: time)
      let seconds = [day.start, day.end].map { "\($0.nanoseconds / 1_000_000_000)" }
      #expect(seconds.joined(separator: " ") == answer, "\(question)")
    }
  }

  private func answers(to questions: String) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(questions, to: "questions")
    try folder.write("", to: "answers")
    let program = Process()
    program.executableURL = URL(filePath: "/usr/bin/python3")
    program.arguments = ["\(BuiltProgram.package)/Tests/ConfigurationTests/Time/day_oracle.py"]
    program.standardInput = try FileHandle(
      forReadingFrom: URL(filePath: "\(folder.path)/questions"))
    program.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: "\(folder.path)/answers"))
    try program.run()
    program.waitUntilExit()
    return String(decoding: try folder.read("answers"), as: UTF8.self).lines
  }

  /// The next change of a zone's clocks within a year.
  private func change(of name: String, after second: Int64) -> Int64? {
    let zone = Configuration.TimeZone(name: name)
    let year = TimeInterval(nanoseconds: 366 * TimeInterval.day.nanoseconds)
    let time = Timestamp(nanoseconds: second * 1_000_000_000)
    return zone?.offsets(from: time, to: time.advanced(by: year)).changes.first {
      $0 > second
    }
  }
}
