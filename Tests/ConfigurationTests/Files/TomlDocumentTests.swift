import Configuration
import Testing

@Suite struct TomlDocumentTests {
  private func document(_ text: String) throws -> TomlDocument {
    try TomlDocument(Array(text.utf8))
  }

  @Test func `entries come in the order of their lines`() throws {
    let document = try document("b = 1\n[z]\nq = \"x\"\n[a]\nc = [1, true]\n")
    #expect(document.entries.map(\.key) == ["b", "z", "z.q", "a", "a.c", "a.c.", "a.c."])
    #expect(document.entries.map(\.line) == [1, 2, 3, 4, 5, 5, 5])
    #expect(
      document.entries.map(\.kind) == [
        .number, .table, .string, .table, .array, .number, .boolean,
      ])
  }

  @Test(arguments: [
    "0.1", "-0.1", "+5", "1_000.5", "1e-3", "5E+22", "0x1F", "9223372036854775807",
    "0.123456789012345678", "inf", "-nan", "0",
  ])
  func `a number keeps the digits that were written`(number: String) throws {
    for text in [
      "n = \(number)", "n = \(number)\n", "n=\(number)# comment", "n = \(number)\t \r\n",
      "\"ключ\" = \(number)", "x = [\"é\", \(number), 2]", "x = {y = \"ß\", n = \(number)}",
      "\u{FEFF}n = \(number)", "# Größe\n\n  n   =   \(number)   ",
    ] {
      let numbers = try document(text).entries.filter { $0.kind == .number }
      #expect(numbers.first?.text == number, "\(text)")
    }
  }

  @Test func `strings come without quotes and with their escapes resolved`() throws {
    let document = try document(#"a = "x\ty é"\#nb = 'raw\n'\#nc = """"# + "\nlong\n\"\"\"")
    #expect(document.entries.map(\.text) == ["x\ty é", #"raw\n"#, "long\n"])
  }

  @Test func `dates are known as such`() throws {
    #expect(try document("a = 2026-11-20").entries.first?.kind == .time)
  }

  @Test func `an empty text has no entries`() throws {
    for text in ["", "\n", "# only a comment", "\u{FEFF}"] {
      #expect(try document(text).entries.isEmpty)
    }
  }

  @Test(arguments: [
    ("a = ", 1), ("a = 1\nb = = 2", 2), ("[a\n", 1), ("a = 1\na = 2", 2), ("\n\n}", 3),
    ("a = \"x", 1), ("a = 1_", 1), ("a", 1),
    ("a = 1\nb = 2026-11-20T:\nc = 3", 2), ("a = 2026-11-20 x", 1),
  ])
  func `a syntax error names its line`(text: String, line: Int) {
    let problem = #expect(throws: ConfigurationProblem.self) { try document(text) }
    #expect(problem?.line == line)
    #expect(problem?.message.hasPrefix("This is not TOML: ") == true)
  }

  @Test func `bytes that are not text are refused`() {
    for bytes: [UInt8] in [
      [0xFF, 0xFE], [0x61, 0x3D, 0x22, 0xC3, 0x22], [0], [0xED, 0xA0, 0x80],
    ] {
      #expect(throws: ConfigurationProblem.self) { try TomlDocument(bytes) }
    }
  }

  @Test func `deep nesting is refused and does not crash`() {
    let deep = 300_000
    for text in [
      "a = " + String(repeating: "[", count: deep),
      "a = " + String(repeating: "[", count: deep) + String(repeating: "]", count: deep),
      "a = " + String(repeating: "{b = ", count: deep),
      "[a" + String(repeating: ".a", count: deep) + "]",
      "a" + String(repeating: ".a", count: deep) + " = 1",
      "x = {a" + String(repeating: " . a", count: deep) + " = 1}",
    ] {
      #expect(throws: ConfigurationProblem.self) { try document(text) }
    }
  }

  @Test func `the deepest nesting that is allowed is read`() throws {
    let dots = String(repeating: ".a", count: 100)
    let brackets = (
      open: String(repeating: "[", count: 30), close: String(repeating: "]", count: 30)
    )
    let text = "[a\(dots)]\nb\(dots) = \(brackets.open)1\(brackets.close)"
    #expect(try document(text).entries.last?.kind == .number)
  }

  @Test func `any single changed byte is read or refused`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("TomlDocumentTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let whole = Array(
      """
      [risk]
      max_positions = 5
      max_drawdown = 0.1 # percent
      name = "désk"
      x = { a.b = [1, 2.5], c = 2026-11-20T00:00:00Z }
      """.utf8)
    var refused = 0
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      if (try? TomlDocument(bytes)) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }
}
