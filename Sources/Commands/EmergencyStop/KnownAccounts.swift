internal import Configuration
internal import Domain
internal import Wire

/// A copy of what an emergency stop has to know, kept for the day on which the configuration cannot
/// be read: which accounts there are, how their venues are reached, and who tells their keys.
enum KnownAccounts {
  /// Keeps what a configuration says; nothing is written where the copy says it already.
  ///
  /// Without success where there is no room: trading does not depend on it.
  static func keep(_ settings: Settings, in folders: Folders) {
    let text = Array(text(of: settings).utf8)
    guard !text.isEmpty, text != (try? SettingsFile.bytes(path: folders.knownAccountsFile)) else {
      return
    }
    try? OutputFile.replace(folders.knownAccountsFile, with: text.span)
  }

  /// What was kept; nil where nothing was.
  static func known(in folders: Folders) -> Settings? {
    try? SettingsFile.read(path: folders.knownAccountsFile, exchanges: .all)
  }

  /// The accounts that are not on paper and all venues, as a configuration would have them.
  private static func text(of settings: Settings) -> String {
    var text = ""
    for account in settings.accounts where account.mode != .paper && !account.isReadOnly {
      text += "[accounts.\"\(account.name)\"]\nvenue = \"\(account.venue)\"\n"
      text += "mode = \"\(account.mode.rawValue)\"\n"
      if let command = account.credentialCommand {
        text += "credential_command = \(JSONText.string(command))\n"
      }
    }
    if let command = settings.credentials.passphraseCommand {
      text += "[credentials]\npassphrase_command = \(JSONText.string(command))\n"
    }
    for venue in settings.venues {
      switch venue.connection {
      case .gateway(let address):
        text += "[venues.\"\(venue.name)\"]\ngateway = \(JSONText.string(address.description))\n"
      case .exchange(let exchange):
        text += "[venues.\"\(venue.name)\"]\ndialect = \(JSONText.string(exchange.exchange))\n"
        if !exchange.rest.isEmpty {
          let addresses = exchange.rest.map(JSONText.string).joined(separator: ", ")
          text += "rest = [\(addresses)]\n"
        }
      }
    }
    return text
  }
}

extension JSONText {
  /// A string as JSON writes it, and so does TOML.
  fileprivate static func string(_ value: String) -> String {
    var text = JSONText()
    text.append(value)
    return String(decoding: text.bytes.array, as: UTF8.self)
  }
}
