internal import CSimdjson

/// One value of a reply: what it is, and where it lies in the text.
package struct ReplyValue {
  enum Kind {
    case string, number, object, list, yes, no
  }

  let kind: Kind
  let text: [UInt8]
  let reader: ReplyReader
  /// A string without its quotes.
  let range: Range<Int>
  let isEscaped: Bool

  /// A string without its escapes.
  var string: String {
    isEscaped ? Self.unescaped(text, range) : String(decoding: text[range], as: UTF8.self)
  }

  /// The value as it is written; a string with its escapes.
  var written: Span<UInt8> {
    @_lifetime(borrow self) get { text.span.extracting(range) }
  }

  static func unescaped(_ text: [UInt8], _ range: Range<Int>) -> String {
    unsafe String(unsafeUninitializedCapacity: range.count) { output in
      guard let target = output.baseAddress else { return 0 }
      let written = unsafe text.withUnsafeBufferPointer { bytes in
        unsafe bytes.baseAddress.map { source in
          unsafe tradectl_json_unescape(source + range.lowerBound, range.count, target)
        }
      }
      return written.map { $0 <= range.count ? $0 : 0 } ?? 0
    }
  }
}

extension ReplyValue.Kind {
  /// Nil for null.
  init?(_ member: tradectl_json_field) {
    switch tradectl_json_kind(UInt32(member.kind)) {
    case TRADECTL_JSON_STRING: self = .string
    case TRADECTL_JSON_NUMBER: self = .number
    case TRADECTL_JSON_OBJECT: self = .object
    case TRADECTL_JSON_ARRAY: self = .list
    case TRADECTL_JSON_TRUE: self = .yes
    case TRADECTL_JSON_FALSE: self = .no
    default: return nil
    }
  }

  /// - Parameter first: The first byte of a value that the parser has checked; nil for null.
  init?(firstByte first: UInt8) {
    switch first {
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .list
    case UInt8(ascii: "t"): self = .yes
    case UInt8(ascii: "f"): self = .no
    case UInt8(ascii: "n"): return nil
    default: self = .number
    }
  }
}
