internal import Arguments
internal import Domain
internal import Matching

/// What the paper market charges and allows.
struct PaperOptions: OptionGroup {
  var equity: Notional?
  private var settings = PaperSettings()

  static let arguments: [Argument<Self>] = [
    .section("PAPER MARKET OPTIONS"),
    option(.equity, \.equity, value: "money"),
    option(.makerFee, \.settings.makerFee, value: "percent"),
    option(.takerFee, \.settings.takerFee, value: "percent"),
    option(.slippage, \.settings.slippageBasisPoints, value: "bps"),
    option(.latency, \.settings.latency, value: "time"),
    option(.participation, \.settings.participation, value: "percent"),
    option(.leverage, \.settings.leverage, value: "number"),
    option(.maintenance, \.settings.maintenance, value: "percent"),
  ]

  /// The rules in the form that the engine takes.
  func rules() throws(CommandFailure) -> PaperRules {
    do {
      return try settings.rules()
    } catch {
      throw .usage("\(error.explanation).")
    }
  }

  private static func option<Storage: ArgumentStorage>(
    _ setting: PaperSetting,
    _ property: @autoclosure @escaping @Sendable () -> WritableKeyPath<Self, Storage>,
    value: String
  ) -> Argument<Self> {
    .option("--\(setting.rawValue.dashed)", property(), value: value, help: setting.summary)
  }
}

/// Which of its records `paper run` writes.
struct PaperRecords: OptionSet, ArgumentValue {
  let rawValue: Int

  static let order = Self(rawValue: 1)
  static let fill = Self(rawValue: 2)
  static let equity = Self(rawValue: 4)
  static let position = Self(rawValue: 8)
  static let balance = Self(rawValue: 16)
  static let report = Self(rawValue: 32)
  static let all = Self(rawValue: 63)

  private static let names: [(name: String, records: PaperRecords)] = [
    ("order", .order), ("fill", .fill), ("equity", .equity), ("position", .position),
    ("balance", .balance), ("report", .report), ("all", .all),
  ]

  init(rawValue: Int) { self.rawValue = rawValue }

  init(argument: String) throws(InvalidValue) {
    self = []
    for word in argument.split(separator: ",") {
      guard let match = Self.names.first(where: { $0.name == word }) else { throw InvalidValue() }
      formUnion(match.records)
    }
    guard !isEmpty else { throw InvalidValue() }
  }

  static var wantedForm: String {
    "\(names.map(\.name).joined(separator: ", ")), or several of them separated by commas"
  }
  static var completion: Completion { .values(names.map(\.name)) }
  var argumentText: String {
    Self.names.last { contains($0.records) }?.name ?? ""
  }
}
