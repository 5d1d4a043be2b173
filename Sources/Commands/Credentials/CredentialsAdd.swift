internal import Arguments
internal import Configuration
internal import Credentials
internal import Domain
internal import Signing
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl credentials add`: keeps the key of an account.
struct CredentialsAdd: Command {
  static let name = "add"
  static let summary = "Keep the key of an account, after the exchange has said what it may do."
  static let discussion = """
    At a terminal the key and its secret are asked for, the secret without showing it; elsewhere \
    they are read from standard input as {"key": "…", "secret": "…", "passphrase": "…"}, the \
    passphrase only for exchanges that have one. Nothing of them is ever given on the command \
    line. They are kept in a file that a passphrase opens, or with --plain in one that only its \
    mode protects, which jobs without a terminal can read. A key that can withdraw money is \
    refused unless allow_withdrawal of the account says otherwise.
    """
  static let examples = [
    Example("tradectl credentials add main", "Asks for the key, and keeps it sealed."),
    Example(
      "pass show exchange | tradectl credentials add main --plain",
      "Takes the key from a program, for jobs that run alone."),
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .badInput, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var account: String?
  var plain = false
  var offline = false
  var options = CredentialOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.account, value: "account", help: "Whose key it is; the default account's."),
    .section("ADD OPTIONS"),
    .flag("--plain", \.plain, help: "Keep it in a file that needs no passphrase."),
    .flag("--offline", \.offline, help: "Do not ask the exchange what the key may do."),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let settings = try options.file.settings(context)
    let folders = try context.folders()
    let account = try CredentialOptions.account(account, in: settings)
    let test = try KeyTest(account, venue: options.venue, settings)
    let sources = KeySources(settings, folders)
    let file = plain ? sources.plain : sources.sealed
    do throws(PrivateFileError) { try PrivateFile.createFolder(folders.configuration) } catch {
      throw CommandFailure(
        .inputOutput, "The folder '\(folders.configuration)' is missing: \(error.explanation).")
    }
    let entry: CredentialEntry
    do throws(CredentialError) {
      entry = try self.entry(for: test)
    } catch {
      throw CommandFailure(.badInput, "The key cannot be read: \(error.explanation).")
    }
    let door = try ExchangeDoor(
      folders, context.diagnostics, options.network.way, timeout: options.time.timeout,
      credentials: [GivenCredential(entry)])
    let access = try door.access(
      test.exchange, account.mode == .demo ? .test : .live, account: account.name)
    var permissions: KeyPermissions?
    var refusal: FailureDetail?
    do throws(VenueError) {
      if offline {
        try access.client.checkKey()
      } else {
        permissions = try test.permissions(access)
        refusal = test.refusal(of: permissions)
      }
    } catch {
      refusal = FailureDetail(error)
    }
    if refusal == nil {
      do throws(CredentialError) { try file.add(entry) } catch {
        throw CommandFailure(.inputOutput, "Nothing was kept: \(error.explanation).")
      }
    }
    var answers = try Answers(output, context, onTerminal: .table)
    if let refusal { answers.fail(refusal) } else { answers.succeed() }
    try answers.write { output throws(StreamFailure) in
      try output.write(
        keyOf: (account.name, test.venue), keptIn: refusal == nil ? file.path : "nowhere",
        key: entry.key, permissions, refusal)
    }
    return try answers.close()
  }

  private func entry(for test: KeyTest) throws(CredentialError) -> CredentialEntry {
    let name = test.account.name
    guard Descriptor.input.isOpen, Descriptor.input.isTerminal else {
      let text = try SecretInput.standard()
      return CredentialEntry(account: name, try StoredCredential.read(json: text.bytes))
    }
    let key = SecretInput.text(
      try SecretPrompt.ask("Key of '\(name)' at \(test.venue)", isShown: true))
    guard !key.isEmpty else { throw CredentialError("nothing was typed") }
    let secret = try SecretPrompt.ask("Its secret, which is not shown")
    let passphrase = try passphrase(for: test)
    return CredentialEntry(
      account: name, StoredCredential(key: key, secret: secret, passphrase: passphrase))
  }

  private func passphrase(for test: KeyTest) throws(CredentialError) -> String? {
    guard let profile = test.profile, profile.credentials.contains(.hmacWithPassphrase) else {
      return nil
    }
    return SecretInput.text(try SecretPrompt.ask("Its passphrase, which is not shown"))
  }
}

/// A key that is not kept yet.
private struct GivenCredential: CredentialSource {
  private let entry: CredentialEntry

  init(_ entry: CredentialEntry) { self.entry = entry }

  func credential(of account: String) throws(CredentialError) -> StoredCredential? {
    entry.credential
  }

}
