internal import Arguments
internal import Configuration
internal import Domain
internal import Matching
internal import Risk
internal import Wire

/// A setting as it holds, and who says so.
struct EffectiveSetting {
  enum Origin {
    case flag
    case environment(variable: String)
    /// The configuration file, and the line.
    case file(line: Int)
    case `default`
  }

  let key: String
  /// As a flag would have it; `none` where there is nothing.
  let value: String
  let origin: Origin
}

extension JSONText {
  /// The members of a setting.
  mutating func add(_ setting: EffectiveSetting) {
    add(.key, setting.key)
    add(.value, setting.value)
    switch setting.origin {
    case .flag: add(.origin, word: "flag")
    case .environment(let variable):
      add(.origin, word: "environment")
      add(.variable, variable)
    case .file(let line):
      add(.origin, word: "file")
      add(.line, line)
    case .default: add(.origin, word: "default")
    }
  }
}

/// Puts together what holds, in the order in which it is shown.
struct EffectiveSettings {
  private let settings: Settings
  private let invocation: Invocation
  private(set) var list: [EffectiveSetting] = []

  /// What orders of the account that is meant are judged by.
  var risk: [EffectiveSetting] { list.filter { $0.key.hasPrefix("risk.") } }

  /// - Parameters:
  ///   - settings: What the configuration says.
  ///   - options: What the command line says about the account.
  ///   - limits: What it says about the limits.
  ///   - invocation: Where the command line's values came from.
  /// - Throws: When there is no such account, or a limit is out of its range.
  init(
    _ settings: Settings, options: SettingsOptions, limits: LimitOptions,
    invocation: Invocation
  ) throws(CommandFailure) {
    self.settings = settings
    self.invocation = invocation
    let account: AccountSettings
    do throws(AccountChoiceError) {
      account = try settings.account(options.account)
    } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
    var policy = account.risk.policy
    try limits.apply(to: &policy)

    add("config", settings.path ?? "none", option: "--config", lines: [])
    add("account", account.name, option: "--account", lines: ["defaults.account"])
    add(
      "venue", options.venue ?? account.venue, option: "--venue",
      lines: ["accounts.\(account.name).venue", "defaults.venue"])
    add(
      "mode", (options.mode ?? account.mode).rawValue, option: "--mode",
      lines: ["accounts.\(account.name).mode"])
    add("live", options.live ? "true" : "false", option: "--live", lines: [])
    addRisk(policy, of: account)
    addCommon()
    for account in settings.accounts { add(account) }
    for venue in settings.venues {
      switch venue.connection {
      case .gateway(let address): add("venues.\(venue.name).gateway", address.description)
      case .exchange(let exchange):
        add("venues.\(venue.name).dialect", exchange.exchange)
        let lists = [("rest", exchange.rest), ("market_fallback", exchange.marketFallback)]
        for (name, addresses) in lists where !addresses.isEmpty {
          add("venues.\(venue.name).\(name)", addresses.joined(separator: " "))
        }
        if let rate = exchange.rate { add("venues.\(venue.name).rate", rate.text) }
        if let burst = exchange.burst { add("venues.\(venue.name).burst", String(burst)) }
      }
    }
  }

  /// The limits of the account that is meant.
  private mutating func addRisk(_ policy: RiskPolicy, of account: AccountSettings) {
    func lines(_ name: String) -> [String] {
      ["accounts.\(account.name).risk.\(name)", "risk.\(name)"]
    }
    add("risk.name", policy.name, lines: lines("name"))
    for setting in RiskSetting.allCases {
      add(
        "risk.\(setting.rawValue)", policy.text(of: setting), option: setting.option,
        lines: lines(setting.rawValue))
    }
    add("risk.day_start", account.risk.dayStart.text, lines: lines("day_start"))
  }

  /// What holds for every account.
  private mutating func addCommon() {
    let breaker = settings.risk.policy.breaker
    add("breaker.cooldown", breaker.cooldown?.text ?? "none")
    let causes = BreakerCause.automatic.filter(breaker.causes.contains)
    add("breaker.trip_on", causes.compactMap(\.setting?.rawValue).joinedOrNone)
    for setting in PaperSetting.allCases {
      add("paper.\(setting.rawValue)", settings.paper.text(of: setting))
    }
    add("notify.command", settings.notify.command ?? "none")
    let events = NotifyEvent.allCases.filter(settings.notify.events.contains)
    add("notify.on", events.map(\.rawValue).joinedOrNone)
    add("credentials.passphrase_command", settings.credentials.passphraseCommand ?? "none")
  }

  /// An account as it is configured, and the limits that it has of its own.
  private mutating func add(_ account: AccountSettings) {
    let table = "accounts.\(account.name)"
    add("\(table).venue", account.venue, lines: ["\(table).venue", "defaults.venue"])
    add("\(table).mode", account.mode.rawValue)
    add("\(table).read_only", account.isReadOnly ? "true" : "false")
    add("\(table).credential_command", account.credentialCommand ?? "none")
    add("\(table).allow_withdrawal", account.allowsWithdrawal ? "true" : "false")
    if let currency = account.currency { add("\(table).currency", currency) }
    for setting in RiskSetting.allCases where settings.has("\(table).risk.\(setting.rawValue)") {
      add("\(table).risk.\(setting.rawValue)", account.risk.policy.text(of: setting))
    }
    if settings.has("\(table).risk.day_start") {
      add("\(table).risk.day_start", account.risk.dayStart.text)
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    add(key, value, lines: [key])
  }

  /// Adds a setting; the first that says something about it is its origin.
  private mutating func add(
    _ key: String, _ value: String, option: String? = nil, lines: [String]
  ) {
    let origin: EffectiveSetting.Origin =
      switch option.flatMap(invocation.origin) {
      case .commandLine?: .flag
      case .environment(let variable)?: .environment(variable: variable)
      case nil:
        lines.compactMap { [settings] in settings.lines[$0] }.first.map { .file(line: $0) }
          ?? .default
      }
    list.append(EffectiveSetting(key: key, value: value, origin: origin))
  }
}

extension Settings {
  fileprivate func has(_ key: String) -> Bool { lines[key] != nil }
}

extension [String] {
  fileprivate var joinedOrNone: String { isEmpty ? "none" : joined(separator: ",") }
}
