internal import Arguments
internal import Ledger
internal import Wire

/// `tradectl ledger verify`: whether the ledger is as it was written.
struct LedgerVerify: Command {
  static let name = "verify"
  static let summary = "Check that nothing in the ledger was changed or lost."
  static let discussion = """
    It recomputes the hash of every event from the one before, replays the events of each order, \
    and compares what comes out with the orders, fills and positions that are stored. It names the \
    first thing that is not as it was written, and exits 1 then.
    """
  static let examples = [
    Example("tradectl ledger verify", "Check the ledger."),
    Example("tradectl ledger verify --store backup.db", "Check a copy before it is needed."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.negative, .inputOutput, .configuration]

  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [.group(\.store), .group(\.output)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let path = try store.path(context)
    let finding = try asking { () throws(LedgerError) in try Ledger.finding(path: path) }
    var output = try context.output(self.output)
    do throws(StreamFailure) {
      try output.write(finding, of: "ledger")
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return finding.status == .ok ? .success : .negative
  }
}

extension Ledger {
  /// What a look through the whole ledger in a file finds.
  ///
  /// - Parameter path: The file.
  /// - Returns: Whether all is as it was written, and else the first thing that is not.
  /// - Throws: Why it cannot be looked at; damage is a finding.
  static func finding(path: String) throws(LedgerError) -> Finding {
    do throws(LedgerError) {
      return try Ledger.open(path: path, isMade: false).verified()
    } catch {
      guard case .corrupt(_, let reason) = error else { throw error }
      return .damaged(reason)
    }
  }

  /// The same for one that is open.
  func verified() throws(LedgerError) -> Finding {
    let result = try verify()
    if let fault = result.firstFault { return .damaged(fault) }
    return .ok(
      """
      All is as it was written: \(result.orderCount.of("order")), \(result.eventCount.of("event")), \
      \(result.fillCount.of("fill"))
      """)
  }
}

extension Int {
  /// Such as `1 order` and `2 orders`.
  func of(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension Finding {
  fileprivate static func damaged(_ fault: String) -> Finding {
    .failed(
      "The ledger is not as it was written: \(fault)",
      hint: "Stop trading with it, and restore a backup; docs/operations.md says how")
  }
}
