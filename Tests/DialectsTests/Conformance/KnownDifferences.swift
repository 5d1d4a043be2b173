import Foundation
import TestSupport

/// Where requests of ours differ from those of the cases on purpose, and why.
struct KnownDifferences: Decodable, Sendable {
  /// By exchange: ids of ours in requests of a client that makes none up; they are not compared.
  let ids: [String: [String]]
  /// By exchange: paths that the README of the cases calls a quirk, and those that are meant.
  let quirks: [String: [String: String]]
  /// By exchange: how paths of the cases begin that the exchange has given up, and the newer ones.
  let paths: [String: [String: String]]
  /// By the id of a case: what leaks into its request there, as its note says.
  let leaks: [String: [String]]
  /// By exchange: what is sent beside what is expected, and why.
  let additions: [String: [String: String]]
  /// By the id of a case: why its request is another one.
  let requests: [String: String]
  /// By exchange: how many requests are compared at the least.
  let compared: [String: Int]
  /// By exchange: how many of them are equal at the least, with nothing explained by us.
  let strictly: [String: Int]

  static func read() throws -> KnownDifferences {
    let path = "\(BuiltProgram.package)/Tests/DialectsTests/Conformance/differences.json"
    return try JSONDecoder().decode(
      KnownDifferences.self, from: Data(contentsOf: URL(filePath: path)))
  }
}
