import Domain
import VenueInterface
import Wire

/// How the venue spells markets: `BTCUSDT` on spot and as a contract, `BTCPERP` for USDC.
enum BybitSymbols {
  /// The venue's name of a market.
  static func name(of market: Instrument) -> String {
    market.venueSymbol ?? market.symbol.base + market.symbol.quote
  }

  /// The unified name of a market; nil for one that has none.
  static func symbol(
    _ content: ReplyObject, _ category: BybitCategory
  ) throws(RecordProblem) -> Symbol? {
    let symbol = Symbol(
      base: try content.text("baseCoin"), quote: try content.text("quoteCoin"),
      settle: category == .spot ? nil : try content.text("settleCoin"))
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
