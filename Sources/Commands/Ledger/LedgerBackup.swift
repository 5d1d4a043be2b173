internal import Arguments
internal import Ledger

/// `tradectl ledger backup`: a copy of the ledger.
struct LedgerBackup: Command {
  static let name = "backup"
  static let summary = "Copy the ledger into a file, while others go on."
  static let discussion = """
    The copy is one moment of the ledger, whole and synced before it takes its place; a file that \
    is there already is replaced only then. It is a ledger like any other: --store reads it, and \
    'ledger verify' checks it. Nobody else can read it. It says nothing when all went well.
    """
  static let examples = [
    Example("tradectl ledger backup /backup/ledger-$(date +%F).db", "A copy for each day.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var file: String?
  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.file, value: "file", completion: .file, help: "Where the copy goes."),
    .group(\.store),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let file, !file.isEmpty else { throw .usage("Name the file that the copy goes to.") }
    let ledger = try store.ledger(context)
    try asking { () throws(LedgerError) in try ledger.backup(to: file) }
    return .success
  }
}
