import Dialects
import Domain
import Foundation
import TestSupport
import Testing
import VenueInterface

@testable import Trading

@Suite struct InstrumentCacheTests {
  private let bench = ExchangeBench()
  private let folder: TemporaryFolder
  private let path = "/fapi/v1/exchangeInfo"

  init() throws { folder = try TemporaryFolder() }

  private var file: String { "\(folder.path)/list.jsonl" }

  /// As another process would open it.
  private func cache() -> InstrumentCache {
    InstrumentCache(bench.client, path: file, clock: bench.clock)
  }

  private var asked: Int { bench.sender.requests(for: path).count }

  @Test func `the venue is asked once, whoever looks`() throws {
    let market = try cache().market(ExchangeBench.symbol)
    #expect(market.tick == (try Price(decimal: "0.1")))
    #expect(market.lot == (try Quantity(decimal: "0.001")))
    #expect(market.maximumMarketQuantity == Quantity(120))
    #expect(market.minimumNotional == Notional(100))
    #expect(try cache().market(ExchangeBench.symbol) == market, "the file keeps all of it")
    #expect(asked == 1)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `a list that is too old is asked for again, and used where nobody answers`() throws {
    let first = try cache().listing()
    bench.clock.wait(InstrumentCache.freshness)
    #expect(try cache().listing().time > first.time)
    #expect(asked == 2)
    bench.clock.wait(InstrumentCache.freshness)
    bench.sender.route(path, .answer(503, ""))
    #expect(try cache().market(ExchangeBench.symbol).venueSymbol == "BTCUSDT")
  }

  @Test func `a market that is missing is looked for at the venue, if the list is not new`() throws
  {
    let other = Symbol(base: "NEW", quote: "USDT", settle: "USDT")
    let cache = cache()
    #expect(throws: VenueError.self) { try cache.market(other) }
    #expect(asked == 1)
    bench.clock.wait(.minute)
    bench.sender.route(
      path, .answer(200, ExchangeBench.instruments.replacingOccurrences(of: "BTC", with: "NEW")))
    #expect(try cache.market(other).venueSymbol == "NEWUSDT")
    #expect(asked == 2)
  }

  @Test func `a list that a venue contradicts is not believed any more`() throws {
    _ = try cache().listing()
    let cache = cache()
    _ = try cache.listing()
    cache.distrust()
    _ = try cache.listing()
    #expect(asked == 1, "it is as new as it can be")
    bench.clock.wait(.minute)
    cache.distrust()
    _ = try self.cache().listing()
    #expect(asked == 2)
  }

  @Test(arguments: ["", "\n", "{}\n", "no list\n", #"{"ts":"2026-01-01T00:00:00Z"}"#, "\0\n"])
  func `a file that is no list counts as missing`(content: String) throws {
    try folder.write(content, to: "list.jsonl")
    #expect(try cache().market(ExchangeBench.symbol).venueSymbol == "BTCUSDT")
    #expect(asked == 1)
  }

  @Test func `a list from the future is not believed`() throws {
    _ = try cache().listing()
    bench.clock.wait(TimeInterval(nanoseconds: -2 * TimeInterval.hour.nanoseconds))
    _ = try cache().listing()
    #expect(asked == 2)
  }

  @Test func `a name is found whole, on spot or elsewhere as is asked`() throws {
    let spot = Instrument(symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTCUSDT")
    let long = Instrument(symbol: Symbol(base: "1BTC", quote: "USDT"), venueSymbol: "1BTCUSDT")
    var linear = Instrument(symbol: ExchangeBench.symbol, venueSymbol: "BTCUSDT")
    linear.contractSize = try Quantity(decimal: "0.001")
    let table = InstrumentTable([long, spot, linear], of: "v", at: bench.clock.now())
    let read = try #require(InstrumentTable(Array(table.content)))
    #expect(read.instruments == [long, spot, linear])
    #expect(read.instrument(named: "BTCUSDT", isSpot: true) == spot)
    #expect(read.instrument(named: "BTCUSDT", isSpot: false) == linear)
    #expect(read.instrument(of: linear.symbol) == linear)
    for name in ["TCUSDT", "BTCUSD", "", "\"", "BTCUSDT\",\"tick"] {
      #expect(read.instrument(named: name, isSpot: true) == nil)
    }
    #expect(read.instrument(of: Symbol(base: "TC", quote: "USDT")) == nil)
    #expect(read.time == bench.clock.now())
  }

  @Test func `a venue that lists nothing is not taken at its word`() throws {
    bench.sender.route(path, .answer(200, #"{"symbols":[]}"#))
    #expect(throws: VenueError.notSent(reason: "binance-futures lists no market")) {
      try cache().listing()
    }
    #expect(!FileManager.default.fileExists(atPath: file))
  }
}
