internal import Signing

/// Reads JSON that holds secrets, which go from the text to their own memory and nowhere else.
///
/// Only what credentials are written with: objects, strings, and `true`, `false`, `null` and numbers
/// to pass over.
struct SecretText: ~Copyable, ~Escapable {
  private let text: Span<UInt8>
  private var position = 0

  /// Deeper objects hold no credentials.
  private static let depthMax = 8

  @_lifetime(copy text)
  init(_ text: Span<UInt8>) { self.text = text }

  /// Reads an object, member by member.
  ///
  /// - Parameter member: Is given each name, and must take its value in by `object`, `string` or
  ///   `skip`.
  /// - Throws: Where it is no object, or a name stands twice; what `member` throws.
  mutating func object(
    _ member: (String, inout SecretText) throws(CredentialError) -> Void
  ) throws(CredentialError) {
    try expect("{")
    var names: Set<String> = []
    if take("}") { return }
    repeat {
      let name = Self.name(try string())
      guard names.insert(name).inserted else { throw Self.malformed("a name stands twice") }
      try expect(":")
      try member(name, &self)
    } while take(",")
    try expect("}")
  }

  /// Reads a string, its escapes taken out.
  mutating func string() throws(CredentialError) -> Secret {
    try expect("\"")
    let start = position
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      guard text[position] >= 0x20 else { throw Self.malformed("a string has a control character") }
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < text.count else { throw Self.malformed("a string has no end") }
    let content = text.extracting(start..<position)
    position += 1
    return try Secret(capacity: content.count) { output throws(CredentialError) in
      try Self.unescape(content, into: &output)
    }
  }

  /// Passes over a value that is of no interest.
  mutating func skip() throws(CredentialError) { try skip(depth: 0) }

  private mutating func skip(depth: Int) throws(CredentialError) {
    guard depth < Self.depthMax else { throw Self.malformed("it is nested too deep") }
    skipSpace()
    guard position < text.count else { throw Self.malformed("a value is missing") }
    switch text[position] {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"):
      try object { (_, text) throws(CredentialError) in try text.skip(depth: depth + 1) }
    case UInt8(ascii: "["):
      position += 1
      if take("]") { return }
      repeat { try skip(depth: depth + 1) } while take(",")
      try expect("]")
    default:
      let start = position
      while position < text.count, Self.isPlain(text[position]) { position += 1 }
      guard position > start else { throw Self.malformed("a value is missing") }
    }
  }

  /// Checks that nothing but white space is left.
  mutating func end() throws(CredentialError) {
    skipSpace()
    guard position == text.count else { throw Self.malformed("there is more behind it") }
  }

  // MARK: Characters

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(CredentialError) {
    guard take(character) else {
      throw Self.malformed("there is no '\(character)' where one belongs")
    }
  }

  private static func unescape(
    _ content: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) throws(CredentialError) {
    var index = 0
    while index < content.count {
      guard content[index] == UInt8(ascii: "\\") else {
        output.append(content[index])
        index += 1
        continue
      }
      switch content[index + 1] {
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
        output.append(content[index + 1])
      case UInt8(ascii: "u"):
        // Keys are ASCII; what some programs escape of it, such as + and =, is four digits.
        guard index + 6 <= content.count,
          let code = asciiCode(content.extracting(index + 2..<index + 6))
        else { throw malformed("a secret has a character that is not ASCII") }
        output.append(code)
        index += 4
      default: throw malformed("a string has an unknown escape")
      }
      index += 2
    }
  }

  private static func asciiCode(_ digits: Span<UInt8>) -> UInt8? {
    var code = 0
    for index in digits.indices {
      guard let digit = Character(Unicode.Scalar(digits[index])).hexDigitValue else { return nil }
      code = code * 16 + digit
    }
    return code < 0x80 ? UInt8(code) : nil
  }

  /// What is no secret: the name of a member or of an account.
  static func name(_ secret: consuming Secret) -> String {
    let bytes = secret.bytes
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    return String(decoding: copy, as: UTF8.self)
  }

  static func malformed(_ what: String) -> CredentialError {
    CredentialError("it is not the JSON that is wanted: \(what)")
  }
}
