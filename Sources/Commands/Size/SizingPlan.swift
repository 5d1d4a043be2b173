internal import Domain
internal import Sizing
internal import Wire

/// The sizing options, checked once and ready for any number of records.
struct SizingPlan {
  private let sizer: PositionSizer
  private let instruments: InstrumentRules
  /// The leverage of a position whose record names none.
  let defaultLeverage: Rate
  /// The same as JSON.
  let defaultLeverageText: [UInt8]
  /// Whether a record's confidence is needed.
  let scalesByConfidence: Bool
  /// The members of `sizing` that are the same for every record.
  private let preamble: [UInt8]

  init(
    _ options: SizingOptions, _ instrument: InstrumentOptions, decimals: JSONText.Decimals
  ) throws(CommandFailure) {
    guard let equity = options.equity else {
      throw .usage("--equity is missing: what is the account worth?")
    }
    let method = try SizingMethod(options)
    defaultLeverage = options.leverage
    scalesByConfidence = options.scaleBy != nil
    var policy = SizingPolicy()
    policy.maximumRisk = Rate(percent: options.maximumRisk)
    policy.maximumPosition = Rate(percent: options.maximumPosition)
    policy.maintenanceRate = Rate(percent: options.maintenance)
    policy.costs.fee = Rate(percent: options.fees)
    policy.costs.slippage = Rate(percent: Rate(percent: options.slippageBasisPoints))
    if case .averageTrueRange = method, let risk = options.risk {
      policy.maximumRisk = Rate(percent: min(risk, options.maximumRisk))
    }
    instruments = try InstrumentRules(instrument)
    policy.rules = instruments.general
    sizer = PositionSizer(method: method, equity: equity, policy: policy)
    // A key behind a brace has no comma, as in the object that this goes into.
    var text = JSONText()
    text.decimals = decimals
    text.append(options.leverage)
    defaultLeverageText = text.bytes.array
    text.clear()
    text.append(literal: "{")
    text.add(.method, word: method.name)
    text.add(.equity, equity)
    method.describe(in: &text)
    preamble = text.bytes.array(from: 1)
    try check(options)
  }

  /// Tries a trade, so that a flag outside its range is wrong use and not a fault of every line.
  private func check(_ options: SizingOptions) throws(CommandFailure) {
    do throws(SizingError) {
      _ = try sizer.size(
        side: .buy, entry: Price(2), stop: Price(1), leverage: defaultLeverage)
    } catch {
      guard case .outOfRange(let field) = error, let flag = options.flag(of: field) else { return }
      throw .usage("\(flag) must be \(field.range).")
    }
  }

  /// Sizes one trade.
  ///
  /// - Parameters:
  ///   - symbol: Looked up among the instruments; nil where the record names none.
  ///   - side: Which way it goes.
  ///   - entry: Where it is expected to fill.
  ///   - stop: Where the loss is to end; nil for none.
  ///   - leverage: Notional over margin; nil for the default.
  ///   - confidence: What the quantity is multiplied by, if that is asked for.
  /// - Returns: The size, valid or not.
  /// - Throws: A problem with the inputs, which names the field.
  func size(
    symbol: String?, side: Side, entry: Price, stop: Price?, leverage: Rate?, confidence: Rate?
  ) throws(RecordProblem) -> PositionSize {
    let (leverage, confidence) = (leverage ?? defaultLeverage, confidence ?? .one)
    do throws(SizingError) {
      guard needsSymbol else {
        return try sizer.size(
          side: side, entry: entry, stop: stop, leverage: leverage, confidence: confidence)
      }
    } catch {
      throw RecordProblem(error)
    }
    var sizer = sizer
    sizer.rules = try instruments.rules(for: symbol)
    do throws(SizingError) {
      return try sizer.size(
        side: side, entry: entry, stop: stop, leverage: leverage, confidence: confidence)
    } catch {
      throw RecordProblem(error)
    }
  }

  /// Whether a record's symbol is needed.
  var needsSymbol: Bool { instruments.needsSymbol }

  /// Adds the members of `sizing`.
  func describe(_ size: PositionSize, in text: inout JSONText) throws(RecordProblem) {
    text.bytes.append(contentsOf: preamble)
    text.add(.rawQuantity, size.rawQuantity)
    if let cap = size.cap { text.add(.cap, word: cap.rawValue) }
    text.add(.notional, size.notional)
    text.add(.lossAtStop, size.loss)
    do throws(DecimalError) {
      text.add(.lossPercent, try size.lossShare.percent)
    } catch {
      throw RecordProblem(SizingError.overflow)
    }
    if size.costs.isPositive { text.add(.feesAtStop, size.costs) }
    if let price = size.liquidationBeforeStop {
      text.add(.liquidationPrice, price)
      text.add(.warning, word: "LIQUIDATION_BEFORE_STOP")
    }
    text.add(.valid, size.isValid)
    if let objection = size.objection {
      text.add(.reason, word: objection.rawValue)
      text.add(.message, objection.explanation)
    }
  }
}

extension RecordProblem {
  init(_ error: SizingError) {
    let field: String? =
      switch error {
      case .outOfRange(.stop), .stopSide, .stopMissing: Field.stopLoss.rawValue
      case .outOfRange(let field): field.rawValue
      case .overflow: nil
      }
    self.init(code: error.code, field: field, error.explanation)
  }
}
