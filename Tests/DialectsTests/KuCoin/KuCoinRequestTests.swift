import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct KuCoinRequestTests {
  private let dialect = KuCoinDialect()

  static let orders: [(PlaceRequest, String)] = [
    (
      .test(.market),
      #"hf/orders {"clientOid":"tcabc","side":"buy","symbol":"BTC-USDT","type":"market","#
        + #""size":"1"}"#
    ),
    (
      .test(.market, .sell) { $0.quoteQuantity = Notional("10.5") },
      #"hf/orders {"clientOid":"tcabc","side":"sell","symbol":"BTC-USDT","#
        + #""type":"market","funds":"10.5"}"#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
      },
      #"hf/orders {"clientOid":"tcabc","side":"buy","symbol":"BTC-USDT","type":"limit","#
        + #""size":"1","price":"50000","#
        + #""timeInForce":"FOK"}"#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      },
      #"hf/orders {"clientOid":"tcabc","side":"buy","symbol":"BTC-USDT","type":"limit","#
        + #""size":"1","price":"50000","#
        + #""postOnly":true}"#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.icebergQuantity = Quantity("0.1")
      },
      #"hf/orders {"clientOid":"tcabc","side":"buy","symbol":"BTC-USDT","type":"limit","#
        + #""size":"1","price":"50000","#
        + #""iceberg":true,"visibleSize":"0.1"}"#
    ),
    (
      .test(.stop, .sell) { $0.stopPrice = Price(48000) },
      #"stop-order {"clientOid":"tcabc","side":"sell","symbol":"BTC-USDT","#
        + #""type":"market","size":"1","#
        + #""stop":"loss","stopPrice":"48000"}"#
    ),
    (
      .test(.stopLimit) {
        $0.price = Price(52100)
        $0.stopPrice = Price(52000)
      },
      #"stop-order {"clientOid":"tcabc","side":"buy","symbol":"BTC-USDT","type":"limit","#
        + #""size":"1","price":"52100","#
        + #""timeInForce":"GTC","stop":"entry","stopPrice":"52000"}"#
    ),
    (
      .test(.takeProfit, .sell) { $0.stopPrice = Price(55000) },
      #"stop-order {"clientOid":"tcabc","side":"sell","symbol":"BTC-USDT","#
        + #""type":"market","size":"1","#
        + #""stop":"entry","stopPrice":"55000"}"#
    ),
  ]

  @Test(arguments: orders)
  func `orders are said as the venue says them`(order: PlaceRequest, rest: String) throws {
    #expect(try dialect.place(order, in: .kucoinSpot).line == "POST /api/v1/" + rest)
  }

  static let refused: [PlaceRequest] = [
    .test(.market) { $0.clientOrderID = "a.b" },
    .test(.market) { $0.clientOrderID = String(repeating: "a", count: 41) },
    .test(.market) { $0.positionSide = .long }, .test(.market) { $0.leverage = Rate(2) },
    .test(.market) { $0.isReduceOnly = true }, .test(.stop) { $0.trailingPercent = Rate(1) },
    .test(.limit),
  ]

  @Test(arguments: refused)
  func `what the venue does not have is refused before anything is sent`(order: PlaceRequest) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: .kucoinSpot) }
  }

  @Test func `orders are cancelled where they are kept`() throws {
    func lines(_ type: OrderType?, _ client: String? = "tcabc", _ id: String? = nil) throws
      -> [String]
    {
      let target = OrderTarget.test(.kucoinSpot, type, client: client, id: id)
      return try dialect.cancel(target).map(\.line)
    }
    let byID = "DELETE /api/v1/hf/orders/28?symbol=BTC-USDT"
    let byClient = "DELETE /api/v1/hf/orders/client-order/tcabc?symbol=BTC-USDT"
    let waiting = "DELETE /api/v1/stop-order/cancelOrderByClientOid?symbol=BTC-USDT&clientOid=tcabc"
    #expect(try lines(.limit, "tcabc", "28") == [byID])
    #expect(try lines(.limit) == [byClient])
    #expect(try lines(.stop) == [waiting, byClient])
    #expect(try lines(nil) == [byClient, waiting])
    #expect(try lines(.stop, "tcabc", "algo:vs1") == ["DELETE /api/v1/stop-order/vs1", byClient])
    #expect(try lines(.stop, nil, "algo:vs1") == ["DELETE /api/v1/stop-order/vs1"])
    #expect(
      try dialect.cancelAll(in: .kucoinSpot).map(\.line) == [
        "DELETE /api/v1/hf/orders?symbol=BTC-USDT",
        "DELETE /api/v1/stop-order/cancel?symbol=BTC-USDT",
      ])
    #expect(throws: Unsupported.self) {
      try dialect.amend(.test(.kucoinSpot, .limit), quantity: .one, price: nil, stopPrice: nil)
    }
  }

  @Test func `orders and fills are asked for`() throws {
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    let head = "GET /api/v1/"
    #expect(
      try dialect.openOrders(in: nil).map(\.line)
        == [head + "hf/orders/active/symbols", head + "stop-order?pageSize=500"])
    #expect(
      try dialect.openOrders(in: .kucoinSpot)[0].line
        == head + "hf/orders/active?symbol=BTC-USDT")
    #expect(
      try dialect.orders(in: .kucoinSpot, during: days, limit: nil)[2].line
        == head + "hf/orders/done?symbol=BTC-USDT&startAt=0&endAt=604799999&limit=100")
    #expect(
      try dialect.fills(in: .kucoinSpot, during: nil, limit: 10).map(\.line)
        == [head + "hf/fills?symbol=BTC-USDT&limit=10"])
    #expect(
      try dialect.fills(of: .test(.kucoinSpot, .limit, id: "28")).map(\.line)
        == [head + "hf/fills?symbol=BTC-USDT&orderId=28&limit=100"])
    #expect(
      try dialect.fills(of: .test(.kucoinSpot, .limit)).map(\.line)
        == [head + "hf/orders/client-order/tcabc?symbol=BTC-USDT"])
    #expect(throws: Unsupported.self) {
      try dialect.fills(of: .test(.kucoinSpot, .stop, client: nil, id: "algo:vs1"))
    }
    #expect(
      try dialect.order(.test(.kucoinSpot, .stop)).map(\.line) == [
        head + "stop-order/queryOrderByClientOid?clientOid=tcabc&symbol=BTC-USDT",
        head + "hf/orders/client-order/tcabc?symbol=BTC-USDT",
      ])
  }

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[0].draft, "v2/symbols"), (dialect.time().draft, "v1/timestamp"),
      (dialect.ticker(.kucoinSpot).draft, "v1/market/orderbook/level1?symbol=BTC-USDT"),
      (try dialect.tickers()[0].draft, "v1/market/allTickers"),
      (
        dialect.book(.kucoinSpot, depth: 20).draft, "v1/market/orderbook/level2_20?symbol=BTC-USDT"
      ),
      (
        dialect.book(.kucoinSpot, depth: 21).draft,
        "v1/market/orderbook/level2_100?symbol=BTC-USDT"
      ),
      (dialect.trades(.kucoinSpot, limit: 3).draft, "v1/market/histories?symbol=BTC-USDT"),
      (
        try dialect.candles(.kucoinSpot, .oneHour, since: since, limit: 2).draft,
        "v1/market/candles?symbol=BTC-USDT&type=1hour&startAt=1795176000&endAt=1795183200"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /api/" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
    #expect(throws: Unsupported.self) { try dialect.limits() }
  }

  @Test func `the account is asked about with a signature`() throws {
    #expect(dialect.balances().map(\.line) == ["GET /api/v1/accounts"])
    #expect(dialect.positions().isEmpty)
    #expect(try dialect.fees(in: .kucoinSpot).line == "GET /api/v1/trade-fees?symbols=BTC-USDT")
    let permissions = try dialect.permissions(of: .test).draft
    #expect(permissions.line == "GET /api/v1/user/api-key" && permissions.access == .signed)
    #expect(dialect.profile.origins[.live]?[permissions.service]?.isEmpty == false)
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .kucoinSpot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(.one, in: .kucoinSpot) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.cross, in: .kucoinSpot) }
  }
}
