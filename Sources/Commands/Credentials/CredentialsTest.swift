internal import Arguments
internal import Configuration
internal import Credentials
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl credentials test`: whether a key is good, and what it may do.
struct CredentialsTest: Command {
  static let name = "test"
  static let summary = "Ask the exchange whether the key of an account is good, and for what."
  static let discussion = """
    One question that is signed with the key is asked. A key that can withdraw money fails the \
    test, unless allow_withdrawal of the account says otherwise, and so does one that cannot \
    trade, unless the account is read-only.
    """
  static let examples = [
    Example("tradectl credentials test main", "What the key of one account may do.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var account: String?
  var dryRun = DryRunOptions()
  var options = CredentialOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.account, value: "account", help: "Whose key; the default account's."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let preview = try dryRun.preview()
    let settings = try options.file.settings(context)
    let folders = try context.folders()
    let account = try CredentialOptions.account(account, in: settings)
    let test = try KeyTest(account, venue: options.venue, settings)
    let sources = KeySources(settings, folders)
    let door = try ExchangeDoor(
      folders, context.diagnostics, options.network.way, timeout: options.time.timeout,
      credentials: sources.all)
    let access = try door.access(
      test.exchange, account.mode == .demo ? .test : .live, account: account.name)
    if let preview {
      var answers = try Answers(output, context)
      try answers.show(
        requestsAs: account.name, account.mode, at: test.venue, preview
      ) { () throws(VenueError) in try KeyTest.requests(access, preview) }
      return try answers.close()
    }
    var permissions: KeyPermissions?
    var failure: FailureDetail?
    do throws(VenueError) {
      permissions = try test.permissions(access)
      failure = test.refusal(of: permissions)
      if failure == nil, permissions?.canTrade == false, !account.isReadOnly {
        failure = FailureDetail(
          "KEY_CANNOT_TRADE", .auth, "the key of '\(account.name)' may not trade",
          hint: "allow it at \(test.venue), or set read_only = true in [accounts.\(account.name)]")
      }
    } catch {
      failure = FailureDetail(error)
    }
    let place = (try? sources.place(of: account.name)) ?? nil
    var answers = try Answers(output, context, onTerminal: .table)
    if let failure { answers.fail(failure) } else { answers.succeed() }
    try answers.write { output throws(StreamFailure) in
      try output.write(
        keyOf: (account.name, test.venue), keptIn: place ?? "nowhere", permissions, failure)
    }
    return try answers.close()
  }
}
