import Domain
import VenueInterface
import Wire

/// How both interfaces of the operator spell markets: `BTC-USD`.
enum CoinbaseSymbols {
  static func name(of market: Instrument) -> String {
    market.venueSymbol ?? "\(market.symbol.base)-\(market.symbol.quote)"
  }

  /// The market that a reply about one order must be about.
  ///
  /// - Throws: A problem that names the member where it is another one.
  static func check(_ content: ReplyObject, isAbout market: Instrument) throws(RecordProblem) {
    let name = try content.text("product_id")
    guard name == self.name(of: market) else {
      throw content.problem("product_id", "is '\(name)', which is another market")
    }
  }
}
