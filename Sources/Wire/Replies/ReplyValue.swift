internal import CSimdjson

/// One value of a reply: what it is, and where it lies in the text.
@safe
package struct ReplyValue {
  enum Kind {
    case string, number, object, list, yes, no
  }

  let kind: Kind
  let source: ReplySource
  /// A string without its quotes.
  let range: Range<Int>
  let isEscaped: Bool

  /// A string without its escapes.
  var string: String { source.text(range, isEscaped: isEscaped) }

  /// The value as it is written; a string with its escapes.
  var written: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      // The text stays where it is as long as this value holds it.
      let bytes = unsafe source.part(range)
      return unsafe _overrideLifetime(bytes.span, borrowing: self)
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
