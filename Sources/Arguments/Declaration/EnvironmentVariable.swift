/// Which environment variable an option falls back to.
///
/// At the call site: nothing for the automatic name, `false` for none, a string for another name.
package enum EnvironmentVariable: Hashable, Sendable {
  /// The tree's prefix and the option's name in capitals: `--max-risk` is `TRADECTL_MAX_RISK`.
  case automatic
  case none
  case named(String)

  static func name(of option: String, prefix: String) -> String {
    var name = Array(prefix.utf8)
    for byte in option.utf8.drop(while: { $0 == UInt8(ascii: "-") }) {
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      name.append(byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : isLetter ? byte - 32 : byte)
    }
    return String(decoding: name, as: UTF8.self)
  }
}

extension EnvironmentVariable: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  package init(booleanLiteral value: Bool) { self = value ? .automatic : .none }
  package init(stringLiteral value: String) { self = .named(value) }
}
