import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BybitRequestTests {
  private let dialect = BybitDialect()

  // MARK: Placing

  private static let spot = #"POST /v5/order/create {"category":"spot","symbol":"BTCUSDT","side":"#
  private static let linear =
    #"POST /v5/order/create {"category":"linear","symbol":"BTCUSDT","side":"#

  static let spotOrders: [(PlaceRequest, String)] = [
    (.test(.market), #""Buy","orderType":"Market","marketUnit":"baseCoin","qty":"1""#),
    (
      .test(.market, .sell) { $0.isReduceOnly = true },
      #""Sell","orderType":"Market","marketUnit":"baseCoin","qty":"1""#
    ),
    (
      .test(.market) { $0.quoteQuantity = Notional("10.50") },
      #""Buy","orderType":"Market","marketUnit":"quoteCoin","qty":"10.5""#
    ),
    (
      .test(.limit) {
        $0.quantity = Quantity("0.00001000")
        $0.price = Price("50000.10")
      }, #""Buy","orderType":"Limit","qty":"0.00001","price":"50000.1""#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.timeInForce = .immediateOrCancel
      }, #""Buy","orderType":"Limit","qty":"1","price":"50000","timeInForce":"IOC""#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      }, #""Buy","orderType":"Limit","qty":"1","price":"50000","timeInForce":"PostOnly""#
    ),
    (
      .test(.stop, .sell) { $0.stopPrice = Price(48000) },
      #""Sell","orderType":"Market","qty":"1","orderFilter":"StopOrder","triggerPrice":"48000""#
    ),
    (
      .test(.stopLimit) {
        $0.price = Price(52100)
        $0.stopPrice = Price(52000)
      },
      #""Buy","orderType":"Limit","qty":"1","orderFilter":"StopOrder","triggerPrice":"52000","#
        + #""price":"52100""#
    ),
  ]

  @Test(arguments: spotOrders)
  func `orders on spot are said as the venue says them`(order: PlaceRequest, rest: String) throws {
    let call = try dialect.place(order, in: .spot)
    #expect(call.line == Self.spot + rest + #","orderLinkId":"tcabc"}"#)
    #expect(call.draft.isWrite && call.draft.access == .signed && call.draft.purpose == .place)
  }

  static let contractOrders: [(PlaceRequest, String)] = [
    (.test(.market, in: .futures), #""Buy","orderType":"Market","qty":"1""#),
    (
      .test(.limit, .sell, in: .futures) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
        $0.isReduceOnly = true
      },
      #""Sell","orderType":"Limit","qty":"1","reduceOnly":true,"price":"50000","timeInForce":"FOK""#
    ),
    (
      .test(.stop, .sell, in: .futures) {
        $0.stopPrice = Price(48000)
        $0.positionSide = .long
      },
      #""Sell","orderType":"Market","qty":"1","triggerDirection":2,"triggerPrice":"48000","#
        + #""positionIdx":1"#
    ),
    (
      .test(.stop, .buy, in: .futures) {
        $0.stopPrice = Price(52000)
        $0.positionSide = .short
      },
      #""Buy","orderType":"Market","qty":"1","triggerDirection":1,"triggerPrice":"52000","#
        + #""positionIdx":2"#
    ),
    (
      .test(.takeProfit, .sell, in: .futures) {
        $0.stopPrice = Price(52000)
        $0.price = Price(51900)
      },
      #""Sell","orderType":"Limit","qty":"1","triggerDirection":1,"triggerPrice":"52000","#
        + #""price":"51900""#
    ),
    (
      .test(.takeProfit, .buy, in: .futures) { $0.stopPrice = Price(48000) },
      #""Buy","orderType":"Market","qty":"1","triggerDirection":2,"triggerPrice":"48000""#
    ),
  ]

  @Test(arguments: contractOrders)
  func `orders of contracts say which way the price has to go`(
    order: PlaceRequest, rest: String
  ) throws {
    let call = try dialect.place(order, in: .futures)
    #expect(call.line == Self.linear + rest + #","orderLinkId":"tcabc"}"#)
  }

  static let refused: [(PlaceRequest, Instrument)] = [
    (.test(.limit), .spot),
    (.test(.market) { $0.positionSide = .long }, .spot),
    (.test(.market) { $0.leverage = Rate(2) }, .spot),
    (.test(.market) { $0.isReduceOnly = true }, .spot),
    (.test(.market) { $0.clientOrderID = "a/b" }, .spot),
    (.test(.market) { $0.clientOrderID = String(repeating: "a", count: 37) }, .spot),
    // Its size would be an amount of money.
    (.test(.stop) { $0.stopPrice = Price(52000) }, .spot),
    (
      .test(.limit) {
        $0.price = Price(1)
        $0.icebergQuantity = Quantity("0.1")
      }, .spot
    ),
    (.test(.stop, .sell, in: .futures) { $0.trailingPercent = Rate(1) }, .futures),
    (.test(.market, in: .futures) { $0.quoteQuantity = Notional(10) }, .futures),
    (.test(.market, in: .inverse) { $0.quoteQuantity = Notional(10) }, .inverse),
  ]

  @Test(arguments: refused)
  func `what the venue does not have is refused before anything is sent`(
    order: PlaceRequest, market: Instrument
  ) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: market) }
  }

  // MARK: Orders that are there

  @Test func `an order is cancelled by its id, on spot where its kind is kept`() throws {
    #expect(
      try dialect.cancel(.test(.futures, .stop, id: "28")).map(\.line) == [
        #"POST /v5/order/cancel {"category":"linear","symbol":"BTCUSDT","orderId":"28"}"#
      ])
    let head = #"POST /v5/order/cancel {"category":"spot","symbol":"BTCUSDT","orderLinkId":"tcabc""#
    #expect(try dialect.cancel(.test(.spot, .limit)).map(\.line) == [head + "}"])
    #expect(
      try dialect.cancel(.test(.spot, .stop)).map(\.line) == [
        head + #","orderFilter":"StopOrder"}"#, head + #","orderFilter":"tpslOrder"}"#, head + "}",
      ])
    let unknown = try dialect.cancel(.test(.spot, nil))
    #expect(unknown.count == 3 && unknown[0].line == head + "}")
    #expect(unknown.allSatisfy { $0.draft.purpose == .cancel && $0.draft.isWrite })
  }

  @Test func `all orders of a market are cancelled, the waiting ones too`() throws {
    let head = #"POST /v5/order/cancel-all {"category":"spot","symbol":"BTCUSDT""#
    let kinds = ["OcoOrder", "BidirectionalTpslOrder", "tpslOrder", "StopOrder"]
    #expect(
      try dialect.cancelAll(in: .spot).map(\.line)
        == [head + "}"] + kinds.map { head + #","orderFilter":"\#($0)"}"# })
    #expect(
      try dialect.cancelAll(in: .futures).map(\.line)
        == [#"POST /v5/order/cancel-all {"category":"linear","symbol":"BTCUSDT"}"#])
  }

  @Test func `an order is changed in place`() throws {
    let call = try dialect.amend(
      .test(.futures, .stopLimit, id: "28"), quantity: Quantity("0.5"), price: Price(100),
      stopPrice: Price(101))
    #expect(
      call.line == #"POST /v5/order/amend {"category":"linear","symbol":"BTCUSDT","orderId":"28","#
        + #""triggerPrice":"101","qty":"0.5","price":"100"}"#)
    let price = try dialect.amend(
      .test(.spot, .limit), quantity: nil, price: Price(100), stopPrice: nil)
    #expect(price.line.hasSuffix(#""orderLinkId":"tcabc","price":"100"}"#))
  }

  @Test func `orders and fills are asked for by market and time`() throws {
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    #expect(
      try dialect.openOrders(in: nil).map(\.line) == [
        "GET /v5/order/realtime?category=spot&limit=50",
        "GET /v5/order/realtime?category=linear&settleCoin=USDT&limit=50",
        "GET /v5/order/realtime?category=linear&settleCoin=USDC&limit=50",
        "GET /v5/order/realtime?category=inverse&limit=50",
      ])
    #expect(
      try dialect.order(.test(.spot, .limit, id: "28")).map(\.line) == [
        "GET /v5/order/realtime?category=spot&symbol=BTCUSDT&orderId=28",
        "GET /v5/order/history?category=spot&symbol=BTCUSDT&orderId=28",
      ])
    // A week, both ends of which count.
    #expect(
      try dialect.orders(in: .futures, during: days, limit: 5000).map(\.line) == [
        "GET /v5/order/realtime?category=linear&symbol=BTCUSDT&limit=50",
        "GET /v5/order/history?category=linear&symbol=BTCUSDT&startTime=0&endTime=604799999"
          + "&limit=50",
      ])
    #expect(
      try dialect.fills(in: .spot, during: nil, limit: 10).map(\.line)
        == ["GET /v5/execution/list?category=spot&symbol=BTCUSDT&execType=Trade&limit=10"])
    // What the exchange closes by itself has other names.
    #expect(
      try dialect.fills(in: .futures, during: nil, limit: 500).map(\.line)
        == ["GET /v5/execution/list?category=linear&symbol=BTCUSDT&limit=100"])
    #expect(
      try dialect.fills(of: .test(.futures, .limit)).map(\.line)
        == ["GET /v5/execution/list?category=linear&symbol=BTCUSDT&orderLinkId=tcabc"])
    #expect(
      try dialect.fills(of: .test(.spot, .limit)).map(\.line) == [
        "GET /v5/execution/list?category=spot&symbol=BTCUSDT&orderLinkId=tcabc&execType=Trade"
      ])
  }

  // MARK: Markets and account

  static let beginnings: [(CandleLength, Int64, Int)] = [
    (.fourHours, 1_795_176_000_000, 1), (.fourHours, 1_795_176_000_001, 2),
    (.fourHours, 1_795_175_999_999, 2), (.oneMinute, 60_000, 1), (.oneMinute, 59_999, 2),
    (.oneDay, 1_795_132_800_000, 1), (.oneDay, 1_795_176_000_000, 2),
    // A Monday, and the Thursday behind it.
    (.oneWeek, 1_704_067_200_000, 1), (.oneWeek, 1_704_326_400_000, 2),
  ]

  @Test(arguments: beginnings)
  func `the candle that a period begins within is asked for beside the others`(
    length: CandleLength, start: Int64, limit: Int
  ) throws {
    let call = try dialect.candles(.spot, length, since: .test(start), limit: 1)
    #expect(call.line.hasSuffix("&start=\(start)&limit=\(limit)"))
    let most = try dialect.candles(.spot, length, since: .test(start), limit: 1000)
    #expect(most.line.hasSuffix("&limit=1000"))
    let odd = try dialect.candles(
      .spot, length, since: Timestamp(nanoseconds: start * 1_000_000 + 1), limit: 1)
    #expect(odd.line.hasSuffix("&start=\(start)&limit=2"))
  }

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[0].draft, "instruments-info?category=spot"),
      (dialect.instruments()[1].draft, "instruments-info?category=linear&limit=1000"),
      (dialect.time().draft, "time"),
      (dialect.ticker(.spot).draft, "tickers?category=spot&symbol=BTCUSDT"),
      (try dialect.tickers()[1].draft, "tickers?category=linear"),
      (
        dialect.book(.futures, depth: 7).draft,
        "orderbook?category=linear&symbol=BTCUSDT&limit=7"
      ),
      (dialect.book(.spot, depth: 999).draft, "orderbook?category=spot&symbol=BTCUSDT&limit=200"),
      (
        dialect.trades(.spot, limit: 99).draft, "recent-trade?category=spot&symbol=BTCUSDT&limit=60"
      ),
      (
        try dialect.candles(.spot, .fourHours, since: since, limit: nil).draft,
        "kline?category=spot&symbol=BTCUSDT&interval=240&start=1795176000000&limit=1000"
      ),
      (
        try dialect.candles(.spot, .oneDay, since: nil, limit: nil).draft,
        "kline?category=spot&symbol=BTCUSDT&interval=D&limit=200"
      ),
      (
        try dialect.candles(.futures, .oneHour, of: .mark, since: nil, limit: 5).draft,
        "mark-price-kline?category=linear&symbol=BTCUSDT&interval=60&limit=5"
      ),
      (
        try dialect.candles(.futures, .oneHour, of: .index, since: nil, limit: 5).draft,
        "index-price-kline?category=linear&symbol=BTCUSDT&interval=60&limit=5"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /v5/market/" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.spot, .eightHours, since: nil, limit: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.spot, .oneHour, of: .mark, since: nil, limit: nil)
    }
    #expect(throws: Unsupported.self) { try dialect.limits() }
  }

  @Test func `the account is asked about with a signature`() throws {
    #expect(
      dialect.balances().map(\.line) == ["GET /v5/account/wallet-balance?accountType=UNIFIED"])
    #expect(dialect.positions().count == 3)
    #expect(
      dialect.positions()[0].line
        == "GET /v5/position/list?category=linear&settleCoin=USDT&limit=200")
    #expect(
      dialect.positions(in: .futures).map(\.line)
        == ["GET /v5/position/list?category=linear&symbol=BTCUSDT"])
    #expect(dialect.positions(in: .spot).isEmpty)
    #expect(
      try dialect.fees(in: .futures).line
        == "GET /v5/account/fee-rate?category=linear&symbol=BTCUSDT")
    #expect(try dialect.permissions(of: .test).draft.access == .signed)
    #expect(
      try dialect.setLeverage(Rate("2.5"), in: .futures).line
        == #"POST /v5/position/set-leverage {"category":"linear","symbol":"BTCUSDT","#
        + #""buyLeverage":"2.5","sellLeverage":"2.5"}"#)
    #expect(
      try dialect.setMarginMode(.cross, in: .futures).line
        == #"POST /v5/account/set-margin-mode {"setMarginMode":"REGULAR_MARGIN"}"#)
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .spot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(Rate("0.5"), in: .futures) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.cross, in: .spot) }
  }
}
