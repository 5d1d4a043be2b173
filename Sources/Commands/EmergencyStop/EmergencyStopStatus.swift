internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Wire

/// `tradectl emergency-stop status`: whether everything is stopped.
struct EmergencyStopStatus: Command {
  static let name = "status"
  static let summary = "Show whether the emergency latch is set, and what is still open."
  static let discussion = """
    Who set it, when and why, and what is open by the ledger; no venue is asked. An account with \
    nothing open is left out.
    """
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .group(\.store),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let folders = try context.folders()
    let latch = EmergencyLatch(folder: folders.state)
    let ledger = try context.readingLedger(try store.path(context))
    let entry = try asking { () throws(LedgerError) in
      try ledger?.read { view throws(LedgerError) in try view.latch() }
    }
    let open = try asking { () throws(LedgerError) in
      try ledger?.read { view throws(LedgerError) in try view.everythingOpen() } ?? []
    }
    let isHalted = latch.isHalted || entry?.isHalted == true
    // The file of a latch that is set knows best; of one that is open only the ledger knows.
    let note = latch.note ?? entry.map { LatchNote(time: $0.time, who: $0.who, reason: $0.reason) }
    var records = try context.output(output)
    do throws(StreamFailure) {
      records.begin(.latch)
      if let note { records.text.add(.ts, note.time) }
      records.text.add(.halted, isHalted)
      if let note {
        records.text.add(.who, note.who)
        records.text.add(.reason, note.reason)
      }
      records.text.add(open)
      try records.end(isFailure: isHalted)
      try records.close()
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }
}

/// What is open in an account, by the ledger.
private struct OpenThings {
  let scope: AccountScope
  let orders: Int
  let positions: Int
}

extension LedgerView {
  fileprivate func everythingOpen() throws(LedgerError) -> [OpenThings] {
    var found: [OpenThings] = []
    for scope in try scopes() {
      let things = OpenThings(
        scope: scope, orders: try openOrders(of: scope).count,
        positions: try positions(in: scope, symbol: nil).count)
      if things.orders + things.positions > 0 { found.append(things) }
    }
    return found
  }
}

extension JSONText {
  fileprivate mutating func add(_ open: [OpenThings]) {
    key(.venues)
    append(literal: "[")
    for (index, things) in open.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      add(.mode, word: things.scope.mode.rawValue)
      add(.account, things.scope.account)
      add(.venue, things.scope.venue)
      add(.openOrders, things.orders)
      add(.openPositions, things.positions)
      append(literal: "}")
    }
    append(literal: "]")
  }
}
