package import Domain
package import Lifecycle

/// A fill as the ledger has it.
package final class StoredFill: Sendable {
  package let order: Int64
  package let scope: AccountScope
  package let clientOrderID: String
  package let orderID: String?
  package let symbol: Symbol
  /// Which position it is of, where the account holds both sides of the market apart.
  package let positionSide: PositionSide?
  package let strategy: String?
  package let execution: OrderFill
  /// What the closed part gained, fees not counted; zero for a fill that opened.
  package let realizedProfit: Notional
  /// The number of the event that told of it.
  package let event: Int64

  init(
    order: borrowing StoredOrder, execution: OrderFill, realizedProfit: Notional, event: Int64
  ) {
    self.order = order.number
    scope = order.scope
    clientOrderID = order.clientOrderID
    orderID = order.life.orderID
    symbol = order.life.terms.symbol
    positionSide = order.life.terms.positionSide
    strategy = order.strategy
    self.execution = execution
    self.realizedProfit = realizedProfit
    self.event = event
  }
}
