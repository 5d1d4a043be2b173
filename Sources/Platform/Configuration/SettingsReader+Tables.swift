internal import Domain
internal import Matching
internal import Risk

extension SettingsReader {
  mutating func readBreaker(_ entry: TomlDocument.Entry) -> String? {
    switch entry.name {
    case "cooldown":
      guard let cooldown = Self.cooldown(entry) else {
        return "cooldown must be a time above 0 such as 30m or 1h, or none, not \(entry.phrase)."
      }
      settings.risk.policy.breaker.cooldown = cooldown > .zero ? cooldown : nil
    case "trip_on":
      let known = BreakerCause.automatic.compactMap(\.setting?.rawValue)
      switch words(entry, among: known) {
      case .failure(let message): return message.text
      case .success(let words):
        settings.risk.policy.breaker.causes = BreakerCauses(
          BreakerCause.automatic.filter { words.contains($0.setting?.rawValue ?? "") })
      }
    default: return Unknown.message(entry.name, among: ["cooldown", "trip_on"])
    }
    return nil
  }

  /// The time, zero for none, or nil where it is neither.
  private static func cooldown(_ entry: TomlDocument.Entry) -> TimeInterval? {
    guard entry.kind == .string else { return nil }
    if entry.text == "none" { return .zero }
    return TimeInterval(text: entry.text).flatMap { $0 > .zero ? $0 : nil }
  }

  mutating func readPaper(_ entry: TomlDocument.Entry) -> String? {
    guard let setting = PaperSetting(rawValue: entry.name) else {
      return Unknown.message(entry.name, among: PaperSetting.allCases.map(\.rawValue))
    }
    guard let text = entry.scalarText else {
      return "\(entry.name) must be \(setting.range), not \(entry.phrase)."
    }
    do throws(PaperSettingError) {
      try settings.paper.set(setting, to: text)
      return nil
    } catch {
      return "\(error.explanation)."
    }
  }

  mutating func readNotify(_ entry: TomlDocument.Entry) -> String? {
    switch entry.name {
    case "command":
      if let message = Self.problem(withCommand: entry) { return message }
      settings.notify.command = entry.text
    case "on":
      switch words(entry, among: NotifyEvent.allCases.map(\.rawValue)) {
      case .failure(let message): return message.text
      case .success(let words):
        settings.notify.events = Set(words.compactMap(NotifyEvent.init(rawValue:)))
      }
    default: return Unknown.message(entry.name, among: ["command", "on"])
    }
    return nil
  }

  mutating func readCredentials(_ entry: TomlDocument.Entry) -> String? {
    guard entry.name == "passphrase_command" else {
      return Unknown.message(entry.name, among: ["passphrase_command"])
    }
    if let message = Self.problem(withCommand: entry) { return message }
    settings.credentials.passphraseCommand = entry.text
    return nil
  }

  private static func problem(withCommand entry: TomlDocument.Entry) -> String? {
    guard entry.kind == .string, !entry.text.isEmpty, !entry.text.utf8.contains(0) else {
      return "\(entry.name) must be a text that a shell can run, not \(entry.phrase)."
    }
    return nil
  }

  /// A list of known words; the ones that are not known are each reported.
  private mutating func words(
    _ entry: TomlDocument.Entry, among known: [String]
  ) -> Result<[String], Wrong> {
    let form = "\(entry.name) must be a list of words among \(known.joined(separator: ", "))"
    guard entry.kind == .array else { return .failure(Wrong("\(form), not \(entry.phrase).")) }
    var words: [String] = []
    for element in tables[entry.path] {
      if element.kind == .string, known.contains(element.text) {
        words.append(element.text)
      } else {
        let place = TomlDocument.Entry(
          path: entry.path, kind: element.kind, text: element.text, line: element.line)
        report(place, "\(form), not \(element.phrase).")
      }
    }
    return .success(words)
  }

  // MARK: Accounts

  mutating func readDefault(_ entry: TomlDocument.Entry) -> String? {
    guard ["account", "venue"].contains(entry.name) else {
      return Unknown.message(entry.name, among: ["account", "venue"])
    }
    guard entry.kind == .string else {
      return "\(entry.name) must be a name in quotes, not \(entry.phrase)."
    }
    if entry.name == "account" {
      settings.defaults.account = entry.text
      return nil
    }
    settings.defaults.venue = entry.text
    return problem(withVenue: entry.text)
  }

