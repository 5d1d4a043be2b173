import Domain
import Ledger
import Lifecycle
import Synchronization
import Trading
import VenueInterface

/// A venue in memory that fills whatever it is given, and whose answers get lost as a test says.
final class ForgetfulVenue: VenueClient {
  /// What becomes of a request to place.
  enum Fate: Sendable {
    case done
    /// Not acted on.
    case refused(VenueError)
    /// Acted on, and the answer is another.
    case doneBut(VenueError)
    /// The order ends unfilled.
    case expires
    /// The order stays in the book.
    case rests
  }

  struct State: Sendable {
    var orders: [VenueOrder] = []
    /// What is told only by who asks for fills.
    var fills: [VenueFill] = []
    /// One for each request to come; then all goes well.
    var fates: [Fate] = []
    /// What the answers to questions about orders are, before all goes well.
    var faults: [VenueError] = []
    var isForEver = false
    var validity: TimeInterval?
    /// How long ids may be.
    var idLength = 24
    var placeCount = 0
    /// How often somebody asked what the account has, and what the market pays.
    var balanceCount = 0
    var priceCount = 0
    /// When the market paid what it says it pays.
    var priceTime: Timestamp?
    /// What happens in the world while a request is on its way; once.
    var meanwhile: (@Sendable (ForgetfulVenue) -> Void)?
    /// What happens whenever an order arrives.
    var eachTime: (@Sendable () -> Void)?
    /// What the first request brings about when the next one arrives.
    var late: VenueOrder?
  }

  private let state: Mutex<State>

  init(isForEver: Bool = false, validity: TimeInterval? = nil) {
    state = Mutex(State(isForEver: isForEver, validity: validity))
  }

  var now: State { state.withLock(\.self) }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  private func live() {
    let meanwhile = state.withLock { state in
      defer { state.meanwhile = nil }
      return state.meanwhile
    }
    meanwhile?(self)
  }

  func capabilities() throws(VenueError) -> VenueCapabilities {
    VenueCapabilities(
      name: "forgetful", refusesRepeatedClientIDs: now.isForEver, requestValidity: now.validity,
      canAmend: false,
      clientOrderIDs: ClientOrderIDRule(
        lengthMax: now.idLength, alphabet: ClientOrderIDRule.plain.alphabet))
  }

  func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder {
    let found = try state.withLock { state throws(VenueError) in
      state.placeCount += 1
      if let late = state.late { state.orders.append(late) }
      state.late = nil
      let fate = state.fates.isEmpty ? .done : state.fates.removeFirst()
      if case .refused(let error) = fate { throw error }
      let name = order.stored.clientOrderID
      guard !state.isForEver || !state.orders.contains(where: { $0.clientOrderID == name }) else {
        throw .rejected(code: "DUPLICATE_ID", message: "it is known")
      }
      if case .expires = fate {
        let order = VenueOrder(order.stored, .expired)
        state.orders.append(order)
        return Result<VenueOrder, VenueError>.success(order)
      }
      var status = OrderStatus.filled
      if case .rests = fate { status = .accepted }
      let order = VenueOrder(order.stored, status)
      state.orders.append(order)
      if case .doneBut(let error) = fate { return .failure(error) }
      return .success(order)
    }
    live()
    now.eachTime?()
    return try found.get()
  }

  func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder? {
    let found = try state.withLock { state throws(VenueError) in
      if !state.faults.isEmpty { throw state.faults.removeFirst() }
      return state.orders.last { $0.clientOrderID == order.clientOrderID }
    }
    live()
    return found
  }

  func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder {
    throw .notFound(message: "it is over")
  }
  func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder { order }
  func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder {
    throw .rejected(code: "NO", message: "it cannot")
  }
  func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder] { [] }
  func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill] {
    now.fills + (now.orders.last { $0.clientOrderID == order.clientOrderID }?.fills ?? [])
  }
  func positions() throws(VenueError) -> [VenuePosition] { [] }
  func balances() throws(VenueError) -> [Balance] {
    change { $0.balanceCount += 1 }
    return []
  }
  func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError) {}
  func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice? {
    change { $0.priceCount += 1 }
    return QuotedPrice(Price(100), at: now.priceTime)
  }
}

extension VenueOrder {
  /// An order as this venue has it: filled whole, resting where it is a stop, or over.
  init(_ order: StoredOrder, _ status: OrderStatus) {
    let terms = order.life.terms
    let rests = terms.type == .stop || terms.type == .takeProfit
    let status = rests && status == .filled ? .accepted : status
    let isFilled = status == .filled
    let fill = VenueFill(
      fillID: "f-\(order.clientOrderID)", clientOrderID: order.clientOrderID,
      orderID: "v-\(order.clientOrderID)", symbol: terms.symbol, side: terms.side,
      price: Price(100), quantity: terms.quantity, fee: .zero, feeAsset: nil, liquidity: nil,
      time: .distantPast)
    self.init(
      clientOrderID: order.clientOrderID, orderID: "v-\(order.clientOrderID)",
      symbol: terms.symbol, side: terms.side, type: terms.type, status: status,
      quantity: terms.quantity, filledQuantity: isFilled ? terms.quantity : .zero,
      fills: isFilled ? [fill] : [])
  }
}
