/// Finds the market that a spelling means among the instruments of one venue.
public struct SymbolDirectory: Sendable {
  private var unified: Set<Symbol> = []
  private var compact: [String: [Symbol]] = [:]

  public init(_ instruments: [Instrument]) {
    for instrument in instruments where unified.insert(instrument.symbol).inserted {
      let symbol = instrument.symbol
      // A set of keys, not of spellings: BTC-USDT and BTCUSDT are one way to be found.
      let spellings = [symbol.base + symbol.quote, instrument.venueSymbol ?? ""]
      for key in Set(spellings.map(Self.key)) where !key.isEmpty {
        compact[key, default: []].append(symbol)
      }
    }
  }

  /// The one market that is meant.
  ///
  /// - Parameters:
  ///   - text: The unified spelling, or the venue's own (`BTCUSDT`, `btc-usdt`, `BTC_USDT`).
  ///   - market: Decides where a venue's spelling stands for several markets.
  /// - Returns: A symbol of the directory.
  /// - Throws: `.unknown`, or `.ambiguous` with the candidates in order of their names.
  public func resolve(_ text: String, market: MarketKind? = nil) throws(SymbolError) -> Symbol {
    let named = try? Symbol(unified: text)
    if let named, unified.contains(named) { return named }
    // Who writes BTC/USDT says spot; that must not become a contract where spot is missing.
    let market = market ?? named?.kind
    let candidates = (compact[Self.key(text)] ?? []).filter { market == nil || $0.kind == market }
    guard let first = candidates.first else { throw .unknown(text) }
    guard candidates.count == 1 else {
      throw .ambiguous(text, candidates: candidates.sorted { $0.description < $1.description })
    }
    return first
  }

  /// The spelling without case and separators.
  private static func key(_ text: String) -> String {
    text.uppercased().filter { $0.isLetter || $0.isNumber }
  }
}
