/// A TOML text by its tables: what stands directly in each.
struct TomlTables {
  private let entries: [[String]: [TomlDocument.Entry]]

  init(_ document: TomlDocument) {
    entries = Dictionary(grouping: document.entries) { Array($0.path.dropLast()) }
  }

  /// What a table or an array holds, in the order of the lines.
  subscript(_ path: [String]) -> [TomlDocument.Entry] { entries[path] ?? [] }
}

extension TomlDocument.Entry {
  /// The last key.
  var name: String { path[path.count - 1] }

  /// The value as flags spell it: no plus sign and no underscores in a number.
  var scalarText: String? {
    switch kind {
    case .string, .boolean: text
    case .number: text.filter { $0 != "_" }.trimmingPlus
    case .table, .array, .time: nil
    }
  }

  /// What stands there, to be put into a sentence.
  var phrase: String { scalarText.map { "'\($0)'" } ?? kind.phrase }
}

extension String {
  fileprivate var trimmingPlus: String { hasPrefix("+") ? String(dropFirst()) : self }
}

extension TomlDocument.Kind {
  var phrase: String {
    switch self {
    case .table: "a table"
    case .array: "an array"
    case .string: "a text"
    case .number: "a number"
    case .boolean: "true or false"
    case .time: "a date or a time"
    }
  }
}
