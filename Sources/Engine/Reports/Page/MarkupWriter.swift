/// Writes markup into one buffer and escapes every text that came from outside.
struct MarkupWriter {
  private(set) var bytes: [UInt8] = []

  /// Appends markup of our own as it is.
  mutating func raw(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Appends a text so that it cannot end or begin markup, between tags and in quoted attributes.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "'": raw("&#39;")
      default: bytes.append(contentsOf: String(Self.shown(scalar)).utf8)
      }
    }
  }

  /// Appends `<name attributes>text</name>`; the attributes are markup of our own.
  mutating func element(_ name: String, _ attributes: String = "", content: String) {
    raw("<\(name)\(attributes.isEmpty ? "" : " ")\(attributes)>")
    text(content)
    raw("</\(name)>")
  }

  /// The character itself, or U+FFFD for one that would be invisible or reorder what follows.
  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A: scalar
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
}
