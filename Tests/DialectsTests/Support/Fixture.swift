import Foundation
import TestSupport

/// Replies in the form of the venues, made up for these tests.
enum Fixture {
  private static let folder = "\(BuiltProgram.package)/Tests/Fixtures/"

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// The bytes of a reply, such as `Binance/order`.
  static func bytes(_ name: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: folder + name + ".json") else {
      throw Missing(description: "there is no fixture \(name)")
    }
    return Array(data)
  }

  /// The names of all replies of the venues.
  static let all: [String] = [
    "Aster", "Binance", "BinanceFutures", "Bybit", "OKX", "KuCoin", "KuCoinFutures",
    "Coinbase", "CoinbaseExchange",
  ].flatMap { venue in
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + venue)) ?? []
    return files.sorted().filter { $0.hasSuffix(".json") }.map { "\(venue)/\($0.dropLast(5))" }
  }
}
