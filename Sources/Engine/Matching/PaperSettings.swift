public import Domain

/// What a paper account begins with, and what its market charges, in the units that people write.
public struct PaperSettings: Hashable, Sendable {
  /// What the account begins with, in its currency.
  public var equity = Notional(10_000)
  /// The only currency that it settles in.
  public var currency = "USDT"
  /// In percent.
  public var makerFee = Rate(scaled: FixedPoint.one / 50)
  /// In percent.
  public var takerFee = Rate(scaled: FixedPoint.one / 25)
  public var slippageBasisPoints = Rate(5)
  public var latency = TimeInterval.zero
  /// In percent; nil does not limit.
  public var participation: Rate?
  /// Notional over margin where nothing else says it.
  public var leverage = Rate.one
  /// Maintenance margin in percent.
  public var maintenance = Rate(scaled: FixedPoint.one / 2)

  public init() {}

  /// The rules in the form that the exchange takes.
  ///
  /// - Throws: `.invalidRule` with the name of the first that is out of its range.
  public func rules() throws(PaperError) -> PaperRules {
    try PaperRules(
      makerFee: Rate(percent: makerFee), takerFee: Rate(percent: takerFee),
      slippageBasisPoints: slippageBasisPoints, latency: latency,
      participation: participation.map { Rate(percent: $0) }, defaultLeverage: leverage,
      maintenanceRate: Rate(percent: maintenance))
  }
}

/// A setting of the paper market by the name that configuration files, flags and the environment
/// share.
///
/// `maker_fee` is `--maker-fee` and `TRADECTL_MAKER_FEE`.
public enum PaperSetting: String, CaseIterable, Hashable, Sendable {
  case equity, currency
  case makerFee = "maker_fee"
  case takerFee = "taker_fee"
  case slippage = "slippage_bps"
  case latency, participation, leverage, maintenance

  /// What it is, as one sentence for help texts.
  public var summary: String {
    switch self {
    case .equity: "What the account starts with."
    case .currency: "The currency that the account settles in."
    case .makerFee: "Fee of fills that waited."
    case .takerFee: "Fee of fills that took."
    case .slippage: "How much worse than the market a taker fills, in basis points."
    case .latency: "How long an order is on its way; 250ms, 1s."
    case .participation:
      "Share of each trade's or candle's volume that our orders can have; all if not given."
    case .leverage: "Notional over margin where the intent does not say it, from 1 to 125."
    case .maintenance: "Maintenance margin."
    }
  }

  /// What it may be, as the end of a sentence that begins with its name and "must be".
  public var range: String {
    switch self {
    case .equity: "an amount above 0"
    case .currency: "1 to 16 letters and digits such as USDT"
    case .makerFee, .takerFee: "a percentage above -100 and below 100"
    case .slippage: "a number of basis points from 0 to below 10000"
    case .latency: "a time such as 250ms or 1s"
    case .participation: "a percentage above 0 and at most 100, or none"
    case .leverage: "a number from 1 to 125, and below 100 divided by the maintenance"
    case .maintenance: "a percentage from 0 to below 100 divided by the leverage"
    }
  }
}

/// A text that is not in the range of its setting.
public struct PaperSettingError: Error, Hashable, Sendable {
  public let setting: PaperSetting
  public let text: String

  /// What is wrong, as a sentence without its full stop.
  public var explanation: String {
    "\(setting.rawValue) must be \(setting.range), not '\(text)'"
  }
}

extension PaperSettings {
  /// Sets a value from its text.
  ///
  /// - Parameters:
  ///   - setting: Which one.
  ///   - text: What a flag would have; `none` for no participation limit.
  /// - Throws: An error that names the range; the settings are then as they were.
  public mutating func set(
    _ setting: PaperSetting, to text: String
  ) throws(PaperSettingError) {
    var changed = self
    guard changed.apply(setting, text), (try? changed.rules()) != nil else {
      throw PaperSettingError(setting: setting, text: text)
    }
    self = changed
  }

  /// A value as the text that sets it.
  public func text(of setting: PaperSetting) -> String {
    switch setting {
    case .equity: equity.description
    case .currency: currency
    case .makerFee: makerFee.description
    case .takerFee: takerFee.description
    case .slippage: slippageBasisPoints.description
    case .latency: latency.text
    case .participation: participation?.description ?? "none"
    case .leverage: leverage.description
    case .maintenance: maintenance.description
    }
  }

  /// - Returns: Whether the text is a value of the kind; the rules check its range.
  private mutating func apply(_ setting: PaperSetting, _ text: String) -> Bool {
    func read<Value: Decimal>(_ target: inout Value) -> Bool {
      guard text.utf8.count <= 64, let value = try? Value(decimal: text) else { return false }
      target = value
      return true
    }
    switch setting {
    case .equity: return read(&equity) && equity.isPositive
    case .currency:
      currency = text
      return (1...16).contains(text.utf8.count)
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    case .makerFee: return read(&makerFee)
    case .takerFee: return read(&takerFee)
    case .slippage: return read(&slippageBasisPoints)
    case .latency:
      guard let interval = TimeInterval(text: text) else { return false }
      latency = interval
      return true
    case .participation:
      participation = nil
      guard text != "none" else { return true }
      var share = Rate.zero
      guard read(&share) else { return false }
      participation = share
      return true
    case .leverage: return read(&leverage)
    case .maintenance: return read(&maintenance)
    }
  }
}
