public import Domain
import Matching
import Testing

extension Decimal {
  /// A literal of a test: a text that is no number is a mistake in the test.
  init(literal text: String) {
    guard let value = try? Self(decimal: text) else { preconditionFailure("'\(text)'") }
    self = value
  }
}

extension Price: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(literal: value) }
}
extension Quantity: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(literal: value) }
}
extension Notional: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(literal: value) }
}
extension Rate: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(literal: value) }
}

let spotSymbol = Symbol(base: "BTC", quote: "USDT")
let linearSymbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")

/// A paper exchange with one market, and all that it has told.
struct Bench {
  var exchange: PaperExchange
  let market: MarketIndex
  let symbol: Symbol
  private(set) var log: [PaperEvent] = []
  /// Checked after each call.
  private(set) var violations: [String] = []
  private var references = 0

  init(
    _ rules: PaperRules? = nil, equity: Notional = "10000", instrument: Instrument? = nil
  ) throws {
    let instrument = instrument ?? Instrument(symbol: linearSymbol)
    symbol = instrument.symbol
    exchange = PaperExchange(
      try rules ?? PaperRules(makerFee: "0", takerFee: "0", slippageBasisPoints: "0"),
      startingEquity: equity, currency: "USDT")
    market = try exchange.addMarket(instrument)
  }

  /// An order as it was told last.
  func order(_ number: Int) -> PaperOrderUpdate? { updates(of: number).last }

  func updates(of number: Int) -> [PaperOrderUpdate] {
    log.compactMap { event in
      if case .order(let update) = event, update.number == number { update } else { nil }
    }
  }

  var fills: [PaperFill] {
    log.compactMap { event in if case .fill(let fill) = event { fill } else { nil } }
  }

  func fills(of number: Int) -> [PaperFill] { fills.filter { $0.number == number } }

  /// The numbers of the orders that protect an order, oldest first.
  func children(of number: Int) -> [Int] {
    var children: [Int] = []
    for case .order(let update) in log
    where update.parent == number && !children.contains(update.number) {
      children.append(update.number)
    }
    return children
  }

  var held: Quantity { exchange.position(in: market).position.quantity }

  @discardableResult
  mutating func submit(_ intent: Intent, at time: Int = 0) -> Int {
    references += 1
    return exchange.submit(intent, in: market, reference: references, at: Timestamp(seconds: time))
  }

  @discardableResult
  mutating func submit(
    _ side: Side, _ quantity: Quantity?, _ type: OrderType = .market, price: Price? = nil,
    stop: Price? = nil, at time: Int = 0, _ change: (inout Intent) -> Void = { _ in }
  ) -> Int {
    var intent = Intent(symbol: symbol, side: side, type: type, quantity: quantity)
    intent.price = price
    intent.stopPrice = stop
    change(&intent)
    return submit(intent, at: time)
  }

  mutating func cancel(_ number: Int, at time: Int) {
    exchange.cancel(number, at: Timestamp(seconds: time))
  }

  mutating func trade(_ price: Price, _ quantity: Quantity = "1", at time: Int) throws {
    let trade = Trade(time: Timestamp(seconds: time), price: price, quantity: quantity)
    try collect { [market] exchange, events throws(PaperError) in
      try exchange.trade(trade, in: market, into: &events)
    }
  }

  mutating func candle(
    _ open: Price, _ high: Price, _ low: Price, _ close: Price, volume: Quantity = "1",
    at time: Int
  ) throws {
    let candle = Candle(
      openTime: Timestamp(seconds: time), open: open, high: high, low: low, close: close,
      volume: volume)
    try collect { [market] exchange, events throws(PaperError) in
      try exchange.candle(candle, in: market, into: &events)
    }
  }

  mutating func advance(to time: Int) {
    collect { exchange, events in
      exchange.advance(to: Timestamp(seconds: time), into: &events)
    }
  }

  mutating func finish(at time: Int) {
    collect { exchange, events in
      exchange.finish(at: Timestamp(seconds: time), into: &events)
    }
  }

  private mutating func collect<Failure: Error>(
    _ body: (inout PaperExchange, inout PaperEvents) throws(Failure) -> Void
  ) throws(Failure) {
    var events = PaperEvents()
    try body(&exchange, &events)
    log += events.all
    violations += exchange.checkInvariants()
  }
}

extension Timestamp {
  init(seconds: Int) { self.init(nanoseconds: Int64(seconds) * 1_000_000_000) }
}

extension Side {
  /// 100 and this much against the side: up for a buyer, down for a seller.
  func worse(_ offset: Int) -> Price { Price(self == .buy ? 100 + offset : 100 - offset) }

  /// 100 and this much in favour of the side.
  func better(_ offset: Int) -> Price { worse(-offset) }

  /// A quantity with the sign of a position that this side opens.
  func signed(_ quantity: Quantity) -> Quantity { self == .buy ? quantity : -quantity }
}
