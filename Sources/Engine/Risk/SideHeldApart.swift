internal import Domain

/// One side of a symbol of an account that holds both apart, with the orders that are for it.
///
/// What is held on the other side makes it no smaller, so that its value counts by itself.
struct SideHeldApart: Hashable, Sendable {
  private let side: PositionSide
  /// In the unit of the market; below zero where more was closed than is known to have been opened.
  private(set) var held: Quantity = .zero
  private var mark: Price = .zero
  /// How much of it an order can still close; open orders close it first.
  private(set) var closable: Quantity = .zero
  /// What is held, and what orders may add to it; nil when it is too large to reckon.
  private(set) var value: Notional? = .zero
  /// Whether a position or an order is on it.
  private(set) var isUsed = false

  init(_ side: PositionSide) { self.side = side }

  /// Takes in what is held.
  mutating func take(_ quantity: Quantity, at mark: Price) {
    isUsed = true
    held = quantity
    self.mark = mark
    closable = max(.zero, quantity)
    value = try? mark * quantity.magnitude
  }

  /// Takes in an order that is for it and not sure to reduce.
  mutating func add(_ order: OpenOrder, unpricedAt price: Price?) {
    isUsed = true
    do throws(DecimalError) {
      let closed = order.side == side.entrySide ? .zero : min(closable, order.quantity)
      closable = try closable - closed
      let price = order.valuationPrice ?? price ?? .zero
      // What would close more than there is, is not known to close anything.
      let added = try price * (order.quantity - closed)
      value = try value.map { sum throws(DecimalError) in try sum + added }
    } catch {
      value = nil
    }
  }

  /// The position alone.
  var withoutOrders: SideHeldApart {
    var alone = SideHeldApart(side)
    if isUsed { alone.take(held, at: mark) }
    return alone
  }
}
