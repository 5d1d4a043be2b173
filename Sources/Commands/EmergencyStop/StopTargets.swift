internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Trading
internal import Transport

/// An account that an emergency stop has to see to.
struct StopTarget: Sendable {
  enum Way: Sendable {
    case paper
    case venue(LocalAddress)
    case exchange(ExchangeConnection)
    /// Nobody knows how it is reached; the reason is a sentence without its full stop.
    case none(String)
  }

  let scope: AccountScope
  let way: Way

  /// Whether the account's orders on spot are ones on cross margin.
  func hasSpotMargin(_ settings: [Settings]) -> Bool {
    settings.flatMap(\.accounts).contains { $0.name == scope.account && $0.hasSpotMargin }
  }

  /// What the account is counted in and its holdings are sold for.
  func currency(_ settings: [Settings]) -> String {
    let account = settings.flatMap(\.accounts).first { $0.name == scope.account }
    var connection: VenueConnection?
    if case .exchange(let exchange) = way { connection = .exchange(exchange) }
    return AccountCurrency.of(
      account, at: connection, paper: settings.first?.paper.currency ?? PaperSettings().currency)
  }
}

/// Finds every account: those that are configured, and those that the ledger has heard of.
struct StopTargets {
  private(set) var all: [StopTarget] = []
  private var connections: [String: VenueConnection] = [:]

  /// - Parameters:
  ///   - settings: What says which accounts there are; what stands in an earlier one goes first.
  ///   - ledger: What was traded with; nil where it cannot be read.
  init(_ settings: [Settings], _ ledger: Ledger?) {
    for settings in settings {
      for venue in settings.venues where connections[venue.name] == nil {
        connections[venue.name] = venue.connection
      }
    }
    for settings in settings {
      for account in settings.accounts where account.mode != .paper && !account.isReadOnly {
        add(AccountScope(mode: account.mode, venue: account.venue, account: account.name))
      }
    }
    _ = try? ledger?.read { view throws(LedgerError) in try add(from: view) }
  }

  private mutating func add(from view: any LedgerView) throws(LedgerError) {
    for scope in try view.scopes() {
      if scope.mode == .paper {
        guard try view.paperAccount(of: scope) != nil else { continue }
        all.append(StopTarget(scope: scope, way: .paper))
      } else if connections[scope.venue] != nil {
        add(scope)
      } else if try view.isOpen(scope) {
        add(scope)
      }
    }
  }

  private mutating func add(_ scope: AccountScope) {
    guard !all.contains(where: { $0.scope == scope }) else { return }
    all.append(StopTarget(scope: scope, way: way(to: scope.venue)))
  }

  private func way(to venue: String) -> StopTarget.Way {
    // An exchange is known by its name, whatever has become of the configuration.
    let connection =
      connections[venue] ?? (try? Settings().connection(of: venue, .all)) ?? nil
    return switch connection {
    case .gateway(let address): .venue(address)
    case .exchange(let exchange): .exchange(exchange)
    case nil: .none("the venue '\(venue)' is in no configuration that can be read")
    }
  }
}

extension LedgerView {
  /// Orders of an account that are not over.
  func openOrders(of scope: AccountScope) throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    return try orders(query)
  }

  fileprivate func isOpen(_ scope: AccountScope) throws(LedgerError) -> Bool {
    let orders = try openOrders(of: scope)
    return try !positions(in: scope, symbol: nil).isEmpty || !orders.isEmpty
  }
}
