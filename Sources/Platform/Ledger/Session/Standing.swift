internal import Domain
internal import Lifecycle
internal import Risk

/// What is open in an account and what holds it back, as this process last read or wrote it.
///
/// It is good until another process writes, so that a stream of orders need not read it each time.
final class Standing {
  let scope: AccountScope
  private(set) var orders: [StoredOrder]
  private(set) var positions: [StoredPosition]
  let isLatchSet: Bool
  let breaker: Breaker

  init(
    scope: AccountScope, orders: [StoredOrder], positions: [StoredPosition], isLatchSet: Bool,
    breaker: Breaker
  ) {
    self.scope = scope
    self.orders = orders
    self.positions = positions
    self.isLatchSet = isLatchSet
    self.breaker = breaker
  }

  /// Takes in an order that was written.
  func note(_ order: StoredOrder) {
    guard order.scope == scope else { return }
    let place = orders.firstIndex { $0.number == order.number }
    switch (place, order.life.isFinal) {
    case (let place?, true): orders.remove(at: place)
    case (let place?, false): orders[place] = order
    case (nil, true): break
    case (nil, false):
      let end = orders.firstIndex { $0.number > order.number } ?? orders.endIndex
      orders.insert(order, at: end)
    }
  }

  /// Takes in a position that was written; nil for one that is over.
  func note(_ position: StoredPosition?, of symbol: Symbol) {
    positions.removeAll { $0.symbol == symbol }
    guard let position else { return }
    let name = symbol.description
    let end = positions.firstIndex { $0.symbol.description > name } ?? positions.endIndex
    positions.insert(position, at: end)
  }
}
