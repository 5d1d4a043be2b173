import Foundation
import TestSupport

/// Holds small pieces of Swift against the modules that these tests were built with.
struct SnippetCompiler {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// The compiler and the flags of a target of the package that may import everything.
  private let words: [String]

  /// Takes them from the plan of the build that this process comes from.
  ///
  /// - Throws: When there is no such plan.
  init() throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let parts = program.split(separator: "/").map(String.init)
    guard parts.count > 3 else { throw Missing(description: "\(program) is in no build folder") }
    // FOLDER/TRIPLE/CONFIGURATION/tests comes of FOLDER/CONFIGURATION.yaml.
    let folder = "/" + parts.dropLast(3).joined(separator: "/")
    let plan = "\(folder)/\(parts[parts.count - 2]).yaml"
    let line = try String(contentsOfFile: plan, encoding: .utf8).lines.first {
      $0.contains(#""-module-name","TradingTests""#) && $0.contains("args: [")
    }
    guard let line, let start = line.firstIndex(of: "[") else {
      throw Missing(description: "\(plan) does not say how TradingTests is compiled")
    }
    let arguments = try JSONDecoder().decode([String].self, from: Data(line[start...].utf8))
    words = arguments.prefix(1) + Self.flags(among: arguments)
  }

  /// Those that decide what a source may see and say.
  private static func flags(among arguments: [String]) -> [String] {
    let names: Set = [
      "-I", "-Xcc", "-package-name", "-swift-version", "-target", "-sdk", "-module-cache-path",
      "-enable-upcoming-feature", "-enable-experimental-feature",
    ]
    return zip(arguments, arguments.dropFirst()).filter { names.contains($0.0) }
      .flatMap { [$0.0, $0.1] }
  }

  /// What the compiler has against each piece; nothing for one that compiles.
  ///
  /// - Parameter snippets: Sources by a name each; they do not see each other's imports.
  /// - Returns: The messages of errors by those names.
  /// - Throws: When the compiler does not run, or what is wrong is none of the pieces.
  func errors(in snippets: [String: String]) throws -> [String: [String]] {
    let folder = try TemporaryFolder()
    let files = try snippets.keys.sorted().map { name in
      try folder.write(snippets[name] ?? "", to: "\(name).swift")
    }
    let run = try Running.program(
      words + [
        "-typecheck", "-wmo", "-module-name", "Snippets", "-diagnostic-style", "llvm",
        "-no-color-diagnostics",
      ] + files, in: folder)
    var errors: [String: [String]] = [:]
    for line in run.errorText.lines {
      guard let mark = line.range(of: ": error: ") else { continue }
      let file = line[..<mark.lowerBound].split(separator: ":").first ?? ""
      let name = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
      guard let name, snippets[name] != nil else { throw Missing(description: line) }
      errors[name, default: []].append(String(line[mark.upperBound...]))
    }
    guard run.status == 0 || !errors.isEmpty else { throw Missing(description: run.errorText) }
    return errors
  }
}
