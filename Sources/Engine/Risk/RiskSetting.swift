internal import Domain

/// A limit of the policy by the name that configuration files, flags and the environment share.
///
/// `max_positions` is `--max-positions` and `TRADECTL_MAX_POSITIONS`.
public enum RiskSetting: String, CaseIterable, Hashable, Sendable {
  case maximumPositions = "max_positions"
  case maximumDrawdown = "max_drawdown"
  case dailyLoss = "daily_loss"
  case maximumGrossExposure = "max_gross_exposure"
  case maximumSymbolExposure = "max_symbol_exposure"
  case maximumLeverage = "max_leverage"
  case maximumOrderNotional = "max_order_notional"
  case maximumPosition = "max_position"
  case maximumRisk = "max_risk"
  case priceCollar = "price_collar"
  case maximumPriceAge = "max_price_age"
  case orderRate = "order_rate"
  case failedOrders = "failed_orders"
  case stopRequired = "stop_required"
  case onlyReductions = "only_reductions"
  case maintenanceRate = "maintenance_rate"

  /// What it limits, as one sentence for help texts.
  public var summary: String {
    switch self {
    case .maximumPositions: "Most symbols with an open position."
    case .maximumDrawdown: "Largest fall of the equity from its peak, in percent."
    case .dailyLoss: "Largest loss since the day began, in percent of the equity then."
    case .maximumGrossExposure: "Largest value of all positions, in percent of equity."
    case .maximumSymbolExposure: "Largest value of one position, in percent of equity."
    case .maximumLeverage: "Largest leverage of an order."
    case .maximumOrderNotional: "Largest value of one order, in quote currency."
    case .maximumPosition: "Largest margin of one position, in percent of equity."
    case .maximumRisk: "Largest loss of one trade, in percent of equity."
    case .priceCollar: "Largest distance of a limit price from the market, in percent."
    case .maximumPriceAge: "Greatest age of the market price, such as 30s."
    case .orderRate: "Most orders in a span of time, such as 10/1s,200/1m."
    case .failedOrders: "Failed orders in a span of time that pause trading, such as 5/10m."
    case .stopRequired: "Refuse to open a position without a stop-loss."
    case .onlyReductions: "Let only orders pass that reduce a position."
    case .maintenanceRate: "Maintenance margin for the liquidation price, in percent of value."
    }
  }

  /// What it may be, as the end of a sentence that begins with its name and "must be".
  public var range: String {
    switch self {
    case .maximumPositions: "a whole number from 0 to 10000, or none"
    case .maximumDrawdown, .dailyLoss, .maximumRisk, .priceCollar:
      "a percentage above 0 and at most 100, or none"
    case .maximumGrossExposure, .maximumSymbolExposure, .maximumPosition:
      "a percentage above 0 and at most 12500, or none"
    case .maximumLeverage: "a number from 1 to 125, or none"
    case .maximumOrderNotional: "an amount above 0, or none"
    case .maximumPriceAge: "a time above 0 such as 500ms, 30s or 5m, or none"
    case .orderRate, .failedOrders:
      "a count and a time such as 10/1s, several with commas between them, or none"
    case .stopRequired, .onlyReductions: "true or false"
    case .maintenanceRate: "a percentage from 0 to less than 100"
    }
  }
}

/// A text that is not in the range of its setting.
public struct RiskSettingError: Error, Hashable, Sendable {
  public let setting: RiskSetting
  public let text: String

  /// What is wrong, as a sentence without its full stop.
  public var explanation: String {
    "\(setting.rawValue) must be \(setting.range), not '\(text)'"
  }
}

extension RiskPolicy {
  /// Sets a limit from its text in a configuration file, a flag or the environment.
  ///
  /// - Parameters:
  ///   - setting: Which one.
  ///   - text: A number, `true` or `false`, a time, or `none` for no limit.
  /// - Throws: An error that names the range; the policy is then as it was.
  public mutating func set(
    _ setting: RiskSetting, to text: String
  ) throws(RiskSettingError) {
    guard let reader = SettingReader(text), apply(setting, reader) else {
      throw RiskSettingError(setting: setting, text: text)
    }
  }

