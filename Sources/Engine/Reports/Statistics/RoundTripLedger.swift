internal import Domain

/// Turns fills into round trips, one open position a symbol.
struct RoundTripLedger: Sendable {
  private var open: [Symbol: OpenRoundTrip] = [:]

  var isFlat: Bool { open.isEmpty }

  /// The strategy that opened the position of a symbol; nil without a position or a strategy.
  func strategy(of symbol: Symbol) -> String? { open[symbol]?.strategy }

  /// What a fill did to the position of its symbol.
  struct Change: Sendable {
    let symbol: Symbol
    /// The position after the fill; nil when flat.
    fileprivate let open: OpenRoundTrip?
    /// The round trip that the fill brought to its end.
    let finished: RoundTrip?
  }

  /// Works out what a fill does, without doing it yet.
  ///
  /// A fill that turns a position around ends one round trip and begins the next; its fee is
  /// divided by the quantities that it closed and opened.
  ///
  /// - Parameters:
  ///   - fill: The execution.
  ///   - symbol: The market it happened in.
  ///   - strategy: The strategy that a position opened by it counts under.
  ///   - realized: The profit of the part that it closed, fees not counted.
  ///   - positionAfter: Base units held after it; negative when short.
  /// - Returns: To be handed to `apply` once nothing else can fail.
  /// - Throws: `.overflow`.
  func change(
    by fill: Fill, of symbol: Symbol, strategy: String?, realized: Notional,
    positionAfter: Quantity
  ) throws(DecimalError) -> Change {
    let before =
      try fill.side == .buy ? positionAfter - fill.quantity : positionAfter + fill.quantity
    let closes = !before.isZero && before.isPositive == (fill.side == .sell)
    let closed = closes ? min(before.magnitude, fill.quantity) : .zero
    let opened = try fill.quantity - closed
    let closingFee =
      closed.isPositive
      ? try fill.fee.portion(closed, of: fill.quantity, rounding: .toNearestOrEven) : .zero
    let openingFee = try fill.fee - closingFee

    func begin(_ side: PositionSide, isComplete: Bool) -> OpenRoundTrip {
      OpenRoundTrip(
        symbol: symbol, strategy: strategy, side: side, openTime: fill.time,
        isComplete: isComplete)
    }
    // A position without a round trip was open before the first fill of the run.
    var trip =
      before.isZero
      ? nil : open[symbol] ?? begin(before.isPositive ? .long : .short, isComplete: false)
    var finished: RoundTrip?
    if closed.isPositive {
      try trip?.close(closed, at: fill.price, fee: closingFee, realized: realized)
      if closed == before.magnitude {
        finished = try trip?.finished(at: fill.time)
        trip = nil
      }
    }
    if opened.isPositive {
      var next = trip ?? begin(fill.side == .buy ? .long : .short, isComplete: true)
      try next.open(opened, at: fill.price, fee: openingFee)
      trip = next
    }
    return Change(symbol: symbol, open: trip, finished: finished)
  }

  mutating func apply(_ change: Change) {
    open[change.symbol] = change.open
  }
}
