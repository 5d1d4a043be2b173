import Domain

/// A JSON value with its numbers as they are written.
indirect enum JSONTree: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(String)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  struct Malformed: Error {
    let offset: Int
  }

  init(_ bytes: [UInt8]) throws(Malformed) {
    var parser = Parser(bytes: bytes)
    self = try parser.value()
    parser.skipSpace()
    guard parser.offset == bytes.count else { throw Malformed(offset: parser.offset) }
  }

  subscript(_ key: String) -> JSONTree? {
    guard case .object(let members) = self, let value = members[key], value != .null else {
      return nil
    }
    return value
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  var list: [JSONTree]? { if case .list(let list) = self { list } else { nil } }
  var members: [String: JSONTree] {
    if case .object(let members) = self { members } else { [:] }
  }
  /// A string, or a number as it is written.
  var word: String? { if case .number(let digits) = self { digits } else { text } }

  func decimal<Unit: Decimal>() -> Unit? { word.flatMap { try? Unit(decimal: $0) } }

  var whole: Int? { word.flatMap { Int($0) } }

  /// As a venue would write it.
  var bytes: [UInt8] { Array(written.utf8) }

  private var written: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let digits): digits
    case .text(let text):
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    case .list(let list): "[" + list.map(\.written).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { "\(JSONTree.text($0.key).written):\($0.value.written)" }.joined(separator: ",")
        + "}"
    }
  }

  /// Equal in value: keys in any order, numbers by what they are worth, null like nothing.
  static func == (lhs: JSONTree, rhs: JSONTree) -> Bool {
    switch (lhs, rhs) {
    case (.null, .null): true
    case (.flag(let left), .flag(let right)): left == right
    case (.text(let left), .text(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.object(let left), .object(let right)):
      left.filter { $0.value != .null } == right.filter { $0.value != .null }
    case (.number(let left), .number(let right)):
      left == right || (try? Rate(decimal: left) == Rate(decimal: right)) == true
    default: false
    }
  }
}

/// Enough of a parser for files that are known to be JSON.
private struct Parser {
  let bytes: [UInt8]
  var offset = 0

  mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func next() throws(JSONTree.Malformed) -> UInt8 {
    skipSpace()
    guard offset < bytes.count else { throw JSONTree.Malformed(offset: offset) }
    return bytes[offset]
  }

  private mutating func take(_ mark: Unicode.Scalar) throws(JSONTree.Malformed) {
    guard try next() == UInt8(ascii: mark) else { throw JSONTree.Malformed(offset: offset) }
    offset += 1
  }

  mutating func value() throws(JSONTree.Malformed) -> JSONTree {
    switch try next() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"):
      offset += 4
      return .flag(true)
    case UInt8(ascii: "f"):
      offset += 5
      return .flag(false)
    case UInt8(ascii: "n"):
      offset += 4
      return .null
    default:
      let start = offset
      while offset < bytes.count, "+-.0123456789eE".utf8.contains(bytes[offset]) { offset += 1 }
      guard offset > start else { throw JSONTree.Malformed(offset: offset) }
      return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
    }
  }

  private mutating func object() throws(JSONTree.Malformed) -> JSONTree {
    var members: [String: JSONTree] = [:]
    try take("{")
    while try next() != UInt8(ascii: "}") {
      if !members.isEmpty { try take(",") }
      _ = try next()
      let key = try string()
      try take(":")
      members[key] = try value()
    }
    offset += 1
    return .object(members)
  }

  private mutating func list() throws(JSONTree.Malformed) -> JSONTree {
    var list: [JSONTree] = []
    try take("[")
    while try next() != UInt8(ascii: "]") {
      if !list.isEmpty { try take(",") }
      list.append(try value())
    }
    offset += 1
    return .list(list)
  }

  private mutating func string() throws(JSONTree.Malformed) -> String {
    try take("\"")
    var units: [UInt16] = []
    var plain: [UInt8] = []
    func flushed() -> [UInt16] { Array(String(decoding: plain, as: UTF8.self).utf16) }
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        plain.append(bytes[offset])
        offset += 1
        continue
      }
      units += flushed()
      plain = []
      guard offset + 1 < bytes.count else { throw JSONTree.Malformed(offset: offset) }
      let mark = bytes[offset + 1]
      offset += 2
      switch mark {
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "u"):
        let digits = bytes[offset..<min(offset + 4, bytes.count)]
        guard let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
          throw JSONTree.Malformed(offset: offset)
        }
        units.append(unit)
        offset += 4
      default: units.append(UInt16(mark))
      }
    }
    offset += 1
    return String(decoding: units + flushed(), as: UTF16.self)
  }
}
