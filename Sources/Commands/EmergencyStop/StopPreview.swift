internal import Domain
internal import Ledger
internal import Trading
internal import VenueInterface
internal import Wire

/// What an emergency stop would send to exchanges, shown in place of being sent.
///
/// No latch is set, nothing is written down, and nobody is notified.
struct StopPreview {
  let command: EmergencyStop
  let preview: RequestPreview

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let folders = try context.folders()
    let settings = command.settings(context, folders)
    let instruments = try InstrumentRules(command.instrument).all
    let ledger = (try? context.readingLedger(try command.store.path(context))) ?? nil
    var door = try ExchangeDoor(
      folders, context.diagnostics, command.network.way, timeout: command.deadline,
      credentials: KeySources(settings, folders).all)
    door.baseURL = command.network.baseURL
    let targets = StopTargets(settings, ledger).all
    guard !targets.isEmpty else {
      throw .usage("--dry-run shows requests to exchanges, and there is no account at one.")
    }
    var answers = try Answers(command.output, context)
    for target in targets {
      try answers.checkSignal()
      let scope = target.scope
      switch target.way {
      case .exchange(let exchange):
        let currency = command.spot ? target.currency(settings) : nil
        try answers.show(
          requestsAs: scope.account, scope.mode, at: scope.venue, preview
        ) { () throws(VenueError) in
          let venue: DialectVenue
          do throws(CommandFailure) {
            var door = door
            door.hasSpotMargin = target.hasSpotMargin(settings)
            venue = try door.access(
              exchange, VenueNetwork(scope.mode), account: scope.account
            ).closingVenue
          } catch {
            throw VenueError.unsupported(
              reason: error.message ?? "the exchange cannot be reached")
          }
          return try requests(at: venue, scope, instruments, currency, context.diagnostics)
        }
      case .none(let reason):
        try answers.show(
          requestsAs: scope.account, scope.mode, at: scope.venue, preview
        ) { () throws(VenueError) in throw VenueError.unsupported(reason: reason) }
      case .paper, .venue:
        context.diagnostics.warn(
          "The account \(scope) is not at an exchange, so there are no requests to show.")
      }
      try answers.flush()
    }
    return try answers.close()
  }

  private func requests(
    at venue: DialectVenue, _ scope: AccountScope, _ instruments: [Symbol: Instrument],
    _ currency: String?, _ diagnostics: Diagnostics
  ) throws(VenueError) -> [HTTPRequest] {
    var requests: [HTTPRequest] = []
    for step in try venue.stopSteps(instruments, sellingFor: currency) {
      switch step {
      case .cancel(let order): requests += try venue.requests(for: .cancelListed(order), preview)
      case .close(let order): requests += try venue.requests(for: .close(order, scope), preview)
      case .leave(let order, let reason):
        diagnostics.warn("\(order.quantity) of \(order.symbol) would stay: \(reason).")
      }
    }
    return requests
  }
}
