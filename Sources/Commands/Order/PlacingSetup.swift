internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading

/// What the commands share that place orders: for which account, by which limits, and how.
struct PlacingSetup: OptionGroup {
  var placing = PlacingOptions()
  var limits = LimitOptions()
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .group(\.placing),
    .group(\.limits),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  /// Opens the account for orders.
  func open(_ context: Context) throws(CommandFailure) -> OpenPlace {
    let place = try context.place(trading, limits)
    try place.checkWritable()
    var rules = try InstrumentRules(instrument)
    let desk = try context.desk(place, run: placing.run, instruments: rules.all)
    desk.ruled = rules.ruled
    let linesAtOnce = try placing.apply(to: desk)
    rules.ask(desk.market)
    desk.lanes = context.lanes(place, to: desk.market, count: placing.parallel - 1)
    return OpenPlace(place, rules, desk, linesAtOnce: linesAtOnce)
  }

  /// An account that orders can be placed in.
  final class OpenPlace {
    let place: TradingPlace
    let rules: InstrumentRules
    let desk: OrderDesk
    /// So many lines are taken together.
    let linesAtOnce: Int

    init(
      _ place: TradingPlace, _ rules: InstrumentRules, _ desk: OrderDesk, linesAtOnce: Int
    ) {
      self.place = place
      self.rules = rules
      self.desk = desk
      self.linesAtOnce = linesAtOnce
    }
  }

  /// Begins to place orders.
  ///
  /// - Parameters:
  ///   - open: Where.
  ///   - context: The process.
  ///   - order: What flags say of them; for lines, the rest is theirs.
  ///   - more: The same.
  /// - Returns: What takes them.
  /// - Throws: When the output is closed.
  func begin(
    in open: OpenPlace, _ context: Context, _ order: OrderOptions = OrderOptions(),
    _ more: PlaceOptions = PlaceOptions()
  ) throws(CommandFailure) -> PlacingSession {
    let reader = WishReader(
      order: order, more: more, placing: placing, instruments: open.rules,
      start: open.desk.clock.now())
    var rehearsal: PlacingSession.Rehearsal?
    if let preview = try placing.dryRun.preview() {
      let limits = try EffectiveSettings(
        open.place.settings, options: trading.settings, limits: limits,
        invocation: context.invocation
      ).risk
      rehearsal = PlacingSession.Rehearsal(preview: preview, limits: limits)
    }
    return try PlacingSession(reader, open.desk, output, context, rehearsal: rehearsal)
  }
}
