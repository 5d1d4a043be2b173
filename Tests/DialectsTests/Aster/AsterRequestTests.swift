import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct AsterRequestTests {
  private let old = AsterDialect(.keys)
  private let new = AsterDialect(.wallets)

  @Test func `each generation has paths of its own`() throws {
    #expect(old.balances()[0].line == "GET /fapi/v4/account")
    #expect(new.balances()[0].line == "GET /fapi/v3/accountWithJoinMargin")
    #expect(old.positions()[0].line == "GET /fapi/v2/positionRisk")
    #expect(new.positions()[0].line == "GET /fapi/v3/positionRisk")
    #expect(
      try old.leverage(in: .aster).line == "GET /fapi/v2/positionRisk?symbol=ASTERUSDT")
    for (dialect, root) in [(old, "/fapi/v1/"), (new, "/fapi/v3/")] {
      #expect(dialect.time().line == "GET \(root)time")
      #expect(dialect.instruments()[0].line == "GET \(root)exchangeInfo")
      #expect(
        try dialect.fees(in: .aster).line == "GET \(root)commissionRate?symbol=ASTERUSDT")
      #expect(dialect.trades(.aster, limit: nil).draft.weight == 1)
    }
  }

  @Test func `a key is asked about with the account, a wallet among all of them`() throws {
    #expect(try old.permissions(of: .test).line == "GET /fapi/v4/account")
    let call = try new.permissions(of: .test)
    #expect(call.line == "GET /fapi/v3/agent" && call.draft.access == .signed)
    #expect(throws: Unsupported.self) {
      try new.permissions(of: KeyInUse(name: nil, at: .test(0)))
    }
  }

  static let orders: [(PlaceRequest, String)] = [
    (.test(.market), "type=MARKET&quantity=1&newOrderRespType=RESULT"),
    (
      .test(.limit) {
        $0.price = Price("0.70")
        $0.isPostOnly = true
      }, "type=LIMIT&timeInForce=GTX&quantity=1&price=0.7&newOrderRespType=RESULT"
    ),
    (
      .test(.stop) { $0.stopPrice = Price("0.8") },
      "type=STOP_MARKET&quantity=1&newOrderRespType=RESULT&stopPrice=0.8"
    ),
    (
      .test(.stopLimit) {
        $0.price = Price("0.7")
        $0.stopPrice = Price("0.8")
      }, "type=STOP&quantity=1&price=0.7&newOrderRespType=RESULT&stopPrice=0.8"
    ),
    (
      .test(.takeProfit) { $0.stopPrice = Price("0.8") },
      "type=TAKE_PROFIT_MARKET&quantity=1&newOrderRespType=RESULT&stopPrice=0.8"
    ),
    (
      .test(.stop) {
        $0.trailingPercent = Rate("1.5")
        $0.stopPrice = Price("0.6")
      },
      "type=TRAILING_STOP_MARKET&quantity=1&callbackRate=1.5&newOrderRespType=RESULT"
        + "&activationPrice=0.6"
    ),
  ]

  @Test(arguments: orders)
  func `all orders go to one endpoint`(order: PlaceRequest, line: String) throws {
    let call = try old.place(order, in: .aster)
    #expect(
      call.line
        == "POST /fapi/v1/order symbol=ASTERUSDT&side=BUY&\(line)&newClientOrderId=tcabc")
    #expect(
      try new.place(order, in: .aster).line == call.line.replacing("/v1/", with: "/v3/"))
  }

  @Test func `what is cancelled stands in the body`() throws {
    #expect(
      try old.cancel(.test(.aster, .stop)).map(\.line)
        == ["DELETE /fapi/v1/order symbol=ASTERUSDT&origClientOrderId=tcabc"])
    #expect(
      try old.cancelAll(in: .aster).map(\.line)
        == ["DELETE /fapi/v1/allOpenOrders symbol=ASTERUSDT"])
  }

  @Test func `only the newer generation changes orders`() throws {
    let order = OrderTarget.test(.aster, .limit, id: "5", price: Price("0.7"))
    #expect(throws: Unsupported.self) {
      try old.amend(order, quantity: nil, price: Price("0.6"), stopPrice: nil)
    }
    #expect(
      try new.amend(order, quantity: nil, price: Price("0.6"), stopPrice: nil).line
        == "PUT /fapi/v3/order symbol=ASTERUSDT&orderId=5&quantity=1&price=0.6")
    #expect(!old.profile.capabilities.canAmend && new.profile.capabilities.canAmend)
  }

  @Test func `orders and fills are asked for`() throws {
    #expect(
      try old.order(.test(.aster, .stop, id: "5")).map(\.line)
        == ["GET /fapi/v1/order?symbol=ASTERUSDT&orderId=5"])
    #expect(try old.openOrders(in: nil).map(\.line) == ["GET /fapi/v1/openOrders"])
    #expect(
      try old.orders(in: .aster, during: nil, limit: nil).map(\.line)
        == ["GET /fapi/v1/allOrders?symbol=ASTERUSDT"])
    // The fills of an order cannot be asked for by its number.
    #expect(
      try old.fills(of: .test(.aster, .stop, id: "5")).map(\.line)
        == ["GET /fapi/v1/order?symbol=ASTERUSDT&orderId=5"])
  }
}
