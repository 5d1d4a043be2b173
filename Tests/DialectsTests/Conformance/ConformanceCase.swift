import Domain
import Testing
import VenueInterface

/// One case of the shared data: a call in unified words, and what should come out of it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let content: JSONTree

  var id: String { content["id"]?.text ?? "" }
  var exchange: String { content["exchange"]?.text ?? "" }
  var method: String { content["method"]?.text ?? "" }
  /// `spot`, `margin`, `swap-linear`, `swap-inverse`, `future`, `funding`; nil where none is named.
  var marketType: String? { content["market_type"]?.text }
  var input: [JSONTree] { content["input"]?.list ?? [] }
  var testDescription: String { "\(id) (\(content["description"]?.text ?? ""))" }

  /// The last argument where it is an object: what a call says beside its positional arguments.
  var parameters: [String: JSONTree] { input.last?.members ?? [:] }

  /// A positional argument; nil where it is missing or null.
  func argument(_ place: Int) -> JSONTree? {
    guard input.indices.contains(place) else { return nil }
    switch input[place] {
    case .null, .object: return nil
    case let value: return value
    }
  }

  /// The same for one order, whose arguments are the members of an object.
  func with(_ order: JSONTree) -> ConformanceCase {
    var members = content.members
    let names = ["symbol", "type", "side", "amount", "price"]
    members["input"] = .list(
      names.map { order[$0] ?? .null } + [order["params"] ?? .object([:])])
    return ConformanceCase(content: .object(members))
  }

  static func all(in file: String) throws -> [ConformanceCase] {
    try lines(of: file).map { ConformanceCase(content: $0) }
  }

  private static func lines(of file: String) throws -> [JSONTree] {
    guard let bytes = SharedFolder.bytes("conformance/\(file)") else { return [] }
    return try bytes.split(separator: 0x0A).map { try JSONTree(Array($0)) }
  }

  /// The markets that the cases of an exchange rely on; contracts are counted in base units here.
  static func markets(of exchange: String) throws -> [Symbol: Instrument] {
    var markets: [Symbol: Instrument] = [:]
    for line in try lines(of: "markets.jsonl") where line["exchange"]?.text == exchange {
      guard let symbol = try? Symbol(unified: line["symbol"]?.text ?? "") else { continue }
      let size: Quantity = line["contract_size"]?.decimal() ?? .one
      let step: Quantity = line["amount_step"]?.decimal() ?? .zero
      markets[symbol] = Instrument(
        symbol: symbol, venueSymbol: line["id"]?.text,
        tick: line["price_tick"]?.decimal() ?? .zero,
        lot: (try? Quantity(
          scaled: FixedPoint.multiply(
            step.scaled, size.scaled, rounding: .towardZero))) ?? .zero, contractSize: size)
    }
    return markets
  }
}

/// Why a case is not compared: something that orders and commands here do not have.
struct NotComparable: Error, Hashable {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
