import Domain
import VenueInterface
import Wire

/// How spot spells markets: `BTC-USDT`.
enum KuCoinSymbols {
  static func name(of market: Instrument) -> String {
    market.venueSymbol ?? "\(market.symbol.base)-\(market.symbol.quote)"
  }

  static func parameter(_ market: Instrument) -> RequestDraft.Parameter {
    RequestDraft.Parameter("symbol", name(of: market))
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
