import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceRequestTests {
  private let dialect = BinanceDialect()

  // MARK: Placing

  private static let head = "POST /api/v3/order symbol=BTCUSDT&side="
  private static let tail = "&newClientOrderId=tcabc&newOrderRespType=FULL"

  static let orders: [(PlaceRequest, String)] = [
    (.test(.market), "BUY&type=MARKET&quantity=1"),
    (.test(.market, .sell) { $0.isReduceOnly = true }, "SELL&type=MARKET&quantity=1"),
    (
      .test(.market) { $0.quoteQuantity = Notional("10.50") },
      "BUY&type=MARKET&quoteOrderQty=10.5"
    ),
    (
      .test(.limit, .sell) {
        $0.quantity = Quantity("0.00001000")
        $0.price = Price("0.0000000000100")
      }, "SELL&type=LIMIT&timeInForce=GTC&quantity=0.00001&price=0.00000000001"
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.timeInForce = .immediateOrCancel
      }, "BUY&type=LIMIT&timeInForce=IOC&quantity=1&price=50000"
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
      }, "BUY&type=LIMIT&timeInForce=FOK&quantity=1&price=50000"
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      }, "BUY&type=LIMIT_MAKER&quantity=1&price=50000"
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.icebergQuantity = Quantity("0.1")
      }, "BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=50000&icebergQty=0.1"
    ),
    (
      .test(.stop, .sell) { $0.stopPrice = Price(48000) },
      "SELL&type=STOP_LOSS&quantity=1&stopPrice=48000"
    ),
    (
      .test(.stopLimit, .sell) {
        $0.price = Price(47900)
        $0.stopPrice = Price(48000)
      }, "SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=1&price=47900&stopPrice=48000"
    ),
    (
      .test(.takeProfit, .sell) { $0.stopPrice = Price(52000) },
      "SELL&type=TAKE_PROFIT&quantity=1&stopPrice=52000"
    ),
    (
      .test(.takeProfit, .sell) {
        $0.price = Price(52100)
        $0.stopPrice = Price(52000)
      }, "SELL&type=TAKE_PROFIT_LIMIT&timeInForce=GTC&quantity=1&price=52100&stopPrice=52000"
    ),
    (
      .test(.stop, .sell) { $0.trailingPercent = Rate("1.25") },
      "SELL&type=STOP_LOSS&quantity=1&trailingDelta=125"
    ),
    (
      .test(.stop, .sell) {
        $0.trailingPercent = Rate(5)
        $0.stopPrice = Price(52000)
      }, "SELL&type=STOP_LOSS&quantity=1&stopPrice=52000&trailingDelta=500"
    ),
  ]

  @Test(arguments: orders)
  func `an order is asked for exactly as it is given`(order: PlaceRequest, line: String) throws {
    let call = try dialect.place(order, in: .spot)
    #expect(call.line == Self.head + line + Self.tail)
    #expect(call.draft.access == .signed && call.draft.isWrite && call.draft.purpose == .place)
  }

  static let refused: [PlaceRequest] = [
    .test(.market) { $0.positionSide = .long },
    .test(.market) { $0.leverage = Rate(3) },
    .test(.market, .buy) { $0.isReduceOnly = true },
    .test(.market) { $0.timeInForce = .fillOrKill },
    .test(.market) { $0.clientOrderID = "with space" },
    .test(.market) { $0.clientOrderID = String(repeating: "a", count: 37) },
    .test(.market) { $0.isPostOnly = true },
    .test(.market) { $0.price = Price(1) },
    .test(.market) { $0.stopPrice = Price(1) },
    .test(.market) { $0.trailingPercent = Rate(1) },
    .test(.market) { $0.icebergQuantity = Quantity(1) },
    .test(.limit),
    .test(.limit) {
      $0.price = Price(1)
      $0.quoteQuantity = Notional(1)
    },
    .test(.limit) {
      $0.price = Price(1)
      $0.isPostOnly = true
      $0.timeInForce = .immediateOrCancel
    },
    .test(.limit) {
      $0.price = Price(1)
      $0.icebergQuantity = Quantity(1)
      $0.timeInForce = .immediateOrCancel
    },
    .test(.stop),
    .test(.stop) { $0.trailingPercent = Rate("0.005") },
    .test(.stop) { $0.trailingPercent = Rate(-1) },
    .test(.stopLimit) { $0.stopPrice = Price(1) },
    .test(.stopLimit) {
      $0.price = Price(1)
      $0.stopPrice = Price(1)
      $0.isPostOnly = true
    },
  ]

  @Test(arguments: refused)
  func `what spot does not have is said before anything is sent`(order: PlaceRequest) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: .spot) }
  }

  @Test func `an order carries the time until which it is good`() throws {
    let until = Timestamp.test(1_795_176_005_000)
    let call = try dialect.place(.test(.market) { $0.validUntil = until }, in: .spot)
    #expect(call.draft.validUntil == until)
  }

  // MARK: Orders that are there

  @Test func `an order is meant by the venue's number where it is known`() throws {
    let known = OrderTarget.test(.spot, .limit, id: "28")
    let own = OrderTarget.test(.spot, .limit)
    #expect(
      try dialect.order(known).map(\.line) == ["GET /api/v3/order?symbol=BTCUSDT&orderId=28"])
    #expect(
      try dialect.order(own).map(\.line)
        == ["GET /api/v3/order?symbol=BTCUSDT&origClientOrderId=tcabc"])
    let cancels = try dialect.cancel(known)
    #expect(cancels.map(\.line) == ["DELETE /api/v3/order?symbol=BTCUSDT&orderId=28"])
    #expect(cancels[0].draft.purpose == .cancel && cancels[0].draft.isWrite)
    #expect(
      try dialect.cancelAll(in: .spot).map(\.line) == ["DELETE /api/v3/openOrders?symbol=BTCUSDT"])
  }

  @Test func `a quantity is lowered in place, and keeps its name`() throws {
    let order = OrderTarget.test(.spot, .limit, id: "28")
    let call = try dialect.amend(order, quantity: Quantity("0.5"), price: nil, stopPrice: nil)
    #expect(
      call.line == "PUT /api/v3/order/amend/keepPriority "
        + "symbol=BTCUSDT&orderId=28&newClientOrderId=tcabc&newQty=0.5")
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: Quantity(2), price: nil, stopPrice: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: Quantity("0.5"), price: Price(1), stopPrice: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: nil, price: nil, stopPrice: Price(1))
    }
  }

  @Test func `orders and fills are asked for by market and time`() throws {
    let day = Timestamp.test(0)...Timestamp.test(3_600_000)
    #expect(try dialect.openOrders(in: nil).map(\.line) == ["GET /api/v3/openOrders"])
    #expect(
      try dialect.openOrders(in: .spot).map(\.line) == ["GET /api/v3/openOrders?symbol=BTCUSDT"])
    #expect(
      try dialect.orders(in: .spot, during: nil, limit: 5000).map(\.line)
        == ["GET /api/v3/allOrders?symbol=BTCUSDT&limit=1000"])
    #expect(
      try dialect.orders(in: .spot, during: day, limit: nil).map(\.line)
        == ["GET /api/v3/allOrders?symbol=BTCUSDT&startTime=0&endTime=3600000"])
    #expect(
      try dialect.fills(in: .spot, during: day, limit: 10).map(\.line)
        == ["GET /api/v3/myTrades?symbol=BTCUSDT&startTime=0&endTime=3600000&limit=10"])
    #expect(
      try dialect.fills(of: .test(.spot, .limit, id: "28")).map(\.line)
        == ["GET /api/v3/myTrades?symbol=BTCUSDT&orderId=28"])
    #expect(
      try dialect.fills(of: .test(.spot, .limit)).map(\.line)
        == ["GET /api/v3/order?symbol=BTCUSDT&origClientOrderId=tcabc"])
  }

  // MARK: Markets and account

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (
        dialect.instruments()[0].draft, "exchangeInfo?showPermissionSets=false&symbolStatus=TRADING"
      ),
      (try dialect.limits().draft, "exchangeInfo?symbol=BTCUSDT"),
      (dialect.time().draft, "time"),
      (dialect.ticker(.spot).draft, "ticker/24hr?symbol=BTCUSDT"),
      (try dialect.tickers()[0].draft, "ticker/24hr"),
      (dialect.book(.spot, depth: 7).draft, "depth?symbol=BTCUSDT&limit=7"),
      (dialect.book(.spot, depth: 9999).draft, "depth?symbol=BTCUSDT&limit=5000"),
      (dialect.trades(.spot, limit: nil).draft, "trades?symbol=BTCUSDT"),
      (dialect.trades(.spot, limit: 2000).draft, "trades?symbol=BTCUSDT&limit=1000"),
      (
        try dialect.candles(.spot, .fiveMinutes, since: since, limit: 2000).draft,
        "klines?symbol=BTCUSDT&interval=5m&startTime=1795176000000&limit=1000"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /api/v3/" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
  }

  @Test func `the account is asked about with a signature`() throws {
    #expect(dialect.balances().map(\.line) == ["GET /api/v3/account?omitZeroBalances=true"])
    #expect(
      try dialect.fees(in: .spot).line == "GET /api/v3/account/commission?symbol=BTCUSDT")
    let permissions = try dialect.permissions(of: .test)
    #expect(permissions.line == "GET /sapi/v1/account/apiRestrictions")
    #expect(permissions.draft.access == .signed && permissions.draft.service.name == "wallet")
    #expect(dialect.profile.origins[.live]?[permissions.draft.service]?.isEmpty == false)
  }

  @Test func `spot has neither positions nor leverage`() {
    #expect(dialect.positions().isEmpty)
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .spot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(Rate(2), in: .spot) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.cross, in: .spot) }
  }
}
