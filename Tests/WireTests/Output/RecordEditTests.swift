import Domain
import TestSupport
import Testing

@testable import Wire

@Suite struct RecordEditTests {
  /// Applies some edits to a line.
  private func edited(
    _ line: String, _ kind: RecordKind? = .order, decimals: JSONText.Decimals = .number,
    _ change: (inout RecordEdit, borrowing Record) throws -> Void = { _, _ in }
  ) throws -> String {
    try reading(line) { record in
      var edit = RecordEdit()
      edit.decimals = decimals
      edit.begin(kind)
      try change(&edit, record)
      var text = JSONText()
      text.splice(record, edit)
      return text.bytes.text
    }
  }

  @Test(arguments: [
    ("{}", #"{"record":"order","v":1}"#),
    (#"{"a":1}"#, #"{"record":"order","v":1,"a":1}"#),
    (
      #"{"a":1,"v":1,"b":2,"record":"intent","c":3}"#,
      #"{"record":"order","v":1,"a":1,"b":2,"c":3}"#
    ),
    (#"{"record":"intent","v":1,"a":"x"}"#, #"{"record":"order","v":1,"a":"x"}"#),
    (#"{"_a":1,"b":2,"_":3,"_c":{"d":1}}"#, #"{"record":"order","v":1,"b":2}"#),
    (#"{"\u005fa":1,"b_":2}"#, #"{"record":"order","v":1,"b_":2}"#),
    (
      #" { "a" : [ 1 , 2 ] , "b":"x y" ,"c" :null} "#,
      #"{"record":"order","v":1,"a":[ 1 , 2 ],"b":"x y","c":null}"#
    ),
    (#"{"a":1, "b":2,"c":3}"#, #"{"record":"order","v":1,"a":1,"b":2,"c":3}"#),
    (#"{"n":1.50e+3,"s":"\u00e9\/"}"#, #"{"record":"order","v":1,"n":1.50e+3,"s":"\u00e9\/"}"#),
  ])
  func `a record without edits keeps its members as they are`(line: String, output: String) throws {
    #expect(try edited(line) == output)
  }

  @Test func `a field that came in is replaced in place, any other is appended`() throws {
    let line = #"{"id":"a","quantity":1,"desk":"eu","side":null}"#
    let output = try edited(line) { edit, record in
      edit.set(.status, "filled", in: record)
      edit.set(.quantity, try Quantity(decimal: "0.50"), in: record)
      edit.set(.side, "sell", in: record)
      edit.set(.final, true, in: record)
    }
    #expect(
      output
        == #"{"record":"order","v":1,"id":"a","quantity":0.5,"desk":"eu","side":"sell","status":"filled","final":true}"#
    )
  }

  @Test func `a field set again has its last value, once`() throws {
    let output = try edited(#"{"price":1,"id":"a"}"#) { edit, record in
      edit.set(.status, "pending", in: record)
      edit.set(.line, 3, in: record)
      edit.set(.price, Price(2), in: record)
      edit.set(.reason, "long enough to move what follows", in: record)
      edit.set(.status, "x", in: record)
      edit.set(.price, Price(3), in: record)
      edit.set(.reason, "r", in: record)
      edit.set(.line, 4, in: record)
    }
    #expect(
      output == #"{"record":"order","v":1,"price":3,"id":"a","status":"x","reason":"r","line":4}"#)
  }

  @Test func `an object that could not be written leaves no trace`() throws {
    struct Refused: Error {}
    let output = try edited(#"{"risk":1,"id":"a"}"#) { edit, record in
      for field in [Field.risk, .sizing] {
        #expect(throws: Refused.self) {
          try edit.set(field, in: record) { text throws(Refused) in
            text.add(.method, word: "fixed")
            throw Refused()
          }
        }
      }
    }
    #expect(output == #"{"record":"order","v":1,"risk":1,"id":"a"}"#)
  }

  @Test func `an object is written with its members`() throws {
    let output = try edited(#"{"sizing":{"old":1}}"#) { edit, record in
      for field in [Field.sizing, .risk] {
        edit.set(field, in: record) { text in
          text.add(.method, word: "fixed")
          text.add(.valid, false)
        }
      }
    }
    #expect(
      output
        == #"{"record":"order","v":1,"sizing":{"method":"fixed","valid":false},"risk":{"method":"fixed","valid":false}}"#
    )
  }

  @Test func `decimals can be written as strings, other numbers stay numbers`() throws {
    let output = try edited(#"{"price":1}"#, decimals: .string) { edit, record in
      edit.set(.price, try Price(decimal: "-0.25"), in: record)
      edit.set(.quantity, Quantity(3), in: record)
      edit.set(.line, 7, in: record)
    }
    #expect(output == #"{"record":"order","v":1,"price":"-0.25","quantity":"3","line":7}"#)
  }

  @Test func `without a new kind a record keeps its own`() throws {
    #expect(try edited(#"{"a":1,"record":"fill"}"#, nil) == #"{"record":"fill","v":1,"a":1}"#)
    #expect(
      try edited(#"{"a":1,"v":7,"record":"weather","_b":2}"#, nil)
        == #"{"record":"weather","v":7,"a":1}"#)
    #expect(try edited(#"{"a":1}"#, nil) == #"{"a":1}"#)
    #expect(try edited(#"{"_a":1}"#, nil) == "{}")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `random edits of random records agree with a slow model`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1_500 {
      let line = RandomRecord.line(&random)
      let change = RandomRecord.edits(&random)
      let output = try edited(line) { edit, record in
        for (field, value) in change { value.apply(to: &edit, field, record) }
      }
      let model = try JSONModel(line)
      var expected: [JSONModel.Member] = [
        .init(key: "record", value: .string("order")), .init(key: "v", value: .number("1")),
      ]
      let last = Dictionary(change.map { ($0.0.rawValue, $0.1) }) { _, later in later }
      for member in model.members
      where member.key != "record" && member.key != "v" && !member.key.hasPrefix("_") {
        expected.append(.init(key: member.key, value: try last[member.key]?.model ?? member.value))
      }
      // Where the same field is set several times, its last place counts.
      for (index, (field, value)) in change.enumerated()
      where model[field.rawValue] == nil
        && !change[(index + 1)...].contains(where: { $0.0 == field })
      {
        expected.append(.init(key: field.rawValue, value: try value.model))
      }
      try #require(try JSONModel(output) == .object(expected), "seed \(seed): \(line) \(change)")
      try #require(!output.contains("\n"))
    }
  }
}

/// Records and edits made at random.
private enum RandomRecord {
  enum Value {
    case decimal(Int)
    case whole(Int)
    case flag(Bool)
    case text(String)
    case object(Bool)

    func apply(to edit: inout RecordEdit, _ field: Field, _ record: borrowing Record) {
      switch self {
      case .decimal(let number): edit.set(field, Price(scaled: Int128(number)), in: record)
      case .whole(let number): edit.set(field, number, in: record)
      case .flag(let value): edit.set(field, value, in: record)
      case .text(let text): edit.set(field, text, in: record)
      case .object(let value): edit.set(field, in: record) { $0.add(.valid, value) }
      }
    }

    var model: JSONModel {
      get throws {
        switch self {
        case .decimal(let number): .number(Price(scaled: Int128(number)).description)
        case .whole(let number): .number(String(number))
        case .flag(let value): .flag(value)
        case .text(let text): .string(text)
        case .object(let value): .object([.init(key: "valid", value: .flag(value))])
        }
      }
    }
  }

  static let fields: [Field] = [.id, .side, .quantity, .price, .sizing, .status, .stopLoss, .x]

  static func edits(_ random: inout SeededGenerator) -> [(Field, Value)] {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      let value: Value =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .decimal(Int.random(in: .min ... .max, using: &random))
        case 1: .whole(Int.random(in: .min ... .max, using: &random))
        case 2: .flag(random.chance(1, in: 2))
        case 3: .text(random.pick(["", "a\"b", "\\", "é😀", "\u{1}\u{7F}\n\t\r", "plain"]))
        default: .object(random.chance(1, in: 2))
        }
      return (random.pick(fields), value)
    }
  }

  static func line(_ random: inout SeededGenerator) -> String {
    let keys =
      fields.map(\.rawValue) + [
        "record", "v", "_a", "_", "desk", "d\\u0065", "\\u005fb", "é", "",
      ]
    func space() -> String { random.pick(["", "", "", " ", "\t", "  "]) }
    var members: [String] = []
    for key in keys.shuffled(using: &random).prefix(Int.random(in: 0...9, using: &random)) {
      let value =
        switch key {
        case "record": "\"intent\""
        case "v": "1"
        default:
          random.pick([
            "1", "-0.50", "1e5", "\"x\"", "\"a\\\"b,{}\"", "null", "true", "[1, 2,{}]",
            "{ \"k\" : [] }",
            "\"\"", "{}",
          ])
        }
      members.append("\(space())\"\(key)\"\(space()):\(space())\(value)\(space())")
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}
