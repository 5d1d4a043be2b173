import Domain
import Testing

@testable import VenueInterface

@Suite struct PlaceRequestTermsTests {
  private static func order(
    _ type: OrderType, _ change: (inout PlaceRequest) -> Void = { _ in }
  ) -> PlaceRequest {
    var order = PlaceRequest(
      clientOrderID: "a", symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy, type: type,
      quantity: .one)
    change(&order)
    return order
  }

  static let sound: [PlaceRequest] = [
    order(.market), order(.market) { $0.quoteQuantity = .one },
    order(.market) { $0.timeInForce = .immediateOrCancel },
    order(.limit) { $0.price = .one },
    order(.limit) {
      $0.price = .one
      $0.isPostOnly = true
      $0.icebergQuantity = .one
    },
    order(.stop) { $0.stopPrice = .one }, order(.stop) { $0.trailingPercent = .one },
    order(.stop) {
      $0.stopPrice = .one
      $0.trailingPercent = .one
    },
    order(.stopLimit) {
      $0.price = .one
      $0.stopPrice = .one
      $0.timeInForce = .fillOrKill
    },
    order(.takeProfit) { $0.stopPrice = .one },
    order(.takeProfit) {
      $0.price = .one
      $0.stopPrice = .one
      $0.isPostOnly = true
    },
  ]

  @Test(arguments: sound)
  func `terms that agree are taken`(order: PlaceRequest) {
    #expect(throws: Never.self) { try order.checkTerms() }
  }

  static let contradictions: [(PlaceRequest, String)] = [
    (order(.limit), "a limit order needs a price"),
    (order(.stopLimit) { $0.stopPrice = .one }, "a stop_limit order needs a price"),
    (order(.market) { $0.price = .one }, "a market order has no price"),
    (
      order(.stop) {
        $0.price = .one
        $0.stopPrice = .one
      }, "a stop order has no price"
    ),
    (order(.market) { $0.stopPrice = .one }, "a market order has no stop price"),
    (order(.stop), "a stop order needs a stop price"),
    (order(.takeProfit), "a take_profit order needs a stop price"),
    (
      order(.limit) {
        $0.price = .one
        $0.trailingPercent = .one
      }, "a limit order follows no price; use stop"
    ),
    (order(.market) { $0.isPostOnly = true }, "only an order with a price can be post-only"),
    (
      order(.limit) {
        $0.price = .one
        $0.isPostOnly = true
        $0.timeInForce = .fillOrKill
      }, "a post-only order waits in the book, so it is gtc"
    ),
    (
      order(.limit) {
        $0.price = .one
        $0.quoteQuantity = .one
      }, "only a market order can have its size in the quote currency"
    ),
    (
      order(.market) { $0.icebergQuantity = .one },
      "only an order with a price can hide a part of it"
    ),
    (
      order(.market) { $0.timeInForce = .fillOrKill },
      "a market order cannot be fok: give it a price"
    ),
  ]

  @Test(arguments: contradictions)
  func `terms that contradict each other are named`(order: PlaceRequest, explanation: String) {
    #expect(throws: Unsupported(explanation)) { try order.checkTerms() }
  }
}
