import Dialects
import Domain
import RateLimits
import TestSupport
import Testing
import VenueInterface

@testable import Trading

/// A venue that wants to be left alone is, whatever it says it by.
@Suite struct ClosedVenueTests {
  @Test(arguments: [
    // A ban that looks like any answer, and one that is told by the status alone.
    (200, #"{"retCode":10009,"retMsg":"IP has been banned.","result":{},"time":1}"#),
    (403, "access too frequent"),
  ])
  func `nothing is sent until the time is over that it names`(status: Int, body: String) throws {
    let folder = try TemporaryFolder()
    let dialect = BybitDialect()
    let budget = RateBudget(
      folder: folder.path, venue: "bybit", account: "main", limits: dialect.profile.limits)
    let bench = ExchangeBench(dialect, budget: budget)
    bench.sender.route(
      "/v5/market/time", .answer(200, #"{"retCode":0,"result":{},"time":1700000000000}"#))
    bench.sender.route("/v5/account/wallet-balance", .answer(status, body))
    let wait = TimeInterval(nanoseconds: 600_000_000_000)
    #expect(throws: VenueError.rateLimited(retryAfter: wait)) { try bench.balances() }
    let count = bench.sender.requests.count
    #expect(throws: VenueError.self) { try bench.balances() }
    #expect(bench.sender.requests.count == count)
    bench.clock.wait(wait)
    _ = try? bench.balances()
    #expect(bench.sender.requests.count == count + 1)
  }
}
