import Foundation
import Testing

/// Public data that is too much to be kept with the tests.
///
/// `TRADECTL_SHARED` names its folder; without it the tests that need it are skipped.
enum SharedFolder {
  static let comment: Comment = "TRADECTL_SHARED names no folder with data of exchanges"

  private static let path = ProcessInfo.processInfo.environment["TRADECTL_SHARED"]

  static func bytes(_ name: String) -> [UInt8]? {
    path.flatMap { FileManager.default.contents(atPath: "\($0)/\(name)") }.map { Array($0) }
  }

  static let isThere = bytes("conformance/requests.jsonl") != nil
}
