package import Domain

/// What an order belongs to: an account, where it trades, and whose money is at stake.
package struct AccountChoice: Hashable, Sendable {
  package let account: AccountSettings
  package let venue: String
  /// How the venue is reached; nil for the paper exchange.
  package let connection: VenueConnection?
  package let mode: TradingMode
}

/// Why there is no account to trade with.
package enum AccountChoiceError: Error, Hashable, Sendable {
  case unknownAccount(String, near: String?)
  case unknownVenue(String, near: String?)
  /// There are several accounts, and nobody said which.
  case noAccountNamed
  /// The account is not configured for this mode.
  case otherMode(account: String, configured: TradingMode, wanted: TradingMode)
  /// The account is live, and nobody said that this is meant.
  case liveNotConfirmed(account: String)
  /// The paper exchange takes no real orders.
  case paperVenue(account: String, mode: TradingMode)

  /// What is wrong and what to do, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .unknownAccount(let name, let near):
      "There is no account '\(name)' in the configuration\(Self.suggestion(near))"
    case .unknownVenue(let name, let near):
      "There is no venue '\(name)' in the configuration\(Self.suggestion(near))"
    case .noAccountNamed:
      "There are several accounts: name one with --account, or in [defaults]"
    case .otherMode(let account, let configured, let wanted):
      "The account '\(account)' is for \(configured.rawValue) trading: "
        + "\(wanted.rawValue) needs mode = \"\(wanted.rawValue)\" in [accounts.\(account)]"
    case .liveNotConfirmed(let account):
      "The account '\(account)' trades real money: confirm it with --live or TRADECTL_LIVE=1, or "
        + "practise with --mode paper"
    case .paperVenue(let account, let mode):
      "The account '\(account)' is for \(mode.rawValue) trading, and the venue 'paper' is not"
    }
  }

  private static func suggestion(_ near: String?) -> String {
    near.map { "; did you mean '\($0)'?" } ?? ""
  }
}

extension Settings {
  /// The account, the venue and the mode that a command works with.
  ///
  /// Nothing falls back to paper silently: a live account without its confirmation, and a
  /// confirmation without a live account, are refused.
  ///
  /// - Parameters:
  ///   - account: By its name; nil takes the default.
  ///   - venue: By its name; nil takes the account's.
  ///   - mode: Nil takes the account's; paper is always possible.
  ///   - isLiveConfirmed: Whether somebody said that real money is meant.
  ///   - exchanges: Those that need no description.
  /// - Returns: What was chosen.
  /// - Throws: Why it cannot be.
  package func choose(
    account: String? = nil, venue: String? = nil, mode: TradingMode? = nil,
    isLiveConfirmed: Bool = false, exchanges: KnownExchanges = .none
  ) throws(AccountChoiceError) -> AccountChoice {
    let chosen = try self.account(account)
    let venueName = venue ?? chosen.venue
    let connection = try connection(of: venueName, exchanges)
    let mode = mode ?? (isLiveConfirmed ? .live : chosen.mode)
    guard mode == .paper || mode == chosen.mode else {
      throw .otherMode(account: chosen.name, configured: chosen.mode, wanted: mode)
    }
    guard mode != .live || isLiveConfirmed else { throw .liveNotConfirmed(account: chosen.name) }
    guard mode == .paper || venueName != Self.paperVenue else {
      throw .paperVenue(account: chosen.name, mode: mode)
    }
    return AccountChoice(account: chosen, venue: venueName, connection: connection, mode: mode)
  }

  /// How a venue is reached; nil for the paper exchange.
  package func connection(
    of venue: String, _ exchanges: KnownExchanges
  ) throws(AccountChoiceError) -> VenueConnection? {
    if venue == Self.paperVenue { return nil }
    if let described = venues.first(where: { $0.name == venue }) { return described.connection }
    let names = exchanges.names()
    guard names.contains(venue) else {
      throw .unknownVenue(venue, near: NearName.of(venue, among: venueNames + names))
    }
    return .exchange(ExchangeConnection(venue))
  }

  /// An account by its name, or the default one.
  package func account(_ name: String?) throws(AccountChoiceError) -> AccountSettings {
    if let name = name ?? defaults.account {
      if let account = accounts.first(where: { $0.name == name }) { return account }
      throw .unknownAccount(name, near: NearName.of(name, among: accounts.map(\.name)))
    }
    if accounts.count == 1 { return accounts[0] }
    guard let main = accounts.first(where: { $0.name == "main" }) else { throw .noAccountNamed }
    return main
  }
}
