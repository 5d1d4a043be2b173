import Foundation

/// The binary under test, and the places of the project around it.
package enum BuiltProgram {
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// The folder of the package.
  package static let package: String = {
    var parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// The binary: the release build, or the one that the variable TRADECTL names.
  package static func path() throws(Missing) -> String {
    let path =
      ProcessInfo.processInfo.environment["TRADECTL"] ?? "\(package)/.build/release/tradectl"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Missing(description: "\(path) is missing: build it with make build")
    }
    return path
  }

  /// The folder of recorded market data; nil where there is none on this machine.
  package static var sharedData: String? {
    ProcessInfo.processInfo.environment["TRADECTL_SHARED"].map { "\($0)/data" }
  }
}
