import Foundation

/// A folder of a test's own, gone when the value goes away.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// - Parameter place: The folder that it is made in; nil for that of temporary files.
  /// - Throws: When it cannot be made.
  package init(in place: String? = nil) throws {
    path = (place ?? FileManager.default.temporaryDirectory.path) + "/tradectl-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and says where it is.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// What a file holds.
  package func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }
}
