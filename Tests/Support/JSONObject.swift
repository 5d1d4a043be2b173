/// The members of one JSON object as they are written, numbers digit by digit.
package struct JSONObject: Sendable {
  package private(set) var keys: [String] = []
  private var values: [String: String] = [:]

  /// - Parameter text: A compact object that is known to be JSON.
  package init(_ text: String) {
    let bytes = Array(text.utf8)
    var depth = 0
    var isInString = false
    var start = 1
    var colon: Int?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ":") where depth == 1 && colon == nil: colon = index
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 1, let end = colon {
            let key = String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)
            keys.append(key)
            values[key] = String(decoding: bytes[(end + 1)..<index], as: UTF8.self)
            colon = nil
            start = index + 1
          }
          if byte != UInt8(ascii: ",") { depth -= 1 }
        default: break
        }
      }
      index += 1
    }
  }

  /// A member's value as it is written; inside an object with a dot.
  package subscript(_ path: String) -> String? {
    let parts = path.split(separator: ".", maxSplits: 1)
    guard let value = values[String(parts[0])], parts.count == 2 else { return values[path] }
    return JSONObject(value)[String(parts[1])]
  }

  /// The text of a member that is a string without escapes.
  package func text(_ path: String) -> String? {
    self[path].map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0 }
  }
}
