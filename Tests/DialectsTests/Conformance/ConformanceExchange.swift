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
  /// Whether a market order to buy is asked for by what it is to cost.
  var buysByCost = false
  /// Replies of markets that are not traded here, but are told in the same form as others.
  var readsSpotAsLinear = false

  var testDescription: String { name }

  /// Those whose dialects are there: one line for each.
  static let all = [
    ConformanceExchange(
      name: "binance", spot: BinanceDialect(), linear: BinanceFuturesDialect(), buysByCost: true),
    ConformanceExchange(name: "binanceusdm", linear: BinanceFuturesDialect()),
    ConformanceExchange(name: "aster", linear: AsterDialect(.keys), readsSpotAsLinear: true),
  ]

  func dialect(for kind: MarketKind) throws(NotComparable) -> any SigningDialect {
    let dialect =
      switch kind {
      case .spot: spot
      case .linear: linear
      case .inverse: nil as (any SigningDialect)?
      }
    guard let dialect else { throw NotComparable("\(kind.rawValue) markets of \(name)") }
    return dialect
  }
}