  mutating func readAccounts() {
    var accounts: [AccountSettings] = []
    readTable("accounts") { reader, entry in
      if let message = Name.problem(with: entry) { return message }
      guard entry.kind == .table else {
        return "\(entry.key) must be a table: write [\(entry.key)]."
      }
      accounts.append(reader.account(entry))
      return nil
    }
    let venue = settings.defaults.venue ?? Settings.paperVenue
    if accounts.isEmpty {
      settings.accounts[0].venue = venue
      settings.accounts[0].risk = settings.risk
    } else {
      settings.accounts = accounts
    }
  }

  private mutating func account(_ table: TomlDocument.Entry) -> AccountSettings {
    var account = AccountSettings()
    account.name = table.name
    account.venue = settings.defaults.venue ?? Settings.paperVenue
    account.risk = settings.risk
    for entry in tables[table.path] where entry.name != "risk" {
      if let message = read(entry, into: &account) { report(entry, message) }
    }
    if account.mode != .paper, account.venue == Settings.paperVenue {
      report(
        table,
        "The account '\(account.name)' is for \(account.mode.rawValue) trading, which the venue "
          + "'paper' is not; name another with venue = \"…\".")
    }
    var risk = account.risk
    readTable(at: table.path + ["risk"]) { _, entry in RiskTable.read(entry, into: &risk) }
    account.risk = risk
    return account
  }

  /// Reads a value of an account.
  private func read(
    _ entry: TomlDocument.Entry, into account: inout AccountSettings
  ) -> String? {
    switch entry.name {
    case "venue":
      guard entry.kind == .string else {
        return "venue must be a name in quotes, not \(entry.phrase)."
      }
      account.venue = entry.text
      return problem(withVenue: entry.text)
    case "mode":
      guard entry.kind == .string, let mode = TradingMode(rawValue: entry.text) else {
        return "mode must be paper, demo or live, not \(entry.phrase)."
      }
      account.mode = mode
    case "read_only", "allow_withdrawal", "spot_margin":
      guard entry.kind == .boolean else {
        return "\(entry.name) must be true or false, not \(entry.phrase)."
      }
      let isTrue = entry.text == "true"
      switch entry.name {
      case "read_only": account.isReadOnly = isTrue
      case "spot_margin": account.hasSpotMargin = isTrue
      default: account.allowsWithdrawal = isTrue
      }
    case "credential_command":
      if let message = Self.problem(withCommand: entry) { return message }
      account.credentialCommand = entry.text
    case "currency":
      guard entry.kind == .string, (try? Symbol(unified: "X/\(entry.text)")) != nil else {
        return "currency must be the name of an asset in quotes, not \(entry.phrase)."
      }
      account.currency = entry.text
    default:
      return Unknown.message(
        entry.name,
        among: [
          "venue", "mode", "read_only", "credential_command", "allow_withdrawal",
          "spot_margin", "currency", "risk",
        ])
    }
    return nil
  }

  private func problem(withVenue name: String) -> String? {
    guard !venueNames.contains(name) else { return nil }
    let exchanges = exchanges.names()
    if exchanges.contains(name) { return nil }
    let near = NearName.of(name, among: venueNames + exchanges).map { "; did you mean '\($0)'?" }
    return "There is no venue '\(name)'\(near ?? ": describe it in [venues.\(name)].")"
  }

  mutating func checkDefaults() {
    guard let name = settings.defaults.account,
      let entry = tables[["defaults"]].first(where: { $0.name == "account" })
    else { return }
    let names = settings.accounts.map(\.name)
    guard !names.contains(name) else { return }
    let near = NearName.of(name, among: names).map { "; did you mean '\($0)'?" }
    report(entry, "There is no account '\(name)'\(near ?? ": describe it in [accounts.\(name)].")")
  }
}

/// A sentence that says what is wrong.
private struct Wrong: Error {
  let text: String

  init(_ text: String) { self.text = text }
}

/// What the names of accounts and venues are made of: they become parts of records and of files.
enum Name {
  static func problem(with entry: TomlDocument.Entry) -> String? {
    let isPlain = entry.name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isPlain, (1...32).contains(entry.name.utf8.count) else {
      return "A name has 1 to 32 letters, digits, dashes and underscores."
    }
    return nil
  }
}

/// What is said about a key that nobody reads.
enum Unknown {
  static func message(_ name: String, among known: [String]) -> String {
    guard let near = NearName.of(name, among: known) else { return "'\(name)' is unknown." }
    return "'\(name)' is unknown; did you mean '\(near)'?"
  }
}
