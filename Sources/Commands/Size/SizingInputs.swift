internal import Domain
internal import Sizing
internal import Wire

extension SizingMethod {
  /// The method that the options ask for, its inputs given by flags or measured on candles.
  ///
  /// - Throws: Wrong usage for an input that is missing, bad input for candles that are.
  init(_ options: SizingOptions) throws(CommandFailure) {
    func required<Value>(_ value: Value?, _ flags: String) throws(CommandFailure) -> Value {
      guard let value else {
        throw .usage("\(flags) is missing: --method \(options.method.rawValue) needs it.")
      }
      return value
    }
    switch options.method {
    case .fixed:
      self = .fixed(share: Rate(percent: try required(options.percent, "--percent")))
    case .kelly:
      self = .kelly(
        winProbability: try required(options.winProbability, "--win-probability"),
        averageWin: try required(options.averageWin, "--average-win"),
        averageLoss: try required(options.averageLoss, "--average-loss"),
        fraction: options.kellyFraction)
    case .volatility:
      let target = try required(options.targetVolatility, "--target-volatility")
      let measured = try options.volatilityFrom.map(Self.measuredVolatility)
      self = .volatility(
        volatility: try required(
          measured ?? options.volatility, "--volatility (or --volatility-from)"),
        target: target)
    case .risk:
      self = .risk(share: Rate(percent: options.risk ?? options.maximumRisk))
    case .atr:
      let measured = try options.atrFrom.map { path throws(CommandFailure) in
        try Self.measuredRange(path, period: options.period)
      }
      self = .averageTrueRange(
        try required(measured ?? options.averageTrueRange, "--atr (or --atr-from)"),
        multiplier: options.atrMultiplier)
    }
  }

  private static func measuredRange(_ path: String, period: Int) throws(CommandFailure) -> Price {
    var candles = try CandleFile(path)
    var range = try measuring(path) { () throws(SizingError) in
      try AverageTrueRange(period: period)
    }
    while let candle = try candles.next() {
      try measuring(path) { () throws(SizingError) in try range.add(candle) }
    }
    guard let value = range.value else {
      throw CommandFailure(.badInput, "\(path) has fewer candles than the \(period) of --period.")
    }
    return value
  }

  private static func measuredVolatility(_ path: String) throws(CommandFailure) -> Rate {
    var candles = try CandleFile(path)
    var volatility = ReturnVolatility()
    while let candle = try candles.next() {
      try measuring(path) { () throws(SizingError) in try volatility.add(candle) }
    }
    guard let value = volatility.value() else {
      throw CommandFailure(.badInput, "\(path) has fewer than three candles.")
    }
    return value
  }

  private static func measuring<Result>(
    _ path: String, _ body: () throws(SizingError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(SizingError) {
      return try body()
    } catch {
      throw CommandFailure(.badInput, "\(path): \(error.explanation).")
    }
  }

  /// Adds the method's inputs to a `sizing` object.
  func describe(in text: inout JSONText) {
    func percent(_ share: Rate) -> Rate { (try? share.percent) ?? share }
    switch self {
    case .fixed(let share):
      text.add(.percent, percent(share))
    case .kelly(let probability, let win, let loss, let fraction):
      text.add(.winProbability, probability)
      text.add(.averageWin, win)
      text.add(.averageLoss, loss)
      text.add(.kellyFraction, fraction)
    case .volatility(let volatility, let target):
      text.add(.volatility, volatility)
      text.add(.targetVolatility, target)
    case .risk(let share):
      text.add(.riskPercent, percent(share))
    case .averageTrueRange(let range, let multiplier):
      text.add(.atr, range)
      text.add(.atrMultiplier, multiplier)
    }
  }
}
