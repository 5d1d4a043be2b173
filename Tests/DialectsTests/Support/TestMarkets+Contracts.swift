import Domain
import VenueInterface

// Venues with names of their own for the same markets, and with contracts that are not one unit.

extension Instrument {
  static let okxSpot = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTC-USDT")
  /// A hundredth of a bitcoin, which can be divided by a hundred again.
  static let okxSwap = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT", settle: "USDT"), venueSymbol: "BTC-USDT-SWAP",
    lot: Quantity("0.0001"), contractSize: Quantity("0.01"))
  static let okxEther = Instrument(
    symbol: Symbol(base: "ETH", quote: "USDT", settle: "USDT"), venueSymbol: "ETH-USDT-SWAP",
    lot: Quantity("0.001"), contractSize: Quantity("0.1"))
  /// A hundred dollars.
  static let okxInverse = Instrument(
    symbol: Instrument.inverse.symbol, venueSymbol: "BTC-USD-SWAP", lot: Quantity(100),
    contractSize: Quantity(100))
  static let kucoinSpot = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTC-USDT")
  /// A thousandth of a bitcoin, which cannot be divided.
  static let kucoinFutures = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT", settle: "USDT"), venueSymbol: "XBTUSDTM",
    lot: Quantity("0.001"), contractSize: Quantity("0.001"))
  static let kucoinLitecoin = Instrument(
    symbol: Symbol(base: "LTC", quote: "USDT", settle: "USDT"), venueSymbol: "LTCUSDTM",
    lot: Quantity("0.1"), contractSize: Quantity("0.1"))
  static let coinbaseSpot = Instrument(
    symbol: Symbol(base: "BTC", quote: "USD"), venueSymbol: "BTC-USD")
}

extension VenueMarkets {
  static let kucoin = VenueMarkets([.kucoinSpot, .kucoinFutures, .kucoinLitecoin])
  static let coinbase = VenueMarkets([
    .coinbaseSpot, Instrument(symbol: Symbol(base: "ETH", quote: "USD"), venueSymbol: "ETH-USD"),
  ])
  static let okx = VenueMarkets([.okxSpot, .okxSwap, .okxEther])
}
