import TestSupport
import Testing

@testable import MarketData

@Suite struct FieldSplitterTests {
  @Test func `marks the bytes that are equal, whatever stands beside them`() {
    var random = SeededGenerator(seed: 16)
    for byte in UInt8.min...UInt8.max {
      for _ in 0..<8 {
        // One bit away is what a carry from a neighbour could be taken for.
        let choices = [byte, byte ^ 1, byte ^ 0x80, byte &+ 1, byte &- 1, 0, 0xff]
        let bytes = (0..<16).map { _ in choices.randomElement(using: &random) ?? byte }
        var marks = unsafe SixteenBytes(bytes.span.bytes, at: 0).marks(of: byte)
        var marked: [Int] = []
        while let first = marks.first {
          marked.append(first)
          marks.removeFirst()
        }
        #expect(marked == bytes.indices.filter { bytes[$0] == byte }, "\(byte) in \(bytes)")
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `splits random rows as one byte at a time would`(seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let capacity = 9
    var splitter = FieldSplitter(capacity: capacity)
    for _ in 0..<2_000 {
      let start = Int.random(in: 0...20, using: &random)
      let length = Int.random(in: 0...90, using: &random)
      let row = (0..<length).map { _ in Array("0,-.\0".utf8).randomElement(using: &random) ?? 0 }
      // Commas all around must not count.
      let around = UInt8(ascii: ",")
      let window =
        Array(repeating: around, count: start) + row
        + Array(repeating: around, count: LineSource.padding)
      splitter.split(window.span, start..<(start + length))
      let fields = row.split(separator: around, omittingEmptySubsequences: false)
      #expect(splitter.count == fields.count)
      for (index, field) in fields.prefix(capacity).enumerated() {
        let found = splitter.field(index, of: window.span)
        let bytes = found.indices.map { found[$0] }
        #expect(bytes == Array(field), "field \(index) of \(row)")
      }
    }
  }
}
