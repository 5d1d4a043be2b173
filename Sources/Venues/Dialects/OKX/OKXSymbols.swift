import Domain
import VenueInterface
import Wire

/// How the venue spells markets: `BTC-USDT` on spot, `BTC-USDT-SWAP` as a perpetual swap.
enum OKXSymbols {
  /// The venue's name of a market.
  static func name(of market: Instrument) -> String {
    if let name = market.venueSymbol { return name }
    let pair = "\(market.symbol.base)-\(market.symbol.quote)"
    return market.symbol.kind == .spot ? pair : pair + "-SWAP"
  }

  /// What several contracts on one pair have in common: `BTC-USDT`.
  static func family(of market: Instrument) -> String {
    "\(market.symbol.base)-\(market.symbol.quote)"
  }

  static func parameter(_ market: Instrument) -> RequestDraft.Parameter {
    RequestDraft.Parameter("instId", name(of: market))
  }

  /// Whether a name is one of spot, which has one hyphen less.
  static func isSpot(_ name: String) -> Bool { name.utf8.count { $0 == UInt8(ascii: "-") } < 2 }

  /// The market that a reply about one order must be about.
  ///
  /// - Throws: A problem that names the member where it is another one.
  static func check(_ content: ReplyObject, isAbout market: Instrument) throws(RecordProblem) {
    let name = try content.text("instId")
    guard name == self.name(of: market) else {
      throw content.problem("instId", "is '\(name)', which is another market")
    }
  }
}
