import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct CoinbaseRequestTests {
  private let dialect = CoinbaseDialect()

  static let orders: [(PlaceRequest, String)] = [
    (.test(.market, in: .coinbaseSpot), #"{"market_market_ioc":{"base_size":"1"}}"#),
    (
      .test(.market, in: .coinbaseSpot) { $0.quoteQuantity = Notional("10.5") },
      #"{"market_market_ioc":{"quote_size":"10.5"}}"#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      },
      #"{"limit_limit_gtc":{"base_size":"1","limit_price":"50000","post_only":true}}"#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.timeInForce = .immediateOrCancel
      },
      #"{"sor_limit_ioc":{"base_size":"1","limit_price":"50000"}}"#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
      },
      #"{"limit_limit_fok":{"base_size":"1","limit_price":"50000"}}"#
    ),
    (
      .test(.stopLimit, in: .coinbaseSpot) {
        $0.price = Price(52100)
        $0.stopPrice = Price(52000)
      },
      #"{"stop_limit_stop_limit_gtc":{"base_size":"1","limit_price":"52100","#
        + #""stop_price":"52000","stop_direction":"STOP_DIRECTION_STOP_UP"}}"#
    ),
    (
      .test(.takeProfit, in: .coinbaseSpot) {
        $0.price = Price(48000)
        $0.stopPrice = Price(48100)
      },
      #"{"stop_limit_stop_limit_gtc":{"base_size":"1","limit_price":"48000","#
        + #""stop_price":"48100","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}"#
    ),
  ]

  @Test(arguments: orders)
  func `orders are said as the venue says them`(order: PlaceRequest, terms: String) throws {
    #expect(
      try dialect.place(order, in: .coinbaseSpot).line
        == #"POST /api/v3/brokerage/orders {"client_order_id":"tcabc","product_id":"BTC-USD","#
        + #""side":"BUY","order_configuration":\#(terms)}"#)
  }

  static let refused: [PlaceRequest] = [
    .test(.market) { $0.clientOrderID = "a.b" },
    .test(.market) { $0.clientOrderID = String(repeating: "a", count: 37) },
    .test(.market) { $0.positionSide = .long }, .test(.market) { $0.leverage = Rate(2) },
    .test(.market) { $0.isReduceOnly = true }, .test(.stop) { $0.trailingPercent = Rate(1) },
    .test(.stop) { $0.stopPrice = Price(1) }, .test(.takeProfit) { $0.stopPrice = Price(1) },
    .test(.stopLimit) {
      $0.price = Price(1)
      $0.stopPrice = Price(1)
      $0.timeInForce = .immediateOrCancel
    },
    .test(.limit) {
      $0.price = Price(1)
      $0.icebergQuantity = Quantity("0.1")
    },
    .test(.limit),
  ]

  @Test(arguments: refused)
  func `what the venue does not have is refused before anything is sent`(order: PlaceRequest) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: .coinbaseSpot) }
  }

  @Test func `contracts are not traded from here`() {
    #expect(throws: Unsupported.self) {
      try dialect.place(.test(.market, in: .futures), in: .futures)
    }
  }

  @Test func `orders are cancelled by their number, which is looked for without one`() throws {
    #expect(
      try dialect.cancel(.test(.coinbaseSpot, .limit, id: "o1")).map(\.line)
        == [#"POST /api/v3/brokerage/orders/batch_cancel {"order_ids":["o1"]}"#])
    let byClient = try dialect.cancel(.test(.coinbaseSpot, .limit))
    #expect(
      byClient.map(\.line) == [
        "GET /api/v3/brokerage/orders/historical/batch?product_ids=BTC-USD&order_status=OPEN"
          + "&limit=1000"
      ])
    #expect(byClient[0].draft.purpose == .cancel)
    #expect(throws: Unsupported.self) { try dialect.cancelAll(in: .coinbaseSpot) }
  }

  @Test func `limit orders are changed by their number`() throws {
    let order = OrderTarget.test(.coinbaseSpot, .limit, id: "o1", price: Price(49000))
    let path = "POST /api/v3/brokerage/orders/edit "
    #expect(
      try dialect.amend(order, quantity: Quantity("0.5"), price: nil, stopPrice: nil).line
        == path + #"{"order_id":"o1","size":"0.5","price":"49000"}"#)
    #expect(
      try dialect.amend(order, quantity: nil, price: Price(48000), stopPrice: nil).line
        == path + #"{"order_id":"o1","size":"1","price":"48000"}"#)
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: nil, price: nil, stopPrice: Price(1))
    }
    for other in [
      OrderTarget.test(.coinbaseSpot, .limit, price: Price(1)),
      .test(.coinbaseSpot, .stopLimit, id: "o1", price: Price(1)),
    ] {
      #expect(throws: Unsupported.self) {
        try dialect.amend(other, quantity: .one, price: nil, stopPrice: nil)
      }
    }
  }

  @Test func `orders and fills are asked for`() throws {
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    let head = "GET /api/v3/brokerage/orders/historical/"
    let period = "=1970-01-01T00%3A00%3A00"
    #expect(
      try dialect.openOrders(in: nil).map(\.line) == [head + "batch?order_status=OPEN&limit=100"])
    let past = try dialect.orders(in: .coinbaseSpot, during: days, limit: 5)[0].line
    #expect(past.hasPrefix(head + "batch?product_ids=BTC-USD&start_date" + period))
    #expect(past.contains("&end_date=1970-01-02T00%3A00%3A00") && past.hasSuffix("&limit=5"))
    #expect(
      try dialect.fills(in: .coinbaseSpot, during: nil, limit: 10).map(\.line)
        == [head + "fills?product_ids=BTC-USD&limit=10"])
    #expect(
      try dialect.fills(in: .coinbaseSpot, during: days, limit: nil)[0].line
        .contains("&start_sequence_timestamp" + period))
    #expect(
      try dialect.fills(of: .test(.coinbaseSpot, .limit, id: "o1")).map(\.line)
        == [head + "fills?order_ids=o1&product_ids=BTC-USD"])
    let byClient = head + "batch?product_ids=BTC-USD&limit=1000"
    #expect(try dialect.fills(of: .test(.coinbaseSpot, .limit)).map(\.line) == [byClient])
    #expect(try dialect.order(.test(.coinbaseSpot, .limit)).map(\.line) == [byClient])
    #expect(
      try dialect.order(.test(.coinbaseSpot, .limit, id: "o1")).map(\.line) == [head + "o1"])
  }

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[0].draft, "market/products?product_type=SPOT"),
      (dialect.time().draft, "time"),
      (dialect.ticker(.coinbaseSpot).draft, "market/products/BTC-USD/ticker?limit=1"),
      (try dialect.tickers()[0].draft, "market/products?product_type=SPOT"),
      (
        dialect.book(.coinbaseSpot, depth: 20).draft,
        "market/product_book?product_id=BTC-USD&limit=20"
      ),
      (dialect.trades(.coinbaseSpot, limit: nil).draft, "market/products/BTC-USD/ticker"),
      (
        try dialect.candles(.coinbaseSpot, .oneHour, since: since, limit: 2).draft,
        "market/products/BTC-USD/candles?granularity=ONE_HOUR&start=1795176000&end=1795179600"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /api/v3/brokerage/" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
    #expect(throws: Unsupported.self) { try dialect.limits() }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.coinbaseSpot, .oneHour, since: nil, limit: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.coinbaseSpot, .threeMinutes, since: since, limit: nil)
    }
  }

  @Test func `the account is asked about with a signature`() throws {
    let drafts = [
      dialect.balances()[0].draft, try dialect.fees(in: .coinbaseSpot).draft,
      try dialect.permissions(of: .test).draft,
    ]
    #expect(
      drafts.map(\.line) == [
        "GET /api/v3/brokerage/accounts?limit=250",
        "GET /api/v3/brokerage/transaction_summary?product_type=SPOT",
        "GET /api/v3/brokerage/key_permissions",
      ])
    #expect(drafts.allSatisfy { $0.access == .signed })
    #expect(dialect.positions().isEmpty)
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .coinbaseSpot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(.one, in: .coinbaseSpot) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.cross, in: .coinbaseSpot) }
  }
}
