internal import Arguments
internal import Configuration
internal import Domain
internal import Risk
internal import Wire

/// The risk policy: a file, and a flag for each of its limits, which goes before the file.
struct RiskOptions: OptionGroup {
  var policyFile: String?
  private var given: [RiskSetting: String] = [:]

  /// The text of a limit that was given, or else its default.
  private subscript(setting: RiskSetting) -> String {
    get { given[setting] ?? RiskPolicy().text(of: setting) }
    set { given[setting] = newValue }
  }

  private subscript(flag setting: RiskSetting) -> Bool {
    get { self[setting] == "true" }
    set { given[setting] = newValue ? "true" : "false" }
  }

  static let arguments: [Argument<Self>] =
    [
      .section("POLICY OPTIONS"),
      .option(
        "--policy", \.policyFile, value: "file", completion: .file,
        help: "A TOML file whose table [risk] holds the limits; flags go before it."),
    ]
    + RiskSetting.allCases.map { setting in
      let name = "--\(setting.rawValue.replacingUnderscores)"
      return setting.isFlag
        ? .flag(name, \.[flag: setting], negatable: true, help: setting.summary)
        : .option(name, \.[setting], value: setting.valueName, help: setting.summary)
    }

  /// The policy that results.
  ///
  /// - Throws: Every problem of the file with its line and key, or the first flag that is wrong.
  func policy() throws(CommandFailure) -> RiskPolicy {
    var policy = RiskPolicy()
    if let policyFile {
      do throws(ConfigurationError) {
        policy = try PolicyFile.read(path: policyFile)
      } catch {
        throw CommandFailure(.configuration, error.explanation)
      }
    }
    for setting in RiskSetting.allCases {
      guard let text = given[setting] else { continue }
      do throws(RiskSettingError) {
        try policy.set(setting, to: text)
      } catch {
        let name = "--\(setting.rawValue.replacingUnderscores)"
        throw .usage("\(name) must be \(setting.range), not '\(text)'.")
      }
    }
    return policy
  }
}

extension RiskSetting {
  fileprivate var isFlag: Bool { self == .stopRequired || self == .onlyReductions }

  fileprivate var valueName: String {
    switch self {
    case .maximumPositions: "count"
    case .maximumLeverage: "number"
    case .maximumOrderNotional: "money"
    case .maximumPriceAge: "time"
    default: "percent"
    }
  }
}

extension String {
  fileprivate var replacingUnderscores: String { split(separator: "_").joined(separator: "-") }
}
