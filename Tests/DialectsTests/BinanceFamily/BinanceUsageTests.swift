import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceUsageTests {
  @Test func `what is used is told under the name of its limit`() {
    let response = HTTPResponse(
      status: 200,
      headers: HTTPHeaders([
        HTTPHeader("x-mbx-used-weight", "7"), HTTPHeader("x-mbx-used-weight-1m", "12"),
        HTTPHeader("X-MBX-ORDER-COUNT-10S", "3"), HTTPHeader("X-MBX-ORDER-COUNT-1D", "40"),
        HTTPHeader("X-MBX-ORDER-COUNT-1M", "many"), HTTPHeader("X-MBX-USED-WEIGHT-1H", "-1"),
        HTTPHeader("Content-Type", "application/json"),
      ]))
    #expect(
      BinanceDialect().usage(response) == [
        LimitUsage("weight-1M", used: 12), LimitUsage("orders-10S", used: 3),
        LimitUsage("orders-1D", used: 40),
      ])
    #expect(BinanceDialect().usage(HTTPResponse(status: 200)).isEmpty)
  }

  @Test func `every limit of a profile has a name that headers use`() {
    let dialects: [any Dialect] = [BinanceDialect(), BinanceFuturesDialect(), AsterDialect()]
    for dialect in dialects {
      for limit in dialect.profile.limits {
        let parts = limit.name.split(separator: "-")
        #expect(parts.count == 2 && ["weight", "orders"].contains(parts[0]), "\(limit)")
      }
    }
  }

  @Test func `limits of unknown kinds are left out`() {
    #expect(BinanceUsage.limit("CONNECTIONS", "MINUTE", 5, 300) == nil)
    #expect(BinanceUsage.limit("ORDERS", "FORTNIGHT", 1, 300) == nil)
    #expect(BinanceUsage.limit("ORDERS", "DAY", 0, 300) == nil)
    #expect(BinanceUsage.limit("ORDERS", "DAY", .max, 300) == nil)
    #expect(BinanceUsage.limit("ORDERS", "DAY", 1, 0) == nil)
    #expect(BinanceUsage.limit("ORDERS", "HOUR", 2, 5)?.interval == .seconds(7200))
  }
}
