import TestSupport
import Testing

@testable import Wire

/// Random lines, looked at by the reader under test and by a slow model.
@Suite struct RecordFuzzTests {
  private static let seeds: [String] = [
    #"{"record":"signal","v":1,"id":"s-1","symbol":"BTC/USDT","action":"buy","entry":50000.10}"#,
    #"{"id":"a\"b\\\u00e9\ud83d\ude00","price":-1.5e-8,"x":{"a":[1,[true,null],{"b":{}}]},"_p":1}"#,
    #" { "side" : "buy" , "quantity" : "0.001" , "desk" : [ ] , "s\u0069ze":0 } "#,
    #"{"":"","v":1,"vetoed":false,"reason":"ünïcödé €","tags":["a","b"]}"#, "{}", "[]",
    #"{"a":1,"b":2,"record":"intent","c":{"record":5},"stop_loss":null,"ts":1795176000123}"#,
  ]
  private static let pieces: [String] = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "0", "1", "-", ".", "e", "true", "null", " ",
    "\t", "\"a\"", "\"record\"", "\"\\u0061\"", "é", "\u{0}", "\u{C}", "\u{1A}", "\r", "😀",
    "\"_a\":1,", "\"id\":", "{\"a\":", "[[",
  ]

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `the library and what stands in for it find the same`(seed: UInt64) throws {
    let seeds = Self.seeds.map { Array($0.utf8) }
    var random = SeededGenerator(seed: seed)
    var withLibrary = Record(ownBytes: 0)
    var without = Record(ownBytes: .max)
    for _ in 0..<50_000 {
      let bytes = Self.line(seeds, &random)
      let text = PaddedText(bytes)
      let expected = Self.findings(of: &withLibrary, in: text)
      try Self.hold(Self.findings(of: &without, in: text) == expected, "other findings", bytes)
    }
  }

  /// What a record makes of a text: where its keys and values lie, or what is wrong with it.
  private static func findings(
    of record: inout Record, in text: borrowing PaddedText
  ) -> Result<[Range<Int>], RecordProblem> {
    do throws(RecordProblem) {
      unsafe try record.parse(text.start, length: text.length)
    } catch {
      return .failure(error)
    }
    var places = record.isCompact ? [] : [0..<0]
    for index in 0..<record.count {
      places.append(place(of: record.keyBytes(index), in: record))
      places.append(place(of: record.bytes(of: index), in: record))
    }
    return .success(places)
  }

  private static func place(of part: Span<UInt8>, in record: borrowing Record) -> Range<Int> {
    unsafe part.withUnsafeBufferPointer { part in
      guard let first = part.baseAddress else { return 0..<0 }
      let start = unsafe first - record.text
      return start..<start + part.count
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `no line traps, and what is taken is JSON with its members in place`(seed: UInt64) throws {
    // Building these for each line would take longer than reading it.
    let seeds = Self.seeds.map { Array($0.utf8) }
    var random = SeededGenerator(seed: seed)
    var record = Record()
    var again = Record()
    var taken = 0
    for round in 0..<50_000 {
      let bytes = Self.line(seeds, &random)
      let text = PaddedText(bytes, filler: random.pick([0, 0x20, 0x22, 0x7D, 0x65, 0xFF]))
      do throws(RecordProblem) {
        unsafe try record.parse(text.start, length: text.length)
      } catch {
        try Self.hold((0...bytes.count).contains(error.offset ?? 0), "an offset outside", bytes)
        let isGrammar =
          error.code == ProblemCode.badJSON.rawValue || error.code == ProblemCode.badUTF8.rawValue
        // Each of the model's answers costs far more than the reader's.
        if isGrammar, round % 8 == 0 {
          try Self.hold(Self.isRefused(bytes), "good JSON is refused", bytes)
        }
        continue
      }
      taken += 1
      try Self.check(record, bytes, again: &again, isModelled: round % 8 == 0)
    }
    // A fuzzer that never gets anything past the reader tests nothing behind it.
    #expect(taken > 1000, "seed \(seed)")
  }

  /// What must be so for every line; an expectation for each would take most of the time.
  private struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  private static func hold(_ condition: Bool, _ fault: String, _ bytes: [UInt8]) throws {
    if !condition { throw Broken(description: "\(fault): \(text(bytes)) \(bytes)") }
  }

  private static func isRefused(_ bytes: [UInt8]) -> Bool {
    guard case .object = try? JSONModel(bytes) else { return true }
    return false
  }

  private static func check(
    _ record: borrowing Record, _ bytes: [UInt8], again: inout Record, isModelled: Bool
  ) throws {
    var keys: [String] = []
    for index in 0..<record.count {
      let areInside =
        isInside(record.keyBytes(index), record) && isInside(record.bytes(of: index), record)
      try hold(areInside, "a member outside", bytes)
      let key = record.keyText(index)
      if key != "record", key != "v", key.utf8.first != UInt8(ascii: "_") { keys.append(key) }
    }
    var spliced = JSONText()
    var edit = RecordEdit()
    edit.begin(.order)
    spliced.splice(record, edit)
    let names = try again.with(spliced.bytes.array) { record in
      (0..<record.count).map { record.keyText($0) }
    }
    try hold(names == ["record", "v"] + keys, "other members after splicing", bytes)
    guard isModelled else { return }
    let model = try JSONModel(bytes)
    try hold(model.members.count == record.count, "other members than the model's", bytes)
    let kept = model.members.filter { keys.contains($0.key) }
    let after = try JSONModel(spliced.bytes.array).members.dropFirst(2)
    try hold(after == kept[...], "other values after splicing", bytes)
  }

  private static func isInside(_ part: Span<UInt8>, _ record: borrowing Record) -> Bool {
    unsafe part.withUnsafeBufferPointer { part in
      guard let start = part.baseAddress else { return true }
      return unsafe start >= record.text && start + part.count <= record.text + record.length
    }
  }

  /// A random line: a mutated record, a cut one, pieces of JSON, or any bytes.
  private static func line(
    _ seeds: [[UInt8]], _ random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = random.pick(seeds)
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      return (0..<Int.random(in: 0...80, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    case 1:
      return (0..<Int.random(in: 0...20, using: &random)).flatMap { _ in
        Array(random.pick(pieces).utf8)
      }
    case 2:
      return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
    case 3...5:
      let place = Int.random(in: 0...bytes.count, using: &random)
      bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: place)
      return bytes
    default:
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
        case 2: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      return bytes
    }
  }
}
