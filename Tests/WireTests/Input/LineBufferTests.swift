import Glibc
import TestSupport
import Testing

@testable import Wire

@Suite struct LineBufferTests {
  /// What a reader says about a stream, as plain values.
  enum Found: Equatable {
    case line(String, number: Int)
    case tooLong(Int, number: Int)
  }

  @Test(
    arguments: [
      ("a\nb\n", [.line("a", number: 1), .line("b", number: 2)]),
      ("a\r\nb\r\n", [.line("a", number: 1), .line("b", number: 2)]),
      ("a\n\n\r\n \t \nb", [.line("a", number: 1), .line("b", number: 5)]),
      ("\u{FEFF}a\nb", [.line("a", number: 1), .line("b", number: 2)]),
      ("\u{FEFF}\na", [.line("a", number: 2)]), ("\u{FEFF}", []),
      ("a\n\u{FEFF}b", [.line("a", number: 1), .line("\u{FEFF}b", number: 2)]),
      ("", []), ("\n", []), ("\r\n\r\n", []), ("  a b \t\r\n", [.line("a b", number: 1)]),
      ("a\0b\n\0\n", [.line("a\0b", number: 1), .line("\0", number: 2)]),
      ("a\rb\n", [.line("a\rb", number: 1)]),
    ] as [(String, [Found])])
  func `lines are found wherever the stream is cut`(text: String, expected: [Found]) throws {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      let chunks = [Array(bytes[..<cut]), Array(bytes[cut...])]
      #expect(try found(in: chunks) == expected)
    }
    #expect(try found(in: bytes.map { [$0] }) == expected)
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 131_072, 1_000_000, 1 << 20])
  func `a line of up to 1 MiB is kept`(length: Int) throws {
    let line = String(repeating: "x", count: length)
    let rest = [Found.line("after", number: 2)]
    let expected = (length > 0 ? [Found.line(line, number: 1)] : []) + rest
    #expect(try found(in: chunks(of: line + "\nafter\n")) == expected)
    if length > 0 { #expect(try found(in: chunks(of: line)) == [.line(line, number: 1)]) }
  }

  @Test(arguments: [(1 << 20) + 1, (1 << 20) + 65_537, 10_000_000])
  func `a longer line is passed over and told of`(length: Int) throws {
    let line = String(repeating: "x", count: length)
    #expect(
      try found(in: chunks(of: "before\n" + line + "\nafter")) == [
        .line("before", number: 1), .tooLong(length, number: 2), .line("after", number: 3),
      ])
    #expect(try found(in: chunks(of: line)) == [.tooLong(length, number: 1)])
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `random lines in random chunks come out whole`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    var expected: [Found] = []
    for number in 1...200 {
      let length =
        random.chance(1, in: 10)
        ? Int.random(in: 0...90_000, using: &random)
        : Int.random(in: 0...200, using: &random)
      let line = String(repeating: random.pick(["a", "z", "é"]), count: length)
      if length > 0 { expected.append(.line(line, number: number)) }
      bytes += Array(line.utf8) + Array(random.pick(["\n", "\r\n", " \n"]).utf8)
    }
    var chunks: [[UInt8]] = []
    while !bytes.isEmpty {
      let count = min(bytes.count, Int.random(in: 1...65_536, using: &random))
      chunks.append(Array(bytes.prefix(count)))
      bytes.removeFirst(count)
    }
    let isSame = try found(in: chunks) == expected
    #expect(isSame, "seed \(seed)")
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `lines are found wherever blocks are cut`(seed: UInt64) throws {
    let long = String(repeating: "y", count: LineBuffer.lineMax + 5)
    let text = "\u{FEFF}a\n\n b\r\n\n\(long)\nccc\n\(String(repeating: "z", count: 700))\n\nlast"
    let expected = [
      Found.line("a", number: 1), .line("b", number: 3), .tooLong(long.count, number: 5),
      .line("ccc", number: 6), .line(String(repeating: "z", count: 700), number: 7),
      .line("last", number: 9),
    ]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let file = try file(holding: Array(text.utf8))
      defer { close(file) }
      var lines = LineBuffer()
      var rest = LineBuffer()
      var seen: [Found] = []
      while !lines.isAtEnd {
        try lines.fill(
          from: Descriptor(file),
          upTo: random.chance(1, in: 3)
            ? 1 << 16
            : Int.random(
              in: 1...12, using: &random))
        if lines.hasWholeLine, lines.count >= 1 << 16 || random.chance(1, in: 2) {
          lines.cut(into: &rest)
          take(from: &lines, into: &seen)
          swap(&lines, &rest)
        } else if random.chance(1, in: 3) {
          take(from: &lines, into: &seen)
        }
      }
      take(from: &lines, into: &seen)
      #expect(seen == expected)
    }
  }

  private func take(from lines: inout LineBuffer, into found: inout [Found]) {
    while true {
      switch lines.next() {
      case .line(let start, let length):
        let bytes = unsafe UnsafeBufferPointer(start: lines.bytes + start, count: length)
        found.append(.line(unsafe String(decoding: bytes, as: UTF8.self), number: lines.number))
      case .tooLong(let length): found.append(.tooLong(length, number: lines.number))
      case .needsBytes, .end: return
      }
    }
  }

  /// A file without a name, open at its start.
  private func file(holding bytes: [UInt8]) throws -> Int32 {
    var path = Array("/tmp/tradectl-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&path)
    try #require(file >= 0)
    unsafe unlink(path)
    try Descriptor(file).write(bytes.span)
    lseek(file, 0, SEEK_SET)
    return file
  }

  private func chunks(of text: String) -> [[UInt8]] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 65_536).map {
      Array(bytes[$0..<min($0 + 65_536, bytes.count)])
    }
  }

  /// Feeds each chunk when the reader asks for bytes, so that each is one read.
  private func found(in chunks: [[UInt8]]) throws -> [Found] {
    var channel = try Channel()
    var lines = LineBuffer()
    var rest = chunks.filter { !$0.isEmpty }[...]
    var found: [Found] = []
    while true {
      switch lines.next() {
      case .line(let start, let length):
        let bytes = unsafe UnsafeBufferPointer(start: lines.bytes + start, count: length)
        found.append(.line(unsafe String(decoding: bytes, as: UTF8.self), number: lines.number))
      case .tooLong(let length): found.append(.tooLong(length, number: lines.number))
      case .needsBytes:
        if let chunk = rest.popFirst() { try channel.send(chunk) } else { channel.finish() }
        try lines.fill(from: Descriptor(channel.reading), upTo: LineBuffer.chunk)
      case .end: return found
      }
    }
  }
}