  /// A limit as the text that sets it: `10`, `none`, `true`, `30s`.
  public func text(of setting: RiskSetting) -> String {
    func text(_ value: (some Decimal)?) -> String { value?.description ?? "none" }
    func percent(_ share: Rate?) -> String { text(share.map { (try? $0.percent) ?? $0 }) }
    func counts(_ limits: [CountLimit]) -> String {
      limits.isEmpty ? "none" : limits.map(\.text).joined(separator: ",")
    }
    return switch setting {
    case .maximumPositions: maximumPositions.map(String.init) ?? "none"
    case .maximumDrawdown: percent(maximumDrawdown)
    case .dailyLoss: percent(dailyLoss)
    case .maximumGrossExposure: percent(maximumGrossExposure)
    case .maximumSymbolExposure: percent(maximumSymbolExposure)
    case .maximumLeverage: text(maximumLeverage)
    case .maximumOrderNotional: text(maximumOrderNotional)
    case .maximumPosition: percent(maximumPosition)
    case .maximumRisk: percent(maximumRisk)
    case .priceCollar: percent(priceCollar)
    case .maximumPriceAge: maximumPriceAge?.text ?? "none"
    case .orderRate: counts(orderRates)
    case .failedOrders: counts(failedOrders)
    case .stopRequired: isStopRequired ? "true" : "false"
    case .onlyReductions: isReduceOnly ? "true" : "false"
    case .maintenanceRate: percent(maintenanceRate)
    }
  }

  /// - Returns: False when the value is not in the range of the setting.
  private mutating func apply(_ setting: RiskSetting, _ value: SettingReader) -> Bool {
    switch setting {
    case .maximumPositions: value.count(upTo: 10_000, into: &maximumPositions)
    case .maximumDrawdown: value.percent(upTo: 100, into: &maximumDrawdown)
    case .dailyLoss: value.percent(upTo: 100, into: &dailyLoss)
    case .maximumGrossExposure: value.percent(upTo: 12_500, into: &maximumGrossExposure)
    case .maximumSymbolExposure: value.percent(upTo: 12_500, into: &maximumSymbolExposure)
    case .maximumLeverage: value.number(1...125, into: &maximumLeverage)
    case .maximumOrderNotional: value.amount(into: &maximumOrderNotional)
    case .maximumPosition: value.percent(upTo: 12_500, into: &maximumPosition)
    case .maximumRisk: value.percent(upTo: 100, into: &maximumRisk)
    case .priceCollar: value.percent(upTo: 100, into: &priceCollar)
    case .maximumPriceAge: value.duration(into: &maximumPriceAge)
    case .orderRate: value.counts(into: &orderRates)
    case .failedOrders: value.counts(into: &failedOrders)
    case .stopRequired: value.flag(into: &isStopRequired)
    case .onlyReductions: value.flag(into: &isReduceOnly)
    case .maintenanceRate: value.share(into: &maintenanceRate)
    }
  }
}

/// A setting's text, read as what the setting asks for; each method says whether it was that.
private struct SettingReader {
  private let text: String
  private let number: Rate?
  private let isNone: Bool

  init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    self.text = text
    number = try? Rate(decimal: text)
    isNone = text == "none"
  }

  func count(upTo most: Int, into target: inout Int?) -> Bool {
    guard let number else { return clear(&target) }
    guard !number.isNegative, number <= Rate(most), number.isMultiple(of: .one) else {
      return false
    }
    target = Int(number.scaled / FixedPoint.one)
    return true
  }

  func percent(upTo most: Int, into target: inout Rate?) -> Bool {
    guard let number else { return clear(&target) }
    guard number.isPositive, number <= Rate(most) else { return false }
    let share = Rate(percent: number)
    guard share.isPositive else { return false }
    target = share
    return true
  }

  func number(_ range: ClosedRange<Int>, into target: inout Rate?) -> Bool {
    guard let number else { return clear(&target) }
    guard number >= Rate(range.lowerBound), number <= Rate(range.upperBound) else { return false }
    target = number
    return true
  }

  func amount(into target: inout Notional?) -> Bool {
    guard let number else { return clear(&target) }
    guard number.isPositive else { return false }
    target = Notional(scaled: number.scaled)
    return true
  }

  func duration(into target: inout TimeInterval?) -> Bool {
    guard let interval = TimeInterval(text: text) else { return clear(&target) }
    guard interval > .zero else { return false }
    target = interval
    return true
  }

  func counts(into target: inout [CountLimit]) -> Bool {
    guard let limits = isNone ? [] : CountLimit.list(text) else { return false }
    target = limits
    return true
  }

  func flag(into target: inout Bool) -> Bool {
    guard text == "true" || text == "false" else { return false }
    target = text == "true"
    return true
  }

  func share(into target: inout Rate) -> Bool {
    guard let number, !number.isNegative, number < Rate(100) else { return false }
    target = Rate(percent: number)
    return true
  }

  private func clear<Value>(_ target: inout Value?) -> Bool {
    guard isNone else { return false }
    target = nil
    return true
  }
}
