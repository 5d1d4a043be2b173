import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceFuturesRequestTests {
  private let dialect = BinanceFuturesDialect()

  // MARK: Placing

  private static let plain = "POST /fapi/v1/order symbol=BTCUSDT&side="
  private static let algo = "POST /fapi/v1/algoOrder algoType=CONDITIONAL&symbol=BTCUSDT&side="

  static let orders: [(PlaceRequest, String)] = [
    (.test(.market), "BUY&type=MARKET&quantity=1"),
    (
      .test(.limit, .sell) {
        $0.price = Price("50000.10")
        $0.isReduceOnly = true
      }, "SELL&type=LIMIT&timeInForce=GTC&quantity=1&price=50000.1&reduceOnly=true"
    ),
    (
      .test(.limit) {
        $0.price = Price(1)
        $0.timeInForce = .immediateOrCancel
      }, "BUY&type=LIMIT&timeInForce=IOC&quantity=1&price=1"
    ),
    (
      .test(.limit) {
        $0.price = Price(1)
        $0.timeInForce = .fillOrKill
      }, "BUY&type=LIMIT&timeInForce=FOK&quantity=1&price=1"
    ),
    (
      .test(.limit) {
        $0.price = Price(1)
        $0.isPostOnly = true
      }, "BUY&type=LIMIT&timeInForce=GTX&quantity=1&price=1"
    ),
    // Leverage is set before; hedged positions name their side, and what is against it reduces.
    (
      .test(.market) {
        $0.positionSide = .long
        $0.leverage = Rate(3)
      }, "BUY&positionSide=LONG&type=MARKET&quantity=1"
    ),
    (
      .test(.market) {
        $0.positionSide = .short
        $0.isReduceOnly = true
      }, "BUY&positionSide=SHORT&type=MARKET&quantity=1"
    ),
  ]

  @Test(arguments: orders)
  func `an order that waits for no price goes to the plain endpoint`(
    order: PlaceRequest, line: String
  ) throws {
    let call = try dialect.place(order, in: .futures)
    #expect(
      call.line == Self.plain + line + "&newOrderRespType=RESULT&newClientOrderId=tcabc")
    #expect(call.draft.access == .signed && call.draft.isWrite && call.draft.purpose == .place)
  }

  static let conditionalOrders: [(PlaceRequest, String, String)] = [
    (
      .test(.stop, .sell) {
        $0.stopPrice = Price(48000)
        $0.isReduceOnly = true
      }, "SELL&type=STOP_MARKET&quantity=1&reduceOnly=true", "&triggerPrice=48000"
    ),
    (
      .test(.stopLimit, .sell) {
        $0.price = Price(47900)
        $0.stopPrice = Price(48000)
      }, "SELL&type=STOP&quantity=1&price=47900", "&triggerPrice=48000"
    ),
    (
      .test(.stopLimit) {
        $0.price = Price(1)
        $0.stopPrice = Price(2)
        $0.isPostOnly = true
      }, "BUY&type=STOP&timeInForce=GTX&quantity=1&price=1", "&triggerPrice=2"
    ),
    (
      .test(.takeProfit) { $0.stopPrice = Price(2) }, "BUY&type=TAKE_PROFIT_MARKET&quantity=1",
      "&triggerPrice=2"
    ),
    (
      .test(.takeProfit) {
        $0.price = Price(1)
        $0.stopPrice = Price(2)
        $0.timeInForce = .immediateOrCancel
      }, "BUY&type=TAKE_PROFIT&timeInForce=IOC&quantity=1&price=1", "&triggerPrice=2"
    ),
    (
      .test(.stop, .sell) { $0.trailingPercent = Rate("0.5") },
      "SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=0.5", ""
    ),
    (
      .test(.stop, .sell) {
        $0.trailingPercent = Rate(5)
        $0.stopPrice = Price(52000)
      }, "SELL&type=TRAILING_STOP_MARKET&quantity=1&callbackRate=5", "&activatePrice=52000"
    ),
  ]

  @Test(arguments: conditionalOrders)
  func `an order that waits for a price goes to the algo endpoint`(
    order: PlaceRequest, line: String, trigger: String
  ) throws {
    let call = try dialect.place(order, in: .futures)
    #expect(
      call.line == Self.algo + line + "&newOrderRespType=RESULT\(trigger)&clientAlgoId=tcabc")
  }

  static let refused: [PlaceRequest] = [
    .test(.market) { $0.quoteQuantity = Notional(1) },
    .test(.limit) {
      $0.price = Price(1)
      $0.icebergQuantity = Quantity(1)
    },
    .test(.market) {
      $0.positionSide = .long
      $0.isReduceOnly = true
    },
    .test(.takeProfit) { $0.trailingPercent = Rate(1) },
    .test(.stopLimit) {
      $0.price = Price(1)
      $0.trailingPercent = Rate(1)
    },
    .test(.market) { $0.clientOrderID = "a b" },
    .test(.stop) {
      $0.stopPrice = Price(1)
      $0.timeInForce = .fillOrKill
    },
  ]

  @Test(arguments: refused)
  func `what futures do not have is said before anything is sent`(order: PlaceRequest) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: .futures) }
  }

  @Test func `ids may have the marks that futures take`() throws {
    let order = PlaceRequest.test(.market) { $0.clientOrderID = "a.b:c/d_e-f" }
    #expect(
      try dialect.place(order, in: .futures).line.hasSuffix("newClientOrderId=a.b%3Ac%2Fd_e-f"))
  }

  // MARK: Orders that are there

  private static let own = "symbol=BTCUSDT&origClientOrderId=tcabc"
  private static let algoOwn = "symbol=BTCUSDT&clientAlgoId=tcabc"

  @Test func `an order is looked up where its type, or its number, says that it is`() throws {
    func lines(_ target: OrderTarget) throws -> [String] {
      try dialect.order(target).map { $0.line.replacing("GET /fapi/v1/", with: "") }
    }
    #expect(try lines(.test(.futures, .limit)) == ["order?\(Self.own)"])
    #expect(try lines(.test(.futures, .stop)) == ["algoOrder?\(Self.algoOwn)"])
    #expect(
      try lines(.test(.futures, nil)) == ["order?\(Self.own)", "algoOrder?\(Self.algoOwn)"])
    #expect(
      try lines(.test(.futures, nil, id: "77")) == ["order?symbol=BTCUSDT&orderId=77"])
    #expect(
      try lines(.test(.futures, nil, id: "algo:77")) == ["algoOrder?symbol=BTCUSDT&algoId=77"])
  }

  @Test func `a cancel follows an order whose price was reached`() throws {
    func lines(_ target: OrderTarget) throws -> [String] {
      try dialect.cancel(target).map { $0.line.replacing("/fapi/v1/", with: "") }
    }
    #expect(try lines(.test(.futures, .limit)) == ["DELETE order?\(Self.own)"])
    let algo = ["DELETE algoOrder?\(Self.algoOwn)", "GET algoOrder?\(Self.algoOwn)"]
    #expect(try lines(.test(.futures, .takeProfit)) == algo)
    #expect(try lines(.test(.futures, nil)) == ["DELETE order?\(Self.own)"] + algo)
    #expect(
      try lines(.test(.futures, nil, client: nil, id: "algo:5")).first
        == "DELETE algoOrder?symbol=BTCUSDT&algoId=5")
    #expect(try dialect.cancel(.test(.futures, .stop)).allSatisfy { $0.draft.purpose == .cancel })
    #expect(
      try dialect.cancelAll(in: .futures).map(\.line) == [
        "DELETE /fapi/v1/allOpenOrders?symbol=BTCUSDT",
        "DELETE /fapi/v1/algoOpenOrders?symbol=BTCUSDT",
      ])
  }

  @Test func `a limit order is changed with all that the venue wants to be told again`() throws {
    let order = OrderTarget.test(.futures, .limit, id: "7", price: Price(49000))
    #expect(
      try dialect.amend(order, quantity: nil, price: Price(49500), stopPrice: nil).line
        == "PUT /fapi/v1/order symbol=BTCUSDT&orderId=7&side=BUY&quantity=1&price=49500")
    #expect(
      try dialect.amend(order, quantity: Quantity("0.5"), price: nil, stopPrice: nil).line
        == "PUT /fapi/v1/order symbol=BTCUSDT&orderId=7&side=BUY&quantity=0.5&price=49000")
    let stop = OrderTarget.test(.futures, .stop, id: "algo:7")
    for call in [
      { try dialect.amend(stop, quantity: Quantity("0.5"), price: nil, stopPrice: nil) },
      { try dialect.amend(order, quantity: nil, price: nil, stopPrice: Price(1)) },
      {
        try dialect.amend(
          .test(.futures, .limit, client: nil, id: "algo:7", price: Price(1)),
          quantity: Quantity("0.5"), price: nil, stopPrice: nil)
      },
    ] {
      #expect(throws: Unsupported.self) { try call() }
    }
  }

  @Test func `both kinds of orders are listed`() throws {
    let week = Timestamp.test(0)...Timestamp.test(700_000_000)
    #expect(
      try dialect.openOrders(in: nil).map(\.line)
        == ["GET /fapi/v1/openOrders", "GET /fapi/v1/openAlgoOrders"])
    #expect(
      try dialect.openOrders(in: .futures).map(\.line) == [
        "GET /fapi/v1/openOrders?symbol=BTCUSDT", "GET /fapi/v1/openAlgoOrders?symbol=BTCUSDT",
      ])
    #expect(
      try dialect.orders(in: .futures, during: week, limit: 9).map(\.line) == [
        "GET /fapi/v1/allOrders?symbol=BTCUSDT&startTime=0&endTime=604799999&limit=9",
        "GET /fapi/v1/allAlgoOrders?symbol=BTCUSDT&startTime=0&endTime=604799999&limit=9",
      ])
    #expect(
      try dialect.fills(in: .futures, during: nil, limit: nil).map(\.line)
        == ["GET /fapi/v1/userTrades?symbol=BTCUSDT"])
    #expect(
      try dialect.fills(of: .test(.futures, .limit, id: "7")).map(\.line)
        == ["GET /fapi/v1/userTrades?symbol=BTCUSDT&orderId=7"])
    #expect(
      try dialect.fills(of: .test(.futures, nil)).map(\.line)
        == ["GET /fapi/v1/order?\(Self.own)", "GET /fapi/v1/algoOrder?\(Self.algoOwn)"])
  }

  // MARK: Markets and account

  @Test func `the book has the depths that futures know`() {
    for (depth, limit) in [(0, 5), (5, 5), (6, 10), (100, 100), (101, 500), (9999, 1000)] {
      #expect(
        dialect.book(.futures, depth: depth).line
          == "GET /fapi/v1/depth?symbol=BTCUSDT&limit=\(limit)")
    }
  }

  @Test func `candles are drawn of three prices`() throws {
    for (price, target) in [
      (CandlePrice.last, "klines?symbol"), (.mark, "markPriceKlines?symbol"),
      (.index, "indexPriceKlines?pair"),
    ] {
      let call = try dialect.candles(.futures, .oneHour, of: price, since: nil, limit: 5)
      #expect(call.line == "GET /fapi/v1/\(target)=BTCUSDT&interval=1h&limit=5")
    }
    // Spot has no others.
    #expect(throws: Unsupported.self) {
      try BinanceDialect().candles(.spot, .oneHour, of: .mark, since: nil, limit: nil)
    }
  }

  @Test func `the account is asked about and set`() throws {
    #expect(dialect.instruments().map(\.line) == ["GET /fapi/v1/exchangeInfo"])
    #expect(dialect.balances().map(\.line) == ["GET /fapi/v3/account"])
    #expect(dialect.positions().map(\.line) == ["GET /fapi/v3/positionRisk"])
    #expect(
      dialect.positions(in: .futures).map(\.line) == ["GET /fapi/v3/positionRisk?symbol=BTCUSDT"])
    #expect(
      try dialect.leverage(in: .futures).line == "GET /fapi/v1/symbolConfig?symbol=BTCUSDT")
    #expect(
      try dialect.setLeverage(Rate(21), in: .futures).line
        == "POST /fapi/v1/leverage symbol=BTCUSDT&leverage=21")
    #expect(
      try dialect.setMarginMode(.cross, in: .futures).line
        == "POST /fapi/v1/marginType symbol=BTCUSDT&marginType=CROSSED")
    #expect(
      try dialect.setMarginMode(.isolated, in: .futures).line
        == "POST /fapi/v1/marginType symbol=BTCUSDT&marginType=ISOLATED")
    #expect(
      try dialect.fees(in: .futures).line == "GET /fapi/v1/commissionRate?symbol=BTCUSDT")
    #expect(try dialect.permissions(of: .test).line == "GET /sapi/v1/account/apiRestrictions")
    for leverage in [Rate("2.5"), .zero, Rate(126), Rate(-3)] {
      #expect(throws: Unsupported.self) { try dialect.setLeverage(leverage, in: .futures) }
    }
  }
}
