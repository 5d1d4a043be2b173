import Domain
import Testing

/// Random bytes and damaged texts: a parser may refuse them, but neither trap nor misread.
@Suite struct FuzzTests {
  static let rounds = 150_000

  @Test func `whatever is read as a decimal is written and read again the same`() {
    var random = SeededGenerator(seed: Oracle.seed)
    let texts = [
      "0", "-0.5", "50012.5", "61837.63000000", "1e-8", "-12.5E+3", "99999999999999999999.9",
      "0.000000000000000001", "170141183460469231731.687303715884105727", "9223372036854775807",
      "0e400", "1.000000000000000000000000000000000000000000000000",
    ].map { Array($0.utf8) }
    var written: [UInt8] = []
    var read = 0
    var faults: [[UInt8]] = []
    for _ in 0..<Self.rounds {
      let bytes = random.damaged(texts, alphabet: "0123456789.-+eE")
      guard let scaled = try? DecimalText.scaled(bytes.span) else { continue }
      read += 1
      written.removeAll(keepingCapacity: true)
      DecimalText.append(scaled, to: &written)
      let again = try? DecimalText.scaled(written.span)
      if again != scaled, faults.count < 5 { faults.append(bytes) }
    }
    #expect(faults == [], "seed \(Oracle.seed)")
    #expect((Self.rounds / 20..<Self.rounds).contains(read))
  }

  @Test func `whatever is read as a time is written and read again the same`() {
    var random = SeededGenerator(seed: Oracle.seed)
    let texts = [
      "2026-11-20T12:00:00.123456Z", "1969-12-31T23:59:59Z", "2024-02-29t00:00:00+05:30",
      "2262-04-11T23:47:16.854775807Z", "1677-09-21T00:12:44.1-23:59",
    ].map { Array($0.utf8) }
    var written: [UInt8] = []
    var read = 0
    var faults: [[UInt8]] = []
    for _ in 0..<Self.rounds {
      let bytes = random.damaged(texts, alphabet: "0123456789TtZz:-+. ")
      guard let time = try? Timestamp(rfc3339: bytes.span) else { continue }
      read += 1
      written.removeAll(keepingCapacity: true)
      time.append(to: &written)
      _ = time.startOfDay
      // Six digits are written, so that up to a microsecond is cut, at the first one all of it.
      let again = try? Timestamp(rfc3339: written.span)
      let cut = again.map { time.since($0).nanoseconds } ?? 0
      if !(0..<1000).contains(cut), faults.count < 5 { faults.append(bytes) }
    }
    #expect(faults == [], "seed \(Oracle.seed)")
    #expect((Self.rounds / 20..<Self.rounds).contains(read))
  }
}

extension SeededGenerator {
  /// Random bytes, or one of `texts` with some bytes changed, put in, taken out or cut off.
  fileprivate mutating func damaged(_ texts: [[UInt8]], alphabet: StaticString) -> [UInt8] {
    if below(10) == 0 { return (0..<below(45)).map { _ in UInt8(truncatingIfNeeded: next()) } }
    let characters = Array(alphabet.description.utf8)
    var bytes = texts[below(texts.count)]
    for _ in 0..<below(4) {
      let byte =
        below(8) == 0 ? UInt8(truncatingIfNeeded: next()) : characters[below(characters.count)]
      let place = below(bytes.count + 1)
      switch below(4) {
      case 0: bytes.insert(byte, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where below(4) == 0: bytes.removeSubrange(place...)
      default: if place < bytes.count { bytes[place] = byte }
      }
    }
    return bytes
  }
}
