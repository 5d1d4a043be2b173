extension [UInt8] {
  /// Appends a text in UTF-8, copied in one piece.
  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append(contentsOf: $0) }
  }
}
