internal import Arguments
internal import Configuration
internal import Ledger

/// Which ledger a command is about, where no account matters.
struct StoreOptions: OptionGroup {
  private var store: String?

  static let arguments: [Argument<Self>] = [
    .option(
      "--store", \.store, value: "file", completion: .file,
      help: "The ledger; else ledger.db in the state folder.")
  ]

  func path(_ context: Context) throws(CommandFailure) -> String {
    if let store { return store }
    return try context.folders().ledgerFile
  }

  /// The ledger that is there.
  ///
  /// - Throws: What is wrong with it, or that there is none.
  func ledger(_ context: Context) throws(CommandFailure) -> Ledger {
    let path = try path(context)
    return try asking { () throws(LedgerError) in try Ledger.open(path: path, isMade: false) }
  }
}
