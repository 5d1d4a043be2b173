internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Signing
internal import Trading
internal import Wire

/// `tradectl order history`: all that ever happened to an order.
struct OrderHistory: Command {
  static let name = "history"
  static let summary = "Show everything that the ledger knows of an order."
  static let discussion = """
    One record for each event, from the moment the order was written down. Each carries a hash \
    over its content and the hash of the event before it in the whole ledger, so that nothing can \
    be changed without a trace: --verify recomputes them all, compares what they add up to with \
    what is stored, ends with a check record, and exits 1 if anything differs.
    """
  static let examples = [
    Example("tradectl order history dca-2026-11-21 --verify", "The proof of one order.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .badInput, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var verify = false
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .section("HISTORY OPTIONS"),
    .flag("--verify", \.verify, help: "Check that nothing in the ledger was changed."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let place = try context.place(trading)
    guard let desk = try context.readingDesk(place) else {
      throw CommandFailure(LedgerError.missing(path: place.ledgerPath))
    }
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    try session.each(names, context) { order, session throws(CommandFailure) in
      let events = try asking { () throws(LedgerError) in try desk.events(of: order) }
      try session.write { output throws(StreamFailure) in
        for event in events { try output.write(event, of: order) }
      }
      session.succeed()
    }
    guard verify else { return try session.close() }
    let finding = try asking { () throws(LedgerError) in try desk.ledger.verified() }
    try session.write { output throws(StreamFailure) in try output.write(finding, of: "ledger") }
    let status = try session.close()
    return finding.status == .ok ? status : .negative
  }
}

extension RecordOutput {
  /// Something that happened to an order.
  fileprivate mutating func write(
    _ event: StoredEvent, of order: StoredOrder
  ) throws(StreamFailure) {
    begin(.orderEvent)
    add(order.scope, at: event.time)
    text.add(.clientOrderID, order.clientOrderID)
    if let id = order.id { text.add(.id, id) }
    text.add(.symbol, order.life.terms.symbol.description)
    text.add(.seq, Int(event.number))
    text.add(.event, word: event.kind.rawValue)
    text.add(.content, event.payload)
    text.add(.hash, event.hash.hexadecimal)
    try end()
  }
}
