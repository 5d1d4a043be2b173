import Domain
import VenueInterface
import Wire

/// A JSON object that is sent, its members in the order that they are added in.
struct JSONBody: Hashable, Sendable {
  /// Without the brace at the end.
  private var text: [UInt8] = []

  init() {
    text.reserveCapacity(256)
    text.append(UInt8(ascii: "{"))
  }

  private mutating func key(_ name: String) {
    if text.count > 1 { text.append(UInt8(ascii: ",")) }
    append(name)
    text.append(UInt8(ascii: ":"))
  }

  /// A string; nil leaves it out.
  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    append(value)
  }

  mutating func add(_ name: String, _ value: Bool) {
    key(name)
    text.append(value ? "true" : "false")
  }

  mutating func add(_ name: String, number: Int) {
    key(name)
    text.append(String(number))
  }

  mutating func add(_ name: String, _ value: JSONBody) {
    key(name)
    text += value.bytes
  }

  mutating func add(_ name: String, _ values: [String]) {
    key(name)
    text.append(UInt8(ascii: "["))
    for (place, value) in values.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      append(value)
    }
    text.append(UInt8(ascii: "]"))
  }

  mutating func add(_ name: String, _ values: [JSONBody]) {
    key(name)
    text += Self.bytes(of: values)
  }

  var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

  var body: RequestDraft.Body { .json(bytes) }

  /// A list of objects.
  static func list(_ bodies: [JSONBody]) -> RequestDraft.Body { .json(bytes(of: bodies)) }

  static func bytes(of bodies: [JSONBody]) -> [UInt8] {
    var list: [UInt8] = []
    list.reserveCapacity(bodies.reduce(2) { $0 + $1.text.count + 2 })
    list.append(UInt8(ascii: "["))
    for (place, body) in bodies.enumerated() {
      if place > 0 { list.append(UInt8(ascii: ",")) }
      list += body.text
      list.append(UInt8(ascii: "}"))
    }
    list.append(UInt8(ascii: "]"))
    return list
  }

  private mutating func append(_ string: String) {
    guard string.needsNoEscapes else {
      var json = JSONText()
      json.append(string)
      return text.append(json.bytes.text)
    }
    text.append(UInt8(ascii: "\""))
    text.append(string)
    text.append(UInt8(ascii: "\""))
  }
}
