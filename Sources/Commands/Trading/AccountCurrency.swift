internal import Configuration
internal import Dialects
internal import VenueInterface

/// What an account is counted in.
enum AccountCurrency {
  /// - Parameters:
  ///   - account: What the configuration says of it; nil where it says nothing.
  ///   - connection: How its venue is reached; nil on paper.
  ///   - paper: What paper accounts settle in.
  /// - Returns: What the account says, or else what is usual at its exchange.
  static func of(
    _ account: AccountSettings?, at connection: VenueConnection?, paper: String
  ) -> String {
    if let currency = account?.currency { return currency }
    guard case .exchange(let exchange) = connection else { return paper }
    return DialectList.dialect(named: exchange.exchange)?.profile.currency ?? paper
  }
}
