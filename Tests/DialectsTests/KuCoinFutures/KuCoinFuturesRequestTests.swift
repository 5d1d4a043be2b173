import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct KuCoinFuturesRequestTests {
  private let dialect = KuCoinFuturesDialect()

  static let orders: [(PlaceRequest, String)] = [
    (
      // Without a leverage the venue refuses what opens an isolated position.
      .test(.market, in: .kucoinFutures),
      #""buy","symbol":"XBTUSDTM","type":"market","size":1000,"leverage":1}"#
    ),
    (
      .test(.market, .sell, in: .kucoinFutures) { $0.isReduceOnly = true },
      #""sell","symbol":"XBTUSDTM","type":"market","size":1000,"reduceOnly":true}"#
    ),
    (
      .test(.market, in: .kucoinFutures) { $0.marginMode = .cross },
      #""buy","symbol":"XBTUSDTM","type":"market","size":1000,"marginMode":"CROSS"}"#
    ),
    (
      .test(.market, .sell, in: .kucoinFutures) {
        $0.isReduceOnly = true
        $0.marginMode = .cross
        $0.positionSide = .long
      },
      #""sell","symbol":"XBTUSDTM","type":"market","size":1000,"marginMode":"CROSS","#
        + #""positionSide":"LONG","#
        + #""reduceOnly":true}"#
    ),
    (
      .test(.limit, in: .kucoinFutures) {
        $0.price = Price(50000)
        $0.timeInForce = .immediateOrCancel
        $0.leverage = Rate(5)
      },
      #""buy","symbol":"XBTUSDTM","type":"limit","size":1000,"leverage":5,"#
        + #""price":"50000","timeInForce":"IOC"}"#
    ),
    (
      .test(.stop, .sell, in: .kucoinFutures) { $0.stopPrice = Price(48000) },
      #""sell","symbol":"XBTUSDTM","type":"market","size":1000,"leverage":1,"stop":"down","#
        + #""stopPriceType":"TP","stopPrice":"48000"}"#
    ),
    (
      .test(.takeProfit, .sell, in: .kucoinFutures) {
        $0.stopPrice = Price(55000)
        $0.price = Price(54900)
      },
      #""sell","symbol":"XBTUSDTM","type":"limit","size":1000,"leverage":1,"price":"54900","#
        + #""stop":"up","stopPriceType":"TP","#
        + #""stopPrice":"55000"}"#
    ),
    (
      .test(.limit, in: .kucoinFutures) {
        $0.price = Price(50000)
        $0.icebergQuantity = Quantity("0.002")
      },
      #""buy","symbol":"XBTUSDTM","type":"limit","size":1000,"leverage":1,"price":"50000","#
        + #""iceberg":true,"visibleSize":"2"}"#
    ),
  ]

  @Test(arguments: orders)
  func `orders are said in whole contracts`(order: PlaceRequest, rest: String) throws {
    #expect(
      try dialect.place(order, in: .kucoinFutures).line
        == #"POST /api/v1/orders {"clientOid":"tcabc","side":"# + rest)
  }

  static let refused: [PlaceRequest] = [
    .test(.market, in: .kucoinFutures) { $0.quantity = Quantity("0.0005") },
    .test(.market, in: .kucoinFutures) { $0.quantity = Quantity("1.0001") },
    .test(.market, in: .kucoinFutures) { $0.quoteQuantity = Notional(10) },
    .test(.market, in: .kucoinFutures) { $0.leverage = Rate("2.5") },
    .test(.market, in: .kucoinFutures) { $0.clientOrderID = "a b" },
    .test(.stop, in: .kucoinFutures) { $0.trailingPercent = Rate(1) },
    .test(.limit, in: .kucoinFutures) {
      $0.price = Price(1)
      $0.timeInForce = .fillOrKill
    },
    .test(.limit, in: .kucoinFutures) {
      $0.price = Price(1)
      $0.isPostOnly = true
      $0.icebergQuantity = Quantity("0.002")
    },
  ]

  @Test(arguments: refused)
  func `what the venue does not have is refused before anything is sent`(order: PlaceRequest) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: .kucoinFutures) }
  }

  @Test func `a contract that could be divided is not`() {
    var market = Instrument.kucoinFutures
    market.lot = Quantity("0.0005")
    let order = PlaceRequest.test(.market, in: market) { $0.quantity = Quantity("0.0005") }
    #expect(throws: Unsupported.self) { try dialect.place(order, in: market) }
  }

  @Test func `orders are cancelled and asked for, waiting ones alike`() throws {
    let byID = OrderTarget.test(.kucoinFutures, .stop, id: "28")
    let byClient = OrderTarget.test(.kucoinFutures, .limit)
    #expect(try dialect.cancel(byID).map(\.line) == ["DELETE /api/v1/orders/28"])
    #expect(
      try dialect.cancel(byClient).map(\.line)
        == ["DELETE /api/v1/orders/client-order/tcabc?symbol=XBTUSDTM"])
    #expect(
      try dialect.cancelAll(in: .kucoinFutures).map(\.line) == [
        "DELETE /api/v3/orders?symbol=XBTUSDTM", "DELETE /api/v1/stopOrders?symbol=XBTUSDTM",
      ])
    #expect(try dialect.order(byID).map(\.line) == ["GET /api/v1/orders/28"])
    #expect(
      try dialect.order(byClient).map(\.line) == ["GET /api/v1/orders/byClientOid?clientOid=tcabc"])
    #expect(
      try dialect.openOrders(in: nil).map(\.line)
        == ["GET /api/v1/orders?status=active", "GET /api/v1/stopOrders"])
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    #expect(
      try dialect.orders(in: .kucoinFutures, during: days, limit: nil)[2].line
        == "GET /api/v1/orders?status=done&symbol=XBTUSDTM&startAt=0&endAt=604799999")
    #expect(
      try dialect.fills(in: .kucoinFutures, during: nil, limit: 5000).map(\.line)
        == ["GET /api/v1/fills?symbol=XBTUSDTM&pageSize=1000"])
    #expect(
      try dialect.fills(of: byID).map(\.line)
        == ["GET /api/v1/fills?orderId=28&symbol=XBTUSDTM"])
    #expect(throws: Unsupported.self) {
      try dialect.amend(byID, quantity: .one, price: nil, stopPrice: nil)
    }
  }

  @Test func `markets and account are asked about`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[0].draft, "v1/contracts/active"),
      (dialect.time().draft, "v1/timestamp"),
      (dialect.ticker(.kucoinFutures).draft, "v1/ticker?symbol=XBTUSDTM"),
      (try dialect.tickers()[0].draft, "v1/allTickers"),
      (dialect.book(.kucoinFutures, depth: 50).draft, "v1/level2/depth100?symbol=XBTUSDTM"),
      (dialect.trades(.kucoinFutures, limit: 3).draft, "v1/trade/history?symbol=XBTUSDTM"),
      (
        try dialect.candles(.kucoinFutures, .oneHour, since: since, limit: 2).draft,
        "v1/kline/query?symbol=XBTUSDTM&granularity=60&from=1795176000000&to=1795183200000"
      ),
      (dialect.balances()[0].draft, "v1/account-overview?currency=USDT"),
      (dialect.positions()[0].draft, "v1/positions"),
      (
        try dialect.leverage(in: .kucoinFutures).draft,
        "v2/getCrossUserLeverage?symbol=XBTUSDTM"
      ),
      (try dialect.fees(in: .kucoinFutures).draft, "v1/trade-fees?symbol=XBTUSDTM"),
    ]
    for (draft, target) in calls { #expect(draft.line == "GET /api/" + target) }
    #expect(calls.prefix(7).allSatisfy { $0.0.access == .open })
    #expect(calls.dropFirst(7).allSatisfy { $0.0.access == .signed })
    #expect(
      try dialect.setLeverage(Rate(5), in: .kucoinFutures).line
        == #"POST /api/v2/changeCrossUserLeverage {"symbol":"XBTUSDTM","leverage":"5"}"#)
    #expect(
      try dialect.setMarginMode(.isolated, in: .kucoinFutures).line
        == #"POST /api/v2/position/changeMarginMode {"symbol":"XBTUSDTM","marginMode":"ISOLATED"}"#)
    #expect(throws: Unsupported.self) { try dialect.setLeverage(.zero, in: .kucoinFutures) }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.kucoinFutures, .threeMinutes, since: nil, limit: nil)
    }
    let permissions = try dialect.permissions(of: .test).draft
    #expect(dialect.profile.origins[.live]?[permissions.service]?.isEmpty == false)
  }
}
