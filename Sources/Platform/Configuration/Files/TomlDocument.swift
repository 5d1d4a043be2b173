internal import CToml

/// A TOML text as a flat list of keys with the text of their values.
///
/// Numbers keep the digits that were written, so that they are read as exact decimals.
package struct TomlDocument: Sendable {
  /// A key and its value.
  package struct Entry: Hashable, Sendable {
    /// The keys from the top to this one; an element of an array adds an empty one.
    package let path: [String]
    package let kind: Kind
    /// A string's content, a number's digits, `true` or `false`; empty for tables and arrays.
    package let text: String
    /// Where the value stands, from 1.
    package let line: Int

    package var key: String { path.joined(separator: ".") }
  }

  package enum Kind: Hashable, Sendable {
    case table
    case array
    case string
    case number
    case boolean
    case time
  }

  /// In the order of their lines; what a table or an array holds comes after it.
  package let entries: [Entry]

  /// - Parameter bytes: UTF-8; at most as long as the caller has bounded it.
  /// - Throws: The first syntax error.
  package init(_ bytes: [UInt8]) throws(ConfigurationProblem) {
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe ctoml_parse(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard let document = unsafe parsed else {
      throw ConfigurationProblem(line: 0, key: "", message: "There is not enough memory.")
    }
    defer { unsafe ctoml_free(document) }

    var line = 0
    if let message = unsafe ctoml_error(document, &line) {
      let text = unsafe String(cString: message)
      throw ConfigurationProblem(line: line, key: "", message: "This is not TOML: \(text).")
    }
    entries = unsafe Self.entries(of: document)
  }

  private static func entries(of document: OpaquePointer) -> [Entry] {
    var entries: [Entry] = []
    var path: [String] = []
    let count = unsafe ctoml_count(document)
    for index in 0..<count {
      let node = unsafe ctoml_node_at(document, index)
      path.removeSubrange(unsafe Int(node.depth)...)
      path.append(unsafe string(node.key, node.key_length))
      entries.append(
        Entry(
          path: path, kind: unsafe kind(node.kind),
          text: unsafe string(node.text, node.text_length), line: unsafe Int(node.line)))
    }
    // The library keeps keys in the order of their names; the reader thinks in lines.
    let order = entries.indices.sorted { (entries[$0].line, $0) < (entries[$1].line, $1) }
    return order.map { entries[$0] }
  }

  private static func string(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    guard let bytes = unsafe bytes else { return "" }
    return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
  }

  private static func kind(_ kind: ctoml_kind) -> Kind {
    switch kind {
    case CTOML_TABLE: .table
    case CTOML_ARRAY: .array
    case CTOML_STRING: .string
    case CTOML_NUMBER: .number
    case CTOML_BOOLEAN: .boolean
    default: .time
    }
  }
}
