package import VenueInterface

/// Every exchange that is spoken to; the only place that knows all of them.
package enum DialectList {
  /// Makes each as it is for keys of a kind; nil for the newest kind, or for none.
  private static let dialects: [@Sendable (CredentialForm?) -> any SigningDialect] = [
    { _ in BinanceDialect() },
    { _ in BinanceFuturesDialect() },
    { AsterDialect($0 == .hmac ? .keys : .wallets) },
    { _ in BybitDialect() },
    { _ in OKXDialect() },
    { _ in KuCoinDialect() },
    { _ in KuCoinFuturesDialect() },
    { _ in CoinbaseDialect() },
    { _ in CoinbaseExchangeDialect() },
  ]

  /// What there is to trade at.
  package static var profiles: [VenueProfile] { dialects.map { $0(nil).profile } }

  /// The dialect of an exchange.
  ///
  /// - Parameters:
  ///   - name: What users call it.
  ///   - form: What the account's key is made of; nil where there is none.
  /// - Returns: Nil where no exchange is called so.
  package static func dialect(
    named name: String, for form: CredentialForm? = nil
  ) -> (any SigningDialect)? {
    dialects.lazy.map { $0(form) }.first { $0.profile.name == name }
  }
}
