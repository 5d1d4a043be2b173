import Domain
import Ledger
import Lifecycle
import Synchronization
import Trading
import VenueInterface

/// A venue in memory that keeps orders and positions, and goes wrong as it is told.
final class StandInVenue: VenueClient {
  struct State {
    var orders: [VenueOrder] = []
    /// Orders that are over and can still be asked about.
    var past: [VenueOrder] = []
    var positions: [VenuePosition] = []
    var balances: [Balance] = []
    /// Everything that was asked, in short.
    var log: [String] = []
    /// What the next answers to a kind of request are, nil for a good one.
    var faults: [String: [VenueError?]] = [:]
    /// A venue that is gone.
    var isGone = false
    /// An order that turns up when the open orders were asked for so often.
    var late: (order: VenueOrder, at: Int)?
    var listCount = 0
  }

  private let state: Mutex<State>
  private let greeting = Mutex<@Sendable () -> Void>({})

  init(_ state: State) { self.state = Mutex(state) }

  var now: State { state.withLock(\.self) }
  var log: [String] { now.log }

  private func answer<Answer>(
    _ kind: String, _ detail: String = "", _ body: (inout State) throws(VenueError) -> Answer
  ) throws(VenueError) -> Answer {
    try state.withLock { state throws(VenueError) in
      state.log.append(detail.isEmpty ? kind : "\(kind) \(detail)")
      if state.isGone { throw .notSent(reason: "nobody is there") }
      if var faults = state.faults[kind], !faults.isEmpty {
        let fault = faults.removeFirst()
        state.faults[kind] = faults
        if let fault { throw fault }
      }
      return try body(&state)
    }
  }

  /// Done before each greeting.
  var hello: @Sendable () -> Void {
    get { greeting.withLock(\.self) }
    set { greeting.withLock { $0 = newValue } }
  }

  func capabilities() throws(VenueError) -> VenueCapabilities {
    hello()
    if now.isGone { throw .notSent(reason: "nobody is there") }
    return VenueCapabilities(
      name: "stand-in", refusesRepeatedClientIDs: false, requestValidity: nil, canAmend: false)
  }

  func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder {
    let terms = order.stored.life.terms
    let words = "\(terms.side.rawValue) \(terms.quantity) \(terms.symbol)"
    return try answer("place", words) { state throws(VenueError) in
      guard terms.type == .market, terms.isReduceOnly || terms.symbol.kind == .spot else {
        throw .rejected(code: "GROWS", message: "the test wants reductions")
      }
      try state.reduce(terms.symbol, by: terms.quantity)
      let name = order.stored.clientOrderID
      let fill = VenueFill(
        fillID: "f-\(name)", clientOrderID: name, orderID: "o-\(name)", symbol: terms.symbol,
        side: terms.side, price: 110, quantity: terms.quantity, fee: 0, feeAsset: nil,
        liquidity: nil, time: .seconds(1))
      return VenueOrder(
        clientOrderID: name, orderID: "o-\(name)", symbol: terms.symbol, side: terms.side,
        type: .market, status: .filled, quantity: terms.quantity,
        filledQuantity: terms.quantity, fills: [fill])
    }
  }

  func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder {
    try cancel(order.clientOrderID)
  }

  func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder {
    try cancel(order.clientOrderID ?? "")
  }

  private func cancel(_ name: String) throws(VenueError) -> VenueOrder {
    try answer("cancel", name) { state throws(VenueError) in
      guard let place = state.orders.firstIndex(where: { $0.clientOrderID == name }) else {
        throw .notFound(message: "no such order")
      }
      return state.orders.remove(at: place).cancelled
    }
  }

  func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder {
    throw .rejected(code: "NO", message: "it cannot")
  }

  func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder? {
    try answer("order", order.clientOrderID) { state throws(VenueError) in
      (state.orders + state.past).first { $0.clientOrderID == order.clientOrderID }
    }
  }

  func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder] {
    try answer("orders") { state throws(VenueError) in
      state.listCount += 1
      if let late = state.late, late.at == state.listCount { state.orders.append(late.order) }
      return state.orders
    }
  }

  func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill] { [] }

  func positions() throws(VenueError) -> [VenuePosition] {
    try answer("positions") { state throws(VenueError) in state.positions }
  }

  func balances() throws(VenueError) -> [Balance] {
    try answer("balances") { state throws(VenueError) in state.balances }
  }

  func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError) {}

  func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice? {
    symbol.base == "NONE" ? nil : QuotedPrice(110, at: nil)
  }
}

extension StandInVenue.State {
  fileprivate mutating func reduce(
    _ symbol: Symbol, by quantity: Quantity
  ) throws(VenueError) {
    if symbol.kind == .spot {
      guard let place = balances.firstIndex(where: { $0.asset == symbol.base }) else {
        throw .rejected(code: "EMPTY", message: "nothing is held")
      }
      balances.remove(at: place)
      return
    }
    guard let place = positions.firstIndex(where: { $0.symbol == symbol }) else {
      throw .rejected(code: "EMPTY", message: "nothing is held")
    }
    let old = positions.remove(at: place)
    guard let rest = try? old.quantity - quantity, rest.isPositive else { return }
    positions.append(.long(symbol, rest))
  }
}

extension VenuePosition {
  static func long(_ symbol: Symbol, _ quantity: Quantity) -> VenuePosition {
    VenuePosition(symbol: symbol, side: .long, quantity: quantity, entryPrice: 100)
  }

  static func short(_ symbol: Symbol, _ quantity: Quantity) -> VenuePosition {
    VenuePosition(symbol: symbol, side: .short, quantity: quantity, entryPrice: 100)
  }
}

extension VenueOrder {
  static func limit(_ name: String, _ symbol: Symbol = .btc) -> VenueOrder {
    VenueOrder(
      clientOrderID: name, orderID: "o-\(name)", symbol: symbol, side: .buy, type: .limit,
      status: .accepted, quantity: 1, price: 90)
  }

  /// A limit order of one unit that has traded at its price.
  static func filled(_ name: String, _ symbol: Symbol = .btc) -> VenueOrder {
    let fill = VenueFill(
      fillID: "f-\(name)", clientOrderID: name, orderID: "o-\(name)", symbol: symbol, side: .buy,
      price: 90, quantity: 1, fee: 0, feeAsset: nil, liquidity: nil, time: .seconds(1))
    return VenueOrder(
      clientOrderID: name, orderID: "o-\(name)", symbol: symbol, side: .buy, type: .limit,
      status: .filled, quantity: 1, filledQuantity: 1, price: 90, fills: [fill])
  }

  static func stop(_ name: String, _ symbol: Symbol = .btc) -> VenueOrder {
    VenueOrder(
      clientOrderID: name, orderID: "o-\(name)", symbol: symbol, side: .sell, type: .stop,
      status: .accepted, quantity: 1, stopPrice: 80, isReduceOnly: true)
  }

  var cancelled: VenueOrder {
    VenueOrder(
      clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
      status: .cancelled, quantity: quantity, price: price, stopPrice: stopPrice,
      isReduceOnly: isReduceOnly)
  }
}

extension Symbol {
  static let btc = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  static let eth = Symbol(base: "ETH", quote: "USDT", settle: "USDT")
}

extension Timestamp {
  static func seconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: count * 1_000_000_000) }
}

extension TimeInterval {
  static func seconds(_ count: Int64) -> TimeInterval {
    TimeInterval(nanoseconds: count * 1_000_000_000)
  }
}
