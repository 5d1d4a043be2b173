import Domain
import VenueInterface

/// The limits of the family, and what its answers tell of them.
///
/// Source: "LIMITS" in rest-api.md of binance/binance-spot-api-docs; futures say the same.
enum BinanceUsage {
  /// The letters that headers write intervals with, and the words of the exchange information.
  private static let units: [(letter: Character, word: String, seconds: Int64)] = [
    ("S", "SECOND", 1), ("M", "MINUTE", 60), ("H", "HOUR", 3600), ("D", "DAY", 86_400),
  ]

  /// The limit that an entry of the exchange information is; nil for a kind that is not known.
  static func limit(_ type: String, _ unit: String, _ count: Int, _ amount: Int) -> RequestLimit? {
    guard let unit = units.first(where: { $0.word == unit }), (1...1000).contains(count),
      amount > 0
    else { return nil }
    let interval = TimeInterval(nanoseconds: Int64(count) * unit.seconds * 1_000_000_000)
    let suffix = "\(count)\(unit.letter)"
    switch type {
    case "REQUEST_WEIGHT":
      return RequestLimit("weight-\(suffix)", .address, amount, per: interval)
    case "RAW_REQUESTS":
      return RequestLimit("requests-\(suffix)", .address, amount, .requests, per: interval)
    case "ORDERS":
      return RequestLimit(
        "orders-\(suffix)", .account, amount, .orders, per: interval, for: [.place])
    default: return nil
    }
  }

  /// What the headers of an answer say is used by now.
  static func usage(_ response: HTTPResponse) -> [LimitUsage] {
    let kinds = [("x-mbx-used-weight-", "weight-"), ("x-mbx-order-count-", "orders-")]
    return response.headers.all.compactMap { header in
      let name = header.name.lowercased()
      guard let kind = kinds.first(where: { name.hasPrefix($0.0) }), let used = Int(header.value),
        used >= 0
      else { return nil }
      return LimitUsage(kind.1 + name.dropFirst(kind.0.utf8.count).uppercased(), used: used)
    }
  }
}
