import Domain
import Ledger
import TestSupport
import Testing
import VenueInterface
import Wire

@testable import Trading

/// What an exchange is asked about the fills of an order that the ledger has.
@Suite struct OrderFillsTests {
  private static let day = TimeInterval(nanoseconds: 86_400_000_000_000)

  @Test(arguments: [(0, "/fapi/v1/userTrades"), (5, "/fapi/v1/userTrades"), (6, "/fapi/v1/order")])
  func `an order that is not young is asked about before its fills are`(
    days: Int, path: String
  ) throws {
    let bench = ExchangeBench()
    let desk = try VenueDesk()
    desk.clock.wait(bench.clock.now().since(desk.clock.now()))
    var intent = Intent(
      symbol: ExchangeBench.symbol, side: .buy, type: .market, quantity: Quantity(1))
    intent.id = "a"
    guard case .order(let order, _) = try desk.desk.place([OrderWish(intent)])[0] else {
      Issue.record("it was not placed")
      return
    }
    for _ in 0..<days { bench.clock.wait(Self.day) }
    bench.sender.route("/fapi/v1/userTrades", .answer(200, "[]"))
    bench.sender.route(
      "/fapi/v1/order", .answer(400, #"{"code":-2013,"msg":"Order does not exist."}"#))
    let venue = DialectVenue(
      bench.client, InstrumentCache(bench.client, path: nil, clock: bench.clock))
    #expect(try venue.fills(of: order).isEmpty)
    #expect(bench.sender.requests.last?.path == path)
  }
}
