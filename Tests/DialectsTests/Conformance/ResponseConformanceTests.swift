import Domain
import Testing
import VenueInterface
import Wire

@testable import Dialects

/// Replies of exchanges, heard from a server by our client, and read by another one.
@Suite(.enabled(if: SharedFolder.isThere, SharedFolder.comment), .serialized)
struct ResponseConformanceTests {
  @Test(arguments: ConformanceExchange.all)
  func `replies say the same to us as to others`(exchange: ConformanceExchange) throws {
    let cases = try ConformanceCase.all(in: "responses.jsonl").filter {
      $0.exchange == exchange.name
    }
    let client = try LoopbackClient()
    var compared = 0
    for call in cases {
      do {
        let differences = try Self.differences(call, exchange, client)
        compared += 1
        #expect(
          differences.isEmpty, "\(call.testDescription): \(differences.joined(separator: "; "))")
      } catch let error as NotComparable {
        print("  \(call.id) is not compared: \(error.reason)")
      }
    }
    print("conformance, replies of \(exchange.name): \(compared) of \(cases.count) read alike")
  }

  private static func differences(
    _ call: ConformanceCase, _ exchange: ConformanceExchange, _ client: LoopbackClient
  ) throws -> [String] {
    let call = exchange.readsSpotAsLinear ? asLinear(call) : call
    var adapter = UnifiedAdapter(
      exchange: exchange, markets: try ConformanceCase.markets(of: exchange.name))
    let parsed = call.content["parsedResponse"] ?? .null
    if let id = parsed["clientOrderId"]?.text { adapter.clientOrderID = id }
    if exchange.readsSpotAsLinear { adapter = adapter.withLinearMarkets() }
    let request = try adapter.request(call)
    let reply = call.content["httpResponse"] ?? .null
    let dialect = try adapter.dialect(call)
    let markets = VenueMarkets(Array(adapter.markets.values))
    func read<Answer>(_ call: VenueCall<Answer>) throws -> Answer {
      try client.ask(call, answeredWith: reply, dialect, markets)
    }
    switch request {
    case .change(let call):
      let answer = try read(call)
      // Who only acknowledges tells the id and nothing else.
      if case .acknowledged(let id) = answer { return compare([["id": text(id)]], [parsed]) }
      return compare([answer.order.map { tree($0, adapter) }], [parsed])
    case .lookup(let call):
      return compare([try read(call).order.map { tree($0, adapter) }], [parsed])
    case .orders(let call):
      return compare(try read(call).items.map { tree($0, adapter) }, parsed.list ?? [])
    case .fills(let call):
      return compare(try read(call).items.map { tree($0, adapter) }, parsed.list ?? [])
    case .positions(let call):
      return compare(try read(call).items.map { tree($0, adapter) }, parsed.list ?? [])
    case .placing, .other: throw NotComparable("the method \(call.method)")
    }
  }

  // MARK: Ours in the words of the cases

  private static func tree(
    _ order: VenueOrder, _ adapter: UnifiedAdapter
  ) -> [String: JSONTree] {
    let status =
      switch order.status {
      case .filled: "closed"
      case .cancelled: "canceled"
      case .expired, .rejected: order.status.rawValue
      default: "open"
      }
    return [
      "id": text(order.orderID), "clientOrderId": text(order.clientOrderID),
      "symbol": .text(order.symbol.description), "side": .text(order.side.rawValue),
      "price": number(order.price), "triggerPrice": number(order.stopPrice),
      "amount": contracts(order.quantity, order.symbol, adapter),
      "filled": contracts(order.filledQuantity, order.symbol, adapter),
      "average": number(order.averagePrice), "status": .text(status),
    ]
  }

  private static func tree(
    _ fill: VenueFill, _ adapter: UnifiedAdapter
  ) -> [String: JSONTree] {
    [
      "id": .text(fill.fillID), "order": text(fill.orderID),
      "timestamp": .number(String(fill.time.nanoseconds / 1_000_000)),
      "symbol": .text(fill.symbol.description), "side": .text(fill.side.rawValue),
      "takerOrMaker": text(fill.liquidity?.rawValue), "price": number(fill.price),
      "amount": contracts(fill.quantity, fill.symbol, adapter),
      "fee": .object(["cost": number(fill.fee), "currency": text(fill.feeAsset)]),
    ]
  }

  private static func tree(
    _ position: VenuePosition, _ adapter: UnifiedAdapter
  ) -> [String: JSONTree] {
    [
      "symbol": .text(position.symbol.description), "side": .text(position.side.rawValue),
      "contracts": contracts(position.quantity, position.symbol, adapter),
      "entryPrice": number(position.entryPrice),
      "markPrice": number(position.markPrice), "unrealizedPnl": number(position.unrealizedPnL),
      "liquidationPrice": number(position.liquidationPrice),
      "leverage": number(position.leverage),
    ]
  }

  /// The cases count contracts.
  private static func contracts(
    _ quantity: Quantity, _ symbol: Symbol, _ adapter: UnifiedAdapter
  ) -> JSONTree {
    let size = adapter.markets[symbol]?.contractSize ?? .one
    return number(try? quantity.ratio(to: size, rounding: .toNearestOrEven))
  }

  private static func text(_ text: String?) -> JSONTree { text.map(JSONTree.text) ?? .null }

  private static func number(_ number: (some Decimal)?) -> JSONTree {
    number.map { .number($0.description) } ?? .null
  }

  /// The keys that both have an equivalent for.
  private static func compare(
    _ ours: [[String: JSONTree]?], _ theirs: [JSONTree]
  ) -> [String] {
    guard ours.count == theirs.count else { return ["\(ours.count) items, not \(theirs.count)"] }
    var differences: [String] = []
    for (mine, other) in zip(ours, theirs) {
      guard let mine else {
        differences.append("nothing was read")
        continue
      }
      let members = other.members
      for (key, value) in mine.sorted(by: { $0.key < $1.key }) {
        guard var expected = members[key] else { continue }
        if case .object(let parts) = value {
          expected = .object(expected.members.filter { parts[$0.key] != nil })
        }
        guard expected != value else { continue }
        differences.append("\(key) is \(value), not \(expected)")
      }
    }
    return differences
  }

  // MARK: Spot of an exchange whose futures are spoken to

  private static func asLinear(_ call: ConformanceCase) -> ConformanceCase {
    guard call.marketType == "spot" else { return call }
    var members = call.content.members
    members["market_type"] = .text("swap-linear")
    var input = call.input
    if let symbol = input.first?.text { input[0] = .text(linear(symbol)) }
    members["input"] = .list(input)
    var parsed = members["parsedResponse"]?.members ?? [:]
    if let symbol = parsed["symbol"]?.text { parsed["symbol"] = .text(linear(symbol)) }
    members["parsedResponse"] = .object(parsed)
    return ConformanceCase(content: .object(members))
  }

  private static func linear(_ symbol: String) -> String {
    "\(symbol):\(symbol.split(separator: "/").last ?? "")"
  }
}

extension UnifiedAdapter {
  /// The same with the perpetual contract of each pair.
  fileprivate func withLinearMarkets() -> UnifiedAdapter {
    var all = markets
    for (symbol, market) in markets where symbol.kind == .spot {
      let linear = Symbol(base: symbol.base, quote: symbol.quote, settle: symbol.quote)
      all[linear] = Instrument(
        symbol: linear, venueSymbol: market.venueSymbol, tick: market.tick, lot: market.lot)
    }
    return UnifiedAdapter(exchange: exchange, markets: all, clientOrderID: clientOrderID)
  }
}
