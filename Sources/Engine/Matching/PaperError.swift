public import Domain

/// Why the paper market cannot do what the program that drives it asked for.
public enum PaperError: Error, Hashable, Sendable {
  /// A rule is out of its range; its name.
  case invalidRule(String)
  /// The market does not settle in the account's currency.
  case otherSettlement(Symbol, account: String)
  /// Contracts settled in their base currency are not simulated.
  case inverseMarket(Symbol)
  /// A trade without a price above zero, or with a negative quantity.
  case invalidTrade(Trade)
  /// A candle whose high is not its highest or whose low is not its lowest price.
  case invalidCandle(Candle)
  /// A text that was to be the state of an exchange is not; the part that is wrong.
  case invalidState(String)

  /// What is wrong and what to do instead, as a sentence without its full stop.
  public var explanation: String {
    switch self {
    case .invalidRule(let name):
      "the \(name) of the paper market is out of its range"
    case .otherSettlement(let symbol, let account):
      "\(symbol) settles in \(symbol.settlementAsset), the paper account in \(account); "
        + "use an account for each settlement currency"
    case .inverseMarket(let symbol):
      "\(symbol) is settled in its base currency, which the paper market does not simulate; "
        + "use \(symbol.base)/\(symbol.quote) or \(symbol.base)/\(symbol.quote):\(symbol.quote)"
    case .invalidTrade(let trade):
      "a trade of \(trade.quantity) at \(trade.price) is not a trade"
    case .invalidCandle(let candle):
      "the candle of \(candle.openTime.text) has a price outside its low and high"
    case .invalidState(let part):
      "what is stored of the paper account cannot be understood: \(part)"
    }
  }
}
