import Domain
import Testing
import Wire

@testable import VenueInterface

@Suite struct GatewayRequestTests {
  private static let bitcoin = Symbol(base: "BTC", quote: "USDT", settle: "USDT")

  private func text(_ request: GatewayRequest, number: Int = 7) -> String {
    var output = JSONText()
    request.write(to: &output, number: number)
    return output.bytes.text
  }

  @Test func `a place request says everything that is known of the order`() throws {
    let order = PlaceRequest(
      clientOrderID: "tcabc", symbol: Self.bitcoin, side: .sell, type: .stopLimit,
      quantity: try Quantity(decimal: "0.020"), price: try Price(decimal: "50000.5"),
      stopPrice: try Price(decimal: "51000"), timeInForce: .immediateOrCancel, isPostOnly: true,
      isReduceOnly: true, leverage: Rate(3), positionSide: .short,
      validUntil: Timestamp(nanoseconds: 1_000_000), quoteQuantity: Notional(100),
      icebergQuantity: try Quantity(decimal: "0.005"), trailingPercent: try Rate(decimal: "1.5"))
    #expect(
      text(.place(order)) == #"{"request":"place","number":7,"client_order_id":"tcabc","#
        + #""symbol":"BTC/USDT:USDT","side":"sell","order_type":"stop_limit","#
        + #""quantity":"0.02","quote_quantity":"100","iceberg_quantity":"0.005","#
        + #""price":"50000.5","stop_price":"51000","trailing_percent":"1.5","time_in_force":"ioc","#
        + #""post_only":true,"reduce_only":true,"leverage":"3","position_side":"short","#
        + #""valid_until":"1970-01-01T00:00:00.001000Z"}"# + "\n")
  }

  @Test func `a place request leaves out what there is not`() {
    let order = PlaceRequest(
      clientOrderID: "tcabc", symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy,
      type: .market, quantity: Quantity(1))
    #expect(
      text(.place(order)) == #"{"request":"place","number":7,"client_order_id":"tcabc","#
        + #""symbol":"BTC/USDT","side":"buy","order_type":"market","quantity":"1","#
        + #""time_in_force":"gtc","post_only":false,"reduce_only":false}"# + "\n")
  }

  @Test func `what is inverse is sized in its quote currency`() {
    let symbol = Symbol(base: "BTC", quote: "USD", settle: "BTC")
    let order = PlaceRequest(
      clientOrderID: "tcabc", symbol: symbol, side: .buy, type: .market, quantity: Quantity(100))
    #expect(text(.place(order)).contains(#""order_type":"market","quote_quantity":"100","#))
    let change = GatewayRequest.amend(
      OrderReference(symbol: symbol, clientOrderID: "a"), quantity: Quantity(50), price: nil,
      stopPrice: nil)
    #expect(text(change).hasSuffix(#""client_order_id":"a","quote_quantity":"50"}"# + "\n"))
  }

  static let reference = OrderReference(symbol: bitcoin, clientOrderID: "a\"b", orderID: "9")
  static let others: [(GatewayRequest, String)] = [
    (.hello, #"{"request":"hello","number":7,"v":1}"#),
    (
      .cancel(reference),
      #"{"request":"cancel","number":7,"symbol":"BTC/USDT:USDT","client_order_id":"a\"b","order_id":"9"}"#
    ),
    (
      .order(OrderReference(symbol: bitcoin, clientOrderID: nil, orderID: "9")),
      #"{"request":"order","number":7,"symbol":"BTC/USDT:USDT","order_id":"9"}"#
    ),
    (
      .amend(
        OrderReference(symbol: bitcoin, clientOrderID: "a"), quantity: Quantity(2), price: nil,
        stopPrice: Price(5)),
      #"{"request":"amend","number":7,"symbol":"BTC/USDT:USDT","client_order_id":"a","#
        + #""quantity":"2","stop_price":"5"}"#
    ),
    (.openOrders(nil), #"{"request":"open_orders","number":7}"#),
    (.openOrders(bitcoin), #"{"request":"open_orders","number":7,"symbol":"BTC/USDT:USDT"}"#),
    (.fills(nil, since: nil, clientOrderID: nil), #"{"request":"fills","number":7}"#),
    (
      .fills(bitcoin, since: Timestamp(nanoseconds: 0), clientOrderID: "a"),
      #"{"request":"fills","number":7,"symbol":"BTC/USDT:USDT","client_order_id":"a","#
        + #""since":"1970-01-01T00:00:00.000000Z"}"#
    ),
    (.positions, #"{"request":"positions","number":7}"#),
    (.balances, #"{"request":"balances","number":7}"#),
    (
      .leverage(bitcoin, Rate(3)),
      #"{"request":"leverage","number":7,"symbol":"BTC/USDT:USDT","leverage":"3"}"#
    ),
    (.ticker(bitcoin), #"{"request":"ticker","number":7,"symbol":"BTC/USDT:USDT"}"#),
  ]

  @Test(arguments: others)
  func `every other request is one line`(request: GatewayRequest, line: String) {
    #expect(text(request) == line + "\n")
    #expect(line.contains("\"\(request.name)\""))
  }

  @Test func `only what may change something is a write`() {
    let writes = Self.others.map(\.0).filter(\.isWrite).map(\.name)
    #expect(writes == ["cancel", "amend", "leverage"])
    let order = PlaceRequest(
      clientOrderID: "a", symbol: Self.bitcoin, side: .buy, type: .market, quantity: Quantity(1))
    #expect(GatewayRequest.place(order).isWrite)
  }

  @Test(arguments: [
    ("abc123", true), ("", false), ("ABC", false), ("a-b", false),
    ("abcdefghijklmnopqrstuvwx", true), ("abcdefghijklmnopqrstuvwxy", false), ("ä", false),
  ])
  func `a client order id fits or does not`(id: String, fits: Bool) {
    #expect(ClientOrderIDRule.plain.accepts(id) == fits)
  }
}
