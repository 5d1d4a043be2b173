import Domain
import Testing

@Suite struct TimeIntervalTests {
  @Test(
    arguments: [
      ("0", 0), ("7ns", 7), ("15us", 15_000), ("250ms", 250_000_000), ("30s", 30_000_000_000),
      ("90s", 90_000_000_000), ("5m", 300_000_000_000), ("12h", 43_200_000_000_000),
      ("7d", 604_800_000_000_000), ("106751d", 9_223_286_400_000_000_000),
    ] as [(String, Int64)])
  func `reads a number with its unit and writes it the same`(text: String, nanoseconds: Int64) {
    let interval = TimeInterval(text: text)
    #expect(interval?.nanoseconds == nanoseconds)
    #expect(interval?.text == text)
  }

  @Test(arguments: [("120s", "2m"), ("24h", "1d"), ("1000ms", "1s"), ("0d", "0"), ("060m", "1h")])
  func `writes the largest unit that is whole`(text: String, shortest: String) {
    #expect(TimeInterval(text: text)?.text == shortest)
  }

  @Test(arguments: [
    "", "s", "5", "00", "5 m", " 5m", "5m ", "-5m", "+5m", "1.5h", "5M", "5min", "5mm", "1h30m",
    "106752d", "9223372036854775808ns", "99999999999999999999s", "５m", "5m\0",
  ])
  func `refuses anything else`(text: String) {
    #expect(TimeInterval(text: text) == nil)
  }

  @Test func `every length comes back from its text`() {
    var random = SeededGenerator(seed: Oracle.seed)
    for _ in 0..<2_000 {
      let units: [Int64] = [1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000]
      let size = units[random.below(5)] * Int64(1 + random.below(100_000))
      let interval = TimeInterval(nanoseconds: size)
      #expect(TimeInterval(text: interval.text) == interval, "seed \(Oracle.seed)")
    }
  }

  @Test func `compares by length and knows its seconds`() {
    #expect(TimeInterval.minute < .hour)
    #expect(TimeInterval(nanoseconds: 1_500_000_000).seconds == 1.5)
  }
}
