import Foundation
import TestSupport
import Testing

/// How files look, whatever is in them.
@Suite struct FileTests {
  /// Files that are longer than 400 lines, and why that is better than two files.
  static let longFiles: [String: String] = [:]

  /// Folders whose Swift files are ours.
  static let files = SourceFile.all(under: "Sources", "Tests")

  @Test func `a file has one subject, and so at most 400 lines`() {
    for file in Self.files where Self.longFiles[file.path] == nil {
      #expect(file.lines.count <= 400, "\(file) has \(file.lines.count) lines")
    }
    for path in Self.longFiles.keys {
      let file = Self.files.first { $0.path == path }
      #expect((file?.lines.count ?? 0) > 400, "\(path) is no longer an exception")
    }
  }

  @Test func `nothing is left for later`() {
    // Put together, so that this file does not find itself.
    let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    for file in Self.files {
      for (number, line) in file.lines.enumerated() {
        let found = line.split { !$0.isLetter }.first { words.contains(String($0)) }
        #expect(found == nil, "\(file):\(number + 1)")
      }
    }
  }

  @Test func `a source file starts without a banner`() {
    for file in Self.files where file.path.hasPrefix("Sources/") {
      let first = file.lines.first ?? ""
      #expect(!first.hasPrefix("//") || first.hasPrefix("///"), "\(file)")
    }
  }

  @Test func `no name says nothing`() {
    let empty = ["Manager", "Helper", "Utils", "Util", "Common", "Misc", "V2"]
    for file in Self.files {
      let name = file.path.split(separator: "/").last ?? ""
      for word in empty { #expect(!name.contains(word), "\(file)") }
    }
  }

  @Test func `sources do not force what may fail`() {
    for file in Self.files where file.path.hasPrefix("Sources/") {
      for (number, line) in file.lines.enumerated() {
        let code = line.components(separatedBy: "//")[0]
        #expect(!code.contains("try! ") && !code.contains(" as! "), "\(file):\(number + 1)")
      }
    }
  }
}
