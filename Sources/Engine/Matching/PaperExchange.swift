public import Domain

/// A simulated exchange: intents and market events go in, order updates and fills come out.
///
/// It is a value without a clock, a file or randomness: the same calls give the same events. The
/// caller feeds what happened in order of time, and submits an intent before it feeds the event
/// of the same time. `docs/paper.md` tells the rules and their reasons.
public struct PaperExchange: Sendable {
  public let rules: PaperRules
  /// What all markets of this exchange settle in.
  public let currency: String

  @usableFromInline var watches: [PriceWatch] = []
  /// When the next order or cancel arrives.
  @usableFromInline var nextArrival = Timestamp.distantFuture

  var instruments: [Instrument] = []
  var markets: [PaperMarket] = []
  var account: PaperAccount
  var orders = OpenOrders()
  var arrivals = ArrivalQueue()
  var lastNumber = 0
  var lastFillNumber = 0
  var lastPriority = 0
  var lastTicket = 0
  /// Counts the market events that were looked at closely.
  var lastTurn = 0

  /// - Parameters:
  ///   - rules: Fees, slippage, latency and limits.
  ///   - startingEquity: What the account has, all of it cash.
  ///   - currency: What it has it in.
  public init(_ rules: PaperRules, startingEquity: Notional, currency: String) {
    self.rules = rules
    self.currency = currency
    account = PaperAccount(startingEquity)
  }

  /// Opens a market.
  ///
  /// - Parameter instrument: A spot or linear instrument that settles in the account's currency.
  /// - Returns: What events and orders of this market are named by; indices count up from zero.
  /// - Throws: `.inverseMarket` or `.otherSettlement`.
  @discardableResult
  public mutating func addMarket(_ instrument: Instrument) throws(PaperError) -> MarketIndex {
    guard instrument.symbol.kind != .inverse else { throw .inverseMarket(instrument.symbol) }
    guard instrument.symbol.settlementAsset == currency else {
      throw .otherSettlement(instrument.symbol, account: currency)
    }
    instruments.append(instrument)
    markets.append(PaperMarket(instrument))
    watches.append(PriceWatch())
    return MarketIndex(markets.count - 1)
  }

  /// Sends an order on its way; it is judged when it arrives.
  ///
  /// - Parameters:
  ///   - intent: The order.
  ///   - market: Where it is to trade.
  ///   - reference: The caller's own name of it, which all its events carry.
  ///   - time: When it is sent; it arrives later by the latency.
  /// - Returns: The exchange's number of it, which cancels it.
  @discardableResult
  public mutating func submit(
    _ intent: Intent, in market: MarketIndex, reference: Int, at time: Timestamp
  ) -> Int {
    lastNumber += 1
    let arrival = time.advanced(by: rules.latency)
    let slot = orders.insert(
      OpenOrder(
        number: lastNumber, reference: reference, parent: nil, market: market.position,
        arrival: arrival, ticket: nextTicket(),
        terms: OrderTerms(intent, in: instruments[market.position].symbol), side: intent.side,
        quantity: intent.quantity ?? .zero,
        isReduceOnly: intent.isReduceOnly))
    sendOrder(slot)
    return lastNumber
  }

  /// Sends a cancel on its way; it does nothing where the order is final when it arrives.
  public mutating func cancel(_ number: Int, at time: Timestamp) {
    guard let slot = orders.slot(of: number) else { return }
    let cancel = ArrivalQueue.Cancel(
      time: time.advanced(by: rules.latency), ticket: nextTicket())
    // Of several the first decides; the others would find nothing.
    if orders[slot].cancel.map({ $0.time <= cancel.time }) ?? false { return }
    orders[slot].cancel = cancel
    sendCancel(of: slot)
  }

  /// Shows the market a trade.
  ///
  /// Orders that arrived before its time see it. Where none is near its price this takes three
  /// comparisons.
  ///
  /// - Throws: `.invalidTrade` where the price or the quantity could not be one.
  @inlinable @inline(__always)
  public mutating func trade(
    _ trade: Trade, in market: MarketIndex, into events: inout PaperEvents
  ) throws(PaperError) {
    let price = trade.price.scaled
    let watch = watches[market.position]
    if price > watch.low, price < watch.high, trade.time <= nextArrival {
      watches[market.position].last = price
    } else {
      try match(trade, in: market.position, into: &events)
    }
  }

  /// Shows the market a candle.
  ///
  /// Orders that arrived at or before its opening time see all of it.
  ///
  /// - Throws: `.invalidCandle` where it is not consistent.
  @inlinable
  public mutating func candle(
    _ candle: Candle, in market: MarketIndex, into events: inout PaperEvents
  ) throws(PaperError) {
    guard candle.isConsistent else { throw .invalidCandle(candle) }
    let watch = watches[market.position]
    if candle.low.scaled > watch.low, candle.high.scaled < watch.high,
      candle.openTime < nextArrival
    {
      watches[market.position].last = candle.close.scaled
    } else {
      match(candle, in: market.position, into: &events)
    }
  }

  /// Lets time pass: judges all that arrives up to `time`, without a market event.
  public mutating func advance(to time: Timestamp, into events: inout PaperEvents) {
    let next = time.advanced(by: TimeInterval(nanoseconds: 1))
    admit(before: next, orAtIn: nil, into: &events)
  }

  /// Ends the market data: what is still open, or on its way, expires.
  public mutating func finish(at time: Timestamp, into events: inout PaperEvents) {
    advance(to: time, into: &events)
    while arrivals.popFirst() != nil {}
    nextArrival = .distantFuture
    for number in orders.numbers {
      guard let slot = orders.slot(of: number) else { continue }
      end(slot, .expired, reason: .endOfData, at: time, into: &events)
    }
  }

  private mutating func nextTicket() -> Int {
    lastTicket += 1
    return lastTicket
  }

  mutating func sendOrder(_ slot: Int) {
    let order = orders[slot]
    arrivals.append(
      .init(
        time: order.arrival, ticket: order.ticket, market: order.market, number: order.number,
        isCancel: false))
    nextArrival = arrivals.nextTime
  }

  mutating func sendCancel(of slot: Int) {
    let order = orders[slot]
    guard let cancel = order.cancel else { return }
    arrivals.append(
      .init(
        time: cancel.time, ticket: cancel.ticket, market: order.market, number: order.number,
        isCancel: true))
    nextArrival = arrivals.nextTime
  }
}
