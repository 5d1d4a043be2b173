import Domain
import MarketData
import TestSupport
import Testing

@Suite struct CSVFuzzTests {
  private static let originals = [
    """
    local_ns,event_ms,trade_ms,id,price,qty,buyer_is_maker
    1700000000999000000,1700000000500,1700000000123,71,36500.10,0.250,true
    1700000001999000000,1700000001500,1700000001123,72,36500.20,1.5,FALSE
    1700000002999000000,1700000002500,1700000002123,73,36500.30,12,true

    """,
    "\u{feff}trade_ms,id,side,price,qty\r\n1,2,sell,0.0014,23\r\n1,3,buy,1e-5,4\r\n2,4,Buy,7,8",
    "pair,open_ms,open,high,low,close,volume\nA/B,1,2,3,1,2,5\nC/D,1,2,3,1,2,5\n\"A/B\",2,2,3,1,2,5\n",
  ]
  private static let interesting = Array("\"\",,\n\r0123456789.-+eE\0 \u{ff}".utf8) + [0xff, 0x80]

  @Test func `never traps, and what it delivers satisfies its invariants`() {
    let seed = UInt64.random(in: 1...(.max))
    var random = SeededGenerator(seed: seed)
    for round in 0..<2_000 {
      var bytes = Array(Self.originals[round % Self.originals.count].utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&bytes, &random) }
      let isPacked = round % 10 == 0
      if isPacked {
        bytes = gzip(bytes)
        Self.mutate(&bytes, &random)
      }
      Self.check(Reading(bytes), "seed \(seed), round \(round)")
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: bytes.indices, using: &random)
    let other = Int.random(in: bytes.indices, using: &random)
    let part = bytes[min(index, other)...max(index, other)]
    switch Int.random(in: 0...6, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[index] = interesting.randomElement(using: &random) ?? 0
    case 2: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: index)
    case 3: bytes.remove(at: index)
    case 4: bytes.removeSubrange(part.indices)
    case 5: bytes.insert(contentsOf: part, at: index)
    default: bytes.removeLast(bytes.count - index)
    }
  }

  private static func check(_ reading: Reading, _ comment: Comment) {
    var latest: [Int: Timestamp] = [:]
    let areSound = reading.events.allSatisfy { event in
      guard let time = event.time else { return false }
      switch event {
      case .trade(let trade, symbol: let symbol):
        defer { latest[symbol] = time }
        return trade.price.isPositive && trade.quantity.isPositive
          && time >= latest[symbol] ?? .distantPast && reading.symbols.indices.contains(symbol)
      case .candle(let candle, symbol: let symbol):
        defer { latest[symbol] = time }
        return candle.isConsistent && time >= latest[symbol] ?? .distantPast
          && reading.symbols.indices.contains(symbol)
      case .problem: return false
      }
    }
    #expect(areSound, comment)
    let areProblemsPlaced = reading.problems.allSatisfy { $0.line > 0 && !$0.fault.isEmpty }
    #expect(areProblemsPlaced, "\(comment): \(reading.problems)")
    #expect(reading.errors.count <= 1, comment)
  }
}
