import Domain
import Testing
import VenueInterface

@testable import Dialects

/// An exchange of the shared data, and the dialects that stand for it here.
struct ConformanceExchange: Sendable, CustomTestStringConvertible {
  /// As the cases call it.
  let name: String
  var spot: (any SigningDialect)?
  var linear: (any SigningDialect)?
  var inverse: (any SigningDialect)?
  /// Which market orders on spot are asked for by what they cost or bring in, where a price is
  /// given.
  var sidesByCost: Set<Side> = []
  /// Replies of markets that are not traded here, but are told in the same form as others.
  var readsSpotAsLinear = false

  var testDescription: String { name }

  /// Whether numbers of orders that wait carry a prefix here.
  var countsAlgoOrdersApart: Bool {
    linear is BinanceFuturesDialect || linear is OKXDialect || spot is KuCoinDialect
  }

  /// Those whose dialects are there: one line for each.
  static let all = [
    ConformanceExchange(
      name: "binance", spot: BinanceDialect(), linear: BinanceFuturesDialect(),
      sidesByCost: [.buy]),
    ConformanceExchange(name: "binanceusdm", linear: BinanceFuturesDialect()),
    ConformanceExchange(name: "aster", linear: AsterDialect(.keys), readsSpotAsLinear: true),
    ConformanceExchange(
      name: "bybit", spot: BybitDialect(), linear: BybitDialect(), inverse: BybitDialect(),
      sidesByCost: [.buy, .sell]),
    ConformanceExchange(
      name: "okx", spot: OKXDialect(), linear: OKXDialect(), inverse: OKXDialect()),
    ConformanceExchange(name: "kucoin", spot: KuCoinDialect()),
    ConformanceExchange(
      name: "kucoinfutures", linear: KuCoinFuturesDialect()),
    ConformanceExchange(name: "coinbase", spot: CoinbaseDialect(), sidesByCost: [.buy]),
    ConformanceExchange(name: "coinbaseexchange", spot: CoinbaseExchangeDialect()),
  ]

  /// What an order costs, on the grid that the exchange of the cases cuts it to.
  func costs(_ cost: Notional, in market: Instrument) throws -> Notional {
    guard name == "kucoin" else { return cost }
    return try cost.rounded(.towardZero, toMultipleOf: Notional(decimal: "0.000001"))
  }

  func dialect(for kind: MarketKind) throws(NotComparable) -> any SigningDialect {
    let dialect =
      switch kind {
      case .spot: spot
      case .linear: linear
      case .inverse: inverse
      }
    guard let dialect else { throw NotComparable("\(kind.rawValue) markets of \(name)") }
    return dialect
  }
}
