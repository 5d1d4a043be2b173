internal import Configuration
internal import Credentials
internal import Dialects
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// Asks an exchange what a key of an account may do.
struct KeyTest {
  let account: AccountSettings
  /// The venue's name, and how it is reached.
  let venue: String
  let exchange: ExchangeConnection

  /// - Parameters:
  ///   - account: Whose key it is.
  ///   - venue: Where it is good for; nil for where the account trades.
  ///   - settings: Say how the venue is reached.
  /// - Throws: Where it is no exchange, which alone has keys.
  init(
    _ account: AccountSettings, venue: String?, _ settings: Settings
  ) throws(CommandFailure) {
    self.account = account
    self.venue = venue ?? account.venue
    exchange = try settings.exchange(
      named: self.venue,
      otherwise:
        "The account '\(account.name)' trades at '\(self.venue)', which takes no key; name the "
        + "exchange by its venue or with --venue.")
  }

  /// What the exchange is and has.
  var profile: VenueProfile? { DialectList.dialect(named: exchange.exchange)?.profile }

  /// What a key may do, as the exchange says; nil where all that it says is that the key is good.
  ///
  /// - Throws: Why the key is of no use, or the exchange cannot be asked.
  func permissions(_ access: ExchangeAccess) throws(VenueError) -> KeyPermissions? {
    switch try Self.question(to: access.client) {
    case .permissions(let call): return try access.client.ask(call)
    case .balances(let calls):
      for call in calls { _ = try access.client.ask(call) }
      return nil
    }
  }

  /// The requests that it would ask with, without their secrets.
  ///
  /// - Parameters:
  ///   - access: To the exchange, with the key.
  ///   - preview: How they are shown.
  /// - Returns: Them.
  /// - Throws: Where they could not be signed.
  static func requests(
    _ access: ExchangeAccess, _ preview: RequestPreview
  ) throws(VenueError) -> [HTTPRequest] {
    let drafts =
      switch try question(to: access.client) {
      case .permissions(let call): [call.draft]
      case .balances(let calls): calls.map(\.draft)
      }
    var requests: [HTTPRequest] = []
    for draft in drafts { requests.append(try access.client.preview(draft, preview)) }
    return requests
  }

  private enum Question {
    case permissions(VenueCall<KeyPermissions>)
    /// Of an exchange that tells nothing of keys: whether it answers at all.
    case balances([VenueCall<[Balance]>])
  }

  private static func question(to client: DialectClient) throws(VenueError) -> Question {
    do throws(VenueError) { return .permissions(try client.askingPermissions()) } catch {
      guard case .unsupported = error else { throw error }
      return .balances(client.dialect.balances())
    }
  }

  /// Why a key must not be used although it is good; nil where it may be.
  func refusal(of permissions: KeyPermissions?) -> FailureDetail? {
    guard permissions?.canWithdraw == true, !account.allowsWithdrawal else { return nil }
    return FailureDetail(
      "KEY_CAN_WITHDRAW", .auth,
      "the key can withdraw money, and whoever gets hold of it could too",
      hint: "make one at \(venue) that can only trade, or set allow_withdrawal = true in "
        + "[accounts.\(account.name)]")
  }
}

extension RecordOutput {
  /// Writes what is known of an account's key.
  mutating func write(
    keyOf test: (account: String, venue: String), keptIn place: String, key: String? = nil,
    _ permissions: KeyPermissions? = nil, _ failure: FailureDetail? = nil
  ) throws(StreamFailure) {
    begin(.credential)
    text.add(.account, test.account)
    text.add(.venue, test.venue)
    text.add(.keptIn, place)
    if let key { text.add(.key, Self.masked(key)) }
    if let permissions { text.add(.canTrade, permissions.canTrade) }
    if let canWithdraw = permissions?.canWithdraw { text.add(.canWithdraw, canWithdraw) }
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }

  /// Enough of a key to tell it from others.
  private static func masked(_ key: String) -> String {
    guard key.count > 12 else { return "…" }
    return "\(key.prefix(4))…\(key.suffix(4))"
  }
}
