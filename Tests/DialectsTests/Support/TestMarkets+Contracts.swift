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
}

extension VenueMarkets {
  static let okx = VenueMarkets([.okxSpot, .okxSwap, .okxEther])
}
