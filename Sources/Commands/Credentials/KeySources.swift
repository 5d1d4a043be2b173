internal import Configuration
internal import Credentials
internal import Signing
internal import Synchronization

/// Where the keys of accounts are kept, in the order in which they are looked for.
struct KeySources: Sendable {
  private let commands: [String: String]
  /// The file that a passphrase opens.
  let sealed: CredentialFile
  /// The file that only its mode protects.
  let plain: CredentialFile

  init(_ settings: Settings, _ folders: Folders) { self.init([settings], folders) }

  /// - Parameters:
  ///   - settings: Several where one may be broken; the first that says something counts.
  ///   - folders: Where the files of keys are.
  init(_ settings: [Settings], _ folders: Folders) {
    commands = settings.flatMap(\.accounts).reduce(into: [:]) { commands, account in
      commands[account.name] = commands[account.name] ?? account.credentialCommand
    }
    let path = "\(folders.configuration)/credentials.sealed"
    let passphrase = FilePassphrase(
      settings.lazy.compactMap(\.credentials.passphraseCommand).first, file: path)
    sealed = CredentialFile(
      path: path, .passphrase { () throws(CredentialError) in try passphrase.value() })
    plain = CredentialFile(path: "\(folders.configuration)/credentials.json", .mode)
  }

  /// What is asked one after the other.
  var all: [any CredentialSource] {
    [CommandCredentials(commands), sealed, plain, EnvironmentCredentials()]
  }

  /// Where the key of an account is kept, as users call it; nil where nobody has one.
  func place(of account: String) throws(CredentialError) -> String? {
    if commands[account] != nil { return "credential_command" }
    for file in [sealed, plain] where try file.entries().contains(where: { $0.account == account })
    {
      return file.path
    }
    let isSet = try EnvironmentCredentials().credential(of: account) != nil
    return isSet ? "environment" : nil
  }
}

/// The passphrase of the sealed file, asked for once.
private final class FilePassphrase: Sendable {
  private let command: String?
  private let file: String
  private let known = Mutex<KnownPassphrase?>(nil)

  init(_ command: String?, file: String) {
    self.command = command
    self.file = file
  }

  func value() throws(CredentialError) -> Secret {
    if let known = known.withLock(\.self) { return known.copy }
    let given = KnownPassphrase(try asked())
    known.withLock { $0 = given }
    return given.copy
  }

  private func asked() throws(CredentialError) -> Secret {
    if let command {
      let output = try SecretCommand.output(of: command)
      let bytes = output.bytes
      var count = bytes.count
      while count > 0, [0x0A, 0x0D].contains(bytes[count - 1]) { count -= 1 }
      return Secret(copying: bytes.extracting(0..<count))
    }
    guard SecretPrompt.isPossible else {
      throw CredentialError(
        "the passphrase of '\(file)' is needed and nobody can be asked; name a program that prints "
          + "it with passphrase_command of [credentials]")
    }
    return try SecretPrompt.ask("Passphrase of \(file)")
  }
}

/// A passphrase that several may use.
private final class KnownPassphrase: Sendable {
  private let secret: Secret

  init(_ secret: consuming Secret) { self.secret = secret }

  var copy: Secret { secret.withBytes { Secret(copying: $0) } }
}
