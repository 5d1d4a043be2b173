import Domain
import Testing
import Wire

@testable import VenueInterface

@Suite struct PageTests {
  private static let markets = VenueMarkets([
    Instrument(symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTCUSDT"),
    Instrument(symbol: Symbol(base: "BTC", quote: "USDT", settle: "USDT"), venueSymbol: "BTCUSDT"),
  ])

  private static func page(_ text: String, isSpot: Bool = true) throws -> Page<String> {
    let reply = try VenueReply(Array(text.utf8), ReplyReader())
    return try Page(try reply.objects, marketIn: "m", markets, isSpot: isSpot) {
      (content, market) throws(RecordProblem) in
      let name = try content.text("n")
      return name.isEmpty ? nil : "\(name) \(market.symbol)"
    }
  }

  @Test func `items of known markets are read, and some are left out`() throws {
    let text = #"[{"m":"BTCUSDT","n":"a"},{"m":"BTCUSDT","n":""},{"m":"BTCUSDT","n":"b"}]"#
    #expect(try Self.page(text).items == ["a BTC/USDT", "b BTC/USDT"])
    #expect(try Self.page(text, isSpot: false).items == ["a BTC/USDT:USDT", "b BTC/USDT:USDT"])
    #expect(try Self.page(text).unknownMarkets.isEmpty)
    #expect(try Self.page(text).next.map { _ in true } == nil)
  }

  @Test func `markets that are not known are named once and not passed over`() throws {
    let page = try Self.page(
      #"[{"m":"X","n":"a"},{"m":"BTCUSDT","n":"b"},{"m":"Y"},{"m":"X","n":"c"}]"#)
    #expect(page.items == ["b BTC/USDT"])
    #expect(page.unknownMarkets == ["X", "Y"])
  }

  @Test(arguments: [
    #"[{"n":"a"}]"#, #"[{"m":5,"n":"a"}]"#, #"[{"m":"BTCUSDT"}]"#, #"[5]"#, #"{"m":"BTCUSDT"}"#,
  ])
  func `an item that cannot be read is no item less`(text: String) {
    #expect(throws: RecordProblem.self) { try Self.page(text) }
  }
}
