package import VenueInterface

/// Every exchange that is spoken to; the only place that knows all of them.
package enum DialectList {
  /// Makes a dialect as it is for keys of a kind; nil for the newest kind, or for none.
  private typealias Maker = @Sendable (CredentialForm?) -> any SigningDialect

  /// Each by the name of its profile, so that only the one that is asked for is made.
  private static let dialects: [(name: String, make: Maker)] = [
    ("binance", { _ in BinanceDialect() }),
    ("binance-futures", { _ in BinanceFuturesDialect() }),
    ("aster", { AsterDialect($0 == .hmac ? .keys : .wallets) }),
    ("bybit", { _ in BybitDialect() }),
    ("okx", { _ in OKXDialect() }),
    ("kucoin", { _ in KuCoinDialect() }),
    ("kucoin-futures", { _ in KuCoinFuturesDialect() }),
    ("coinbase", { _ in CoinbaseDialect() }),
    ("coinbase-exchange", { _ in CoinbaseExchangeDialect() }),
  ]

  /// What users call the exchanges.
  package static var names: [String] { dialects.map(\.name) }

  /// What there is to trade at.
  package static var profiles: [VenueProfile] { dialects.map { $0.make(nil).profile } }

  /// The dialect of an exchange.
  ///
  /// - Parameters:
  ///   - name: What users call it.
  ///   - form: What the account's key is made of; nil where there is none.
  /// - Returns: Nil where no exchange is called so.
  package static func dialect(
    named name: String, for form: CredentialForm? = nil
  ) -> (any SigningDialect)? {
    dialects.first { $0.name == name }?.make(form)
  }
}
