import VenueInterface
import Wire

/// A JSON object that is sent, its members in the order that they are added in.
struct JSONBody: Hashable, Sendable {
  /// Without the brace at the end.
  private var text = "{"

  private mutating func add(_ name: String, written value: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\(Self.quoted(name)):\(value)"
  }

  /// A string; nil leaves it out.
  mutating func add(_ name: String, _ value: String?) {
    if let value { add(name, written: Self.quoted(value)) }
  }

  mutating func add(_ name: String, _ value: Bool) {
    add(name, written: value ? "true" : "false")
  }

  mutating func add(_ name: String, number: Int) { add(name, written: String(number)) }

  mutating func add(_ name: String, _ value: JSONBody) { add(name, written: value.written) }

  mutating func add(_ name: String, _ values: [String]) {
    add(name, written: "[" + values.map(Self.quoted).joined(separator: ",") + "]")
  }

  private var written: String { text + "}" }

  var bytes: [UInt8] { Array(written.utf8) }

  var body: RequestDraft.Body { .json(bytes) }

  mutating func add(_ name: String, _ values: [JSONBody]) {
    add(name, written: Self.text(of: values))
  }

  /// A list of objects.
  static func list(_ bodies: [JSONBody]) -> RequestDraft.Body {
    .json(Array(text(of: bodies).utf8))
  }

  /// A list of objects, as text.
  static func text(of bodies: [JSONBody]) -> String {
    "[" + bodies.map(\.written).joined(separator: ",") + "]"
  }

  private static func quoted(_ text: String) -> String {
    var json = JSONText()
    json.append(text)
    return json.bytes.text
  }
}
