internal import Arguments
internal import Risk

/// A flag for each limit of the risk policy.
struct LimitOptions: OptionGroup {
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
    [.section("POLICY OPTIONS")]
    + RiskSetting.allCases.map { setting in
      setting.isFlag
        ? .flag(setting.option, \.[flag: setting], negatable: true, help: setting.summary)
        : .option(setting.option, \.[setting], value: setting.valueName, help: setting.summary)
    }

  /// Sets the limits that were given.
  ///
  /// - Throws: Wrong usage for the first one that is out of its range.
  func apply(to policy: inout RiskPolicy) throws(CommandFailure) {
    for setting in RiskSetting.allCases {
      guard let text = given[setting] else { continue }
      do throws(RiskSettingError) {
        try policy.set(setting, to: text)
      } catch {
        throw .usage("\(setting.option) must be \(setting.range), not '\(text)'.")
      }
    }
  }
}

extension RiskSetting {
  /// Its flag, such as `--max-positions`.
  var option: String { "--\(rawValue.dashed)" }

  fileprivate var isFlag: Bool { self == .stopRequired || self == .onlyReductions }

  fileprivate var valueName: String {
    switch self {
    case .maximumPositions: "count"
    case .maximumLeverage: "number"
    case .maximumOrderNotional: "money"
    case .maximumPriceAge: "time"
    case .orderRate, .failedOrders: "count/time"
    default: "percent"
    }
  }
}

extension String {
  /// The name of a setting as its flag spells it: `max-positions`.
  var dashed: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }
}
