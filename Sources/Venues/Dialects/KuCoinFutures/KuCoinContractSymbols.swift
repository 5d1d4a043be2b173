import Domain
import VenueInterface
import Wire

/// How futures spell markets: `XBTUSDTM` is `BTC/USDT:USDT`; bitcoin is XBT there.
enum KuCoinContractSymbols {
  static func name(of market: Instrument) -> String {
    if let name = market.venueSymbol { return name }
    let base = market.symbol.base == "BTC" ? "XBT" : market.symbol.base
    return "\(base)\(market.symbol.quote)M"
  }

  static func parameter(_ market: Instrument) -> RequestDraft.Parameter {
    RequestDraft.Parameter("symbol", name(of: market))
  }

  static func asset(_ name: String) -> String { name == "XBT" ? "BTC" : name }

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

extension RequestDraft {
  /// A request of futures that only asks.
  static func kucoinFutures(
    _ name: String, _ query: [Parameter], access: Access = .signed, weight: Int
  ) -> RequestDraft {
    RequestDraft(.get, "/api/\(name)", query: query, access: access, weight: weight)
  }
}
