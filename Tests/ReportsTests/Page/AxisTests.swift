import Domain
import Testing

@testable import Reports

@Suite struct ValueAxisTests {
  @Test(
    arguments: [
      (8490, 10_850, ["8,000", "9,000", "10,000", "11,000"]),
      (-18.03, 0, ["−20", "−15", "−10", "−5", "0"]), (0, 1, ["0.0", "0.5", "1.0"]),
      (0.0012, 0.0019, ["0.0012", "0.0014", "0.0016", "0.0018", "0.0020"]),
      (1e7, 4e7, ["10M", "20M", "30M", "40M"]),
    ] as [(Double, Double, [String])])
  func `ticks are round and their labels differ`(low: Double, high: Double, labels: [String]) {
    let axis = ValueAxis(covering: low, high)
    #expect(axis.ticks.map(axis.label) == labels)
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `any range is covered by a few steps of 1, 2 or 5`(seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      var scale = 1.0
      for _ in 0..<Int.random(in: 0...12, using: &random) { scale *= 10 }
      if Bool.random(using: &random) { scale = 1 / scale }
      let low = Double.random(in: -10...10, using: &random) * scale
      let high = low + Double.random(in: 0.001...10, using: &random) * scale
      let axis = ValueAxis(covering: low, high)
      let slack = axis.step * 1e-6
      #expect(axis.lower <= low + slack && axis.upper >= high - slack)
      #expect((2...7).contains(axis.ticks.count), "\(low) \(high)")
      #expect(Set(axis.ticks.map(axis.label)).count == axis.ticks.count, "\(low) \(high)")
      var mantissa = axis.step
      while mantissa < 0.99 { mantissa *= 10 }
      while mantissa > 9.9 { mantissa /= 10 }
      #expect([1, 2, 5].contains { abs(mantissa - $0) < 1e-6 }, "\(axis.step)")
    }
  }

  @Test(arguments: [0, 100, -3, 1e20, 1e-12] as [Double])
  func `a range of no width is widened around its number`(value: Double) {
    let axis = ValueAxis(covering: value, value)
    #expect(axis.lower < value && value < axis.upper)
    #expect((2...7).contains(axis.ticks.count))
    #expect((0.2...0.8).contains(axis.position(of: value)))
  }
}

@Suite struct TimeAxisTests {
  private func labels(hours: Double) -> [String] {
    TimeAxis(from: .hours(0), to: .hours(hours)).ticks.map(\.label)
  }

  @Test func `labels follow the span from seconds to years`() {
    #expect(
      labels(hours: 30.0 / 3600) == [
        "12:00:00", "12:00:05", "12:00:10", "12:00:15",
        "12:00:20", "12:00:25", "12:00:30",
      ])
    #expect(labels(hours: 1) == ["12:00", "12:10", "12:20", "12:30", "12:40", "12:50", "13:00"])
    #expect(
      labels(hours: 24) == [
        "12:00", "15:00", "18:00", "21:00", "2 Jan", "03:00", "06:00",
        "09:00", "12:00",
      ])
    #expect(
      labels(hours: 24 * 8) == [
        "2 Jan", "3 Jan", "4 Jan", "5 Jan", "6 Jan", "7 Jan", "8 Jan",
        "9 Jan",
      ])
    // Weeks begin on Monday.
    #expect(labels(hours: 24 * 40) == ["5 Jan", "12 Jan", "19 Jan", "26 Jan", "2 Feb", "9 Feb"])
    #expect(labels(hours: 24 * 240) == ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"])
    #expect(labels(hours: 24 * 700) == ["Apr", "Jul", "Oct", "2027", "Apr", "Jul", "Oct"])
    #expect(
      labels(hours: 24 * 365.25 * 7) == [
        "2027", "2028", "2029", "2030", "2031", "2032",
        "2033",
      ])
  }

  @Test func `a span of nothing has one tick in the middle`() {
    let axis = TimeAxis(from: .hours(0), to: .hours(0))
    #expect(axis.ticks.map(\.label) == ["1 Jan 2026, 12:00"])
    #expect(axis.position(of: .hours(0)) == 0.5)
  }

  @Test(arguments: [41, 42, 43] as [UInt64])
  func `any span has a few ticks inside it and in order`(seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let start = Int64.random(
        in: -9_000_000_000_000_000_000...9_000_000_000_000_000_000, using: &random)
      let span = Int64.random(
        in: 2_000_000_000...(1 << Int64.random(in: 32...62, using: &random)),
        using: &random)
      let axis = TimeAxis(
        from: Timestamp(nanoseconds: start),
        to: Timestamp(nanoseconds: start).advanced(by: TimeInterval(nanoseconds: span)))
      #expect(axis.ticks.count <= 11)
      #expect(axis.ticks.allSatisfy { axis.start <= $0.time && $0.time <= axis.end })
      #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.time < $1.time })
    }
  }
}
