/// A JSON value read by a second, slow reader that shares nothing with the one under test.
indirect enum JSONModel: Equatable {
  struct Member: Equatable {
    let key: String
    let value: JSONModel
  }

  case null
  case flag(Bool)
  /// As it is written.
  case number(String)
  case string(String)
  case array([JSONModel])
  case object([Member])

  struct Malformed: Error {}

  init(_ bytes: some Sequence<UInt8>) throws {
    let bytes = Array(bytes)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed() }
    var reader = Reader(scalars: Array(text.unicodeScalars))
    self = try reader.whole()
  }

  init(_ text: String) throws { try self.init(text.utf8) }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  subscript(key: String) -> JSONModel? { members.first { $0.key == key }?.value }

  /// How many brackets and braces lie around the innermost value.
  var depth: Int {
    switch self {
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    default: 0
    }
  }
}

extension JSONModel {
  /// Follows the grammar of RFC 8259 rule by rule.
  private struct Reader {
    let scalars: [Unicode.Scalar]
    var place = 0

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func whole() throws -> JSONModel {
      let value = try value(depth: 0)
      guard current == nil else { throw Malformed() }
      return value
    }

    mutating func skipSpace() {
      while let scalar = current, [" ", "\t", "\n", "\r"].contains(scalar) { place += 1 }
    }

    mutating func expect(_ scalar: Unicode.Scalar) throws {
      guard current == scalar else { throw Malformed() }
      place += 1
    }

    mutating func expect(word: String, _ value: JSONModel) throws -> JSONModel {
      for scalar in word.unicodeScalars { try expect(scalar) }
      return value
    }

    mutating func value(depth: Int) throws -> JSONModel {
      // Far more than the program allows; only keeps the reader itself from running off.
      guard depth < 500 else { throw Malformed() }
      skipSpace()
      defer { skipSpace() }
      switch current {
      case "{": return try object(depth)
      case "[": return try array(depth)
      case "\"": return .string(try string())
      case "t": return try expect(word: "true", .flag(true))
      case "f": return try expect(word: "false", .flag(false))
      case "n": return try expect(word: "null", .null)
      default: return .number(try number())
      }
    }

    mutating func object(_ depth: Int) throws -> JSONModel {
      try expect("{")
      skipSpace()
      var members: [Member] = []
      if current == "}" {
        place += 1
        return .object([])
      }
      while true {
        skipSpace()
        let key = try string()
        skipSpace()
        try expect(":")
        members.append(Member(key: key, value: try value(depth: depth + 1)))
        guard current == "," else { break }
        place += 1
      }
      try expect("}")
      return .object(members)
    }

    mutating func array(_ depth: Int) throws -> JSONModel {
      try expect("[")
      skipSpace()
      var elements: [JSONModel] = []
      if current == "]" {
        place += 1
        return .array([])
      }
      while true {
        elements.append(try value(depth: depth + 1))
        guard current == "," else { break }
        place += 1
      }
      try expect("]")
      return .array(elements)
    }

    mutating func string() throws -> String {
      try expect("\"")
      var units: [UInt16] = []
      while let scalar = current, scalar != "\"" {
        guard scalar.value >= 0x20 else { throw Malformed() }
        place += 1
        guard scalar == "\\" else {
          units += Array(String(scalar).utf16)
          continue
        }
        units.append(try escape())
      }
      try expect("\"")
      guard let text = String(validating: units, as: UTF16.self) else { throw Malformed() }
      return text
    }

    mutating func escape() throws -> UInt16 {
      guard let mark = current else { throw Malformed() }
      place += 1
      switch mark {
      case "\"", "\\", "/": return UInt16(mark.value)
      case "b": return 8
      case "f": return 12
      case "n": return 10
      case "r": return 13
      case "t": return 9
      case "u":
        let digits = scalars[place..<min(place + 4, scalars.count)]
        place += 4
        guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit),
          let unit = UInt16(String(String.UnicodeScalarView(digits)), radix: 16)
        else { throw Malformed() }
        return unit
      default: throw Malformed()
      }
    }

    mutating func digits() throws {
      let start = place
      while let scalar = current, ("0"..."9").contains(scalar) { place += 1 }
      guard place > start else { throw Malformed() }
    }

    mutating func number() throws -> String {
      let start = place
      if current == "-" { place += 1 }
      if current == "0" { place += 1 } else { try digits() }
      if current == "." {
        place += 1
        try digits()
      }
      if current == "e" || current == "E" {
        place += 1
        if current == "+" || current == "-" { place += 1 }
        try digits()
      }
      return String(String.UnicodeScalarView(scalars[start..<place]))
    }
  }
}
