import Foundation
import TestSupport

/// A Swift file of the project, as text.
struct SourceFile: Sendable, CustomStringConvertible {
  /// A line that imports a module.
  struct Import: Hashable {
    /// `public`, `package`, or `internal` where nothing is written.
    let access: String
    let module: String
    let attributes: [String]
  }

  /// Its path inside the package.
  let path: String
  let lines: [String]

  var description: String { path }

  /// All of them under some folders of the package, in order of their paths.
  static func all(under folders: String...) -> [SourceFile] {
    folders.flatMap { folder -> [SourceFile] in
      let root = "\(BuiltProgram.package)/\(folder)"
      let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      return names.sorted().filter { $0.hasSuffix(".swift") }.compactMap { name in
        guard let text = try? String(contentsOfFile: "\(root)/\(name)", encoding: .utf8) else {
          return nil
        }
        return SourceFile(path: "\(folder)/\(name)", lines: text.lines)
      }
    }
  }

  /// The modules that it imports.
  var imports: [Import] { lines.compactMap(Self.readImport) }

  /// Reads `@attribute access import kind Module.Part`, of which only `import Module` must be there.
  static func readImport(_ line: String) -> Import? {
    let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    var words = code.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    var attributes: [String] = []
    while let word = words.first, word.hasPrefix("@") {
      attributes.append(word)
      words.removeFirst()
    }
    var access = "internal"
    if let word = words.first,
      ["public", "package", "internal", "fileprivate", "private"].contains(word)
    {
      access = word
      words.removeFirst()
    }
    guard words.popFirst() == "import", var module = words.popFirst() else { return nil }
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    if kinds.contains(module), let name = words.popFirst() { module = name }
    return Import(
      access: access, module: String(module.prefix { $0 != "." }), attributes: attributes)
  }
}
