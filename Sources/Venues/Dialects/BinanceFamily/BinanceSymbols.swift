import Domain
import VenueInterface
import Wire

/// How the family spells markets: `BTCUSDT` is `BTC/USDT` on spot and `BTC/USDT:USDT` elsewhere.
enum BinanceSymbols {
  /// The venue's name of a market.
  static func name(of market: Instrument) -> String {
    market.venueSymbol ?? market.symbol.base + market.symbol.quote
  }

  /// The unified name of a market of the exchange information; nil for one that has none.
  ///
  /// Assets outside the unified alphabet have none, nor do contracts that end on a day.
  static func symbol(_ content: ReplyObject, isSpot: Bool) throws(RecordProblem) -> Symbol? {
    let symbol = Symbol(
      base: try content.text("baseAsset"), quote: try content.text("quoteAsset"),
      settle: isSpot ? nil : try content.text("marginAsset"))
    return (try? Symbol(unified: symbol.description)) == symbol ? symbol : nil
  }

  /// The market that a reply about one order must be about.
  ///
  /// - Throws: A problem that names the member where it is another one.
  static func check(_ content: ReplyObject, isAbout market: Instrument) throws(RecordProblem) {
    let name = try content.text("symbol")
    guard name == self.name(of: market) else {
      throw content.problem("symbol", "is '\(name)', which is another market")
    }
  }
}
