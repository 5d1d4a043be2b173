internal import Configuration
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import Trading
internal import Wire

/// Tells the user's command what a person should know at once.
///
/// What it began is finished when the value goes away.
final class Notices {
  private let settings: NotifySettings
  private let notifier: Notifier?

  init(_ settings: NotifySettings, _ diagnostics: Diagnostics) {
    self.settings = settings
    notifier = settings.command.map { command in Notifier(command) { diagnostics.warn($0) } }
  }

  deinit { finish() }

  /// Waits for what was begun, where the end of the value would come too early or too late.
  func finish() { notifier?.finish() }

  func tell(_ news: DeskNews) {
    guard settings.command(for: news.event) != nil else { return }
    notifier?.tell(news.record)
  }
}

extension DeskNews {
  var event: NotifyEvent {
    switch self {
    case .trip: .trip
    case .unknown: .unknown
    case .halt: .halt
    }
  }

  /// The `notice` record, with its line end.
  var record: [UInt8] {
    var text = JSONText()
    text.append(literal: "{\"record\":\"notice\",\"v\":1")
    switch self {
    case .trip(let record, let scope):
      text.add(scope, at: record.entry.time)
      text.add(.event, word: event.rawValue)
      if case .tripped(let trip) = record.entry { text.add(trip) }
      text.add(.who, record.who)
    case .unknown(let order):
      text.add(order.scope, at: order.life.latestTime)
      text.add(.event, word: event.rawValue)
      text.add(order)
    case .halt(let entry):
      text.add(.ts, entry.time)
      text.add(.event, word: event.rawValue)
      text.add(.message, "Trading is halted: \(entry.reason)")
      text.add(.who, entry.who)
      text.add(.hint, "when the reason is gone: tradectl emergency-stop reset --reason TEXT")
    }
    text.append(literal: "}\n")
    return text.bytes.array(from: 0)
  }
}

extension JSONText {
  fileprivate mutating func add(_ trip: BreakerTrip) {
    add(.message, "The circuit breaker has tripped: \(trip.message)")
    add(.cause, word: trip.cause.rawValue)
    if let end = trip.end { add(.until, end) }
    add(.hint, "only reductions pass; see tradectl risk status")
  }

  fileprivate mutating func add(_ order: StoredOrder) {
    let terms = order.life.terms
    let why = order.life.reason.map { ": \($0)" } ?? ""
    add(.message, "It is not known what became of an order to \(terms.words)\(why)")
    add(.hint, "run tradectl order reconcile")
    if let id = order.id { add(.id, id) }
    add(.clientOrderID, order.clientOrderID)
    add(.symbol, terms.symbol.description)
    add(.side, word: terms.side.rawValue)
    add(.orderType, word: terms.type.rawValue)
    add(size: terms.quantity, in: terms.symbol)
  }
}
