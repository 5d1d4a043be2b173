import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct OKXRequestTests {
  private let dialect = OKXDialect()

  // MARK: Placing

  static let spotOrders: [(PlaceRequest, String)] = [
    (.test(.market), #""buy","ordType":"market","sz":"1","tgtCcy":"base_ccy","banAmend":true"#),
    (
      .test(.market, .sell) { $0.quoteQuantity = Notional("10.50") },
      #""sell","ordType":"market","sz":"10.5","tgtCcy":"quote_ccy","banAmend":true"#
    ),
    (
      .test(.limit, .sell) {
        $0.price = Price(50000)
        $0.isReduceOnly = true
      }, #""sell","ordType":"limit","sz":"1","px":"50000","tgtCcy":"base_ccy""#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      }, #""buy","ordType":"post_only","sz":"1","px":"50000","tgtCcy":"base_ccy""#
    ),
    (
      .test(.limit) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
      }, #""buy","ordType":"fok","sz":"1","px":"50000","tgtCcy":"base_ccy""#
    ),
  ]

  @Test(arguments: spotOrders)
  func `orders on spot are said as the venue says them`(order: PlaceRequest, rest: String) throws {
    let call = try dialect.place(order, in: .okxSpot)
    let head = #"POST /api/v5/trade/order {"instId":"BTC-USDT","tdMode":"cash","side":"#
    #expect(call.line == head + rest + #","clOrdId":"tcabc"}"#)
    #expect(call.draft.isWrite && call.draft.access == .signed)
  }

  @Test func `a swap is counted in contracts, exactly or not at all`() throws {
    func size(_ quantity: Quantity) throws(Unsupported) -> String {
      let order = PlaceRequest.test(.market, in: .okxSwap) { $0.quantity = quantity }
      let line = try dialect.place(order, in: .okxSwap).line
      return String(line.split(separator: #""sz":""#)[1].prefix { $0 != "\"" })
    }
    #expect(try size(.one) == "100")
    #expect(try size(Quantity("0.0123")) == "1.23")
    #expect(try size(Quantity("0.0001")) == "0.01")
    for quantity in [Quantity("0.00001"), Quantity("0.01231"), Quantity("1.000000000000000001")] {
      #expect(throws: Unsupported.self) { try size(quantity) }
    }
    // Without a grid a whole contract is the least.
    var bare = Instrument.okxSwap
    bare.lot = .zero
    #expect(throws: Unsupported.self) {
      try dialect.place(.test(.market, in: bare) { $0.quantity = Quantity("0.005") }, in: bare)
    }
  }

  static let swapOrders: [(PlaceRequest, String)] = [
    (
      .test(.market, .sell, in: .okxSwap) { $0.isReduceOnly = true },
      #"order {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","ordType":"market","#
        + #""sz":"100","reduceOnly":true,"clOrdId":"tcabc"}"#
    ),
    (
      .test(.market, .sell, in: .okxSwap) {
        $0.isReduceOnly = true
        $0.positionSide = .long
      },
      #"order {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","posSide":"long","#
        + #""ordType":"market","sz":"100","clOrdId":"tcabc"}"#
    ),
    (
      .test(.stop, .sell, in: .okxSwap) {
        $0.stopPrice = Price(48000)
        $0.isReduceOnly = true
      },
      #"order-algo {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","#
        + #""ordType":"conditional","sz":"100","slTriggerPx":"48000","slOrdPx":"-1","#
        + #""slTriggerPxType":"last","reduceOnly":true,"algoClOrdId":"tcabc"}"#
    ),
    (
      .test(.stopLimit, .buy, in: .okxSwap) {
        $0.stopPrice = Price(52000)
        $0.price = Price(52100)
        $0.timeInForce = .immediateOrCancel
      },
      #"order-algo {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"trigger","#
        + #""sz":"100","triggerPx":"52000","orderPx":"52100","advanceOrdType":"ioc","#
        + #""algoClOrdId":"tcabc"}"#
    ),
    (
      .test(.takeProfit, .sell, in: .okxSwap) { $0.stopPrice = Price(55000) },
      #"order-algo {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","#
        + #""ordType":"conditional","sz":"100","tpTriggerPx":"55000","tpOrdPx":"-1","#
        + #""tpTriggerPxType":"last","algoClOrdId":"tcabc"}"#
    ),
    (
      .test(.stop, .sell, in: .okxSwap) {
        $0.trailingPercent = Rate("2.5")
        $0.stopPrice = Price(51000)
        $0.isReduceOnly = true
      },
      #"order-algo {"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","#
        + #""ordType":"move_order_stop","sz":"100","callbackRatio":"0.025","activePx":"51000","#
        + #""reduceOnly":true,"algoClOrdId":"tcabc"}"#
    ),
  ]

  @Test(arguments: swapOrders)
  func `orders of swaps go to the endpoint of their kind`(
    order: PlaceRequest, rest: String
  ) throws {
    #expect(try dialect.place(order, in: .okxSwap).line == "POST /api/v5/trade/" + rest)
  }

  @Test func `what waits on spot says which currency it buys with`() throws {
    let buy = try dialect.place(.test(.stop) { $0.stopPrice = Price(52000) }, in: .okxSpot)
    #expect(buy.line.contains(#""ordType":"conditional","sz":"1","tgtCcy":"base_ccy","slTrigg"#))
    let sell = try dialect.place(.test(.stop, .sell) { $0.stopPrice = Price(48000) }, in: .okxSpot)
    #expect(!sell.line.contains("tgtCcy"))
  }

  @Test func `spot says cross where the account wants that`() throws {
    let market = try dialect.place(.test(.market) { $0.marginMode = .cross }, in: .okxSpot)
    #expect(market.line.contains(#"{"instId":"BTC-USDT","tdMode":"cross","side":"buy""#))
    let stop = try dialect.place(
      .test(.stop, .sell) {
        $0.stopPrice = Price(48000)
        $0.marginMode = .cross
      }, in: .okxSpot)
    #expect(stop.line.contains(#"order-algo {"instId":"BTC-USDT","tdMode":"cross","#))
  }

  static let refused: [(PlaceRequest, Instrument)] = [
    (.test(.market) { $0.clientOrderID = "tc-1" }, .okxSpot),
    (.test(.market) { $0.clientOrderID = String(repeating: "a", count: 33) }, .okxSpot),
    (.test(.market) { $0.positionSide = .long }, .okxSpot),
    (
      .test(.limit) {
        $0.price = Price(1)
        $0.icebergQuantity = Quantity("0.1")
      }, .okxSpot
    ),
    (
      .test(.stop) {
        $0.trailingPercent = Rate(1)
      }, .okxSpot
    ),
    (
      .test(.stopLimit, .sell) {
        $0.price = Price(1)
        $0.stopPrice = Price(2)
        $0.timeInForce = .fillOrKill
      }, .okxSpot
    ),
    (.test(.market, in: .okxSwap) { $0.quoteQuantity = Notional(10) }, .okxSwap),
    (
      .test(.market, .buy, in: .okxSwap) {
        $0.positionSide = .long
        $0.isReduceOnly = true
      }, .okxSwap
    ),
    (
      .test(.takeProfit, .sell, in: .okxSwap) {
        $0.stopPrice = Price(2)
        $0.trailingPercent = Rate(1)
      }, .okxSwap
    ),
    // Half a contract.
    (.test(.market, in: .okxInverse) { $0.quantity = Quantity(150) }, .okxInverse),
  ]

  @Test(arguments: refused)
  func `what the venue does not have is refused before anything is sent`(
    order: PlaceRequest, market: Instrument
  ) {
    #expect(throws: Unsupported.self) { try dialect.place(order, in: market) }
  }

  // MARK: Orders that are there

  @Test func `an order is cancelled where it is kept, also once it became another one`() throws {
    #expect(
      try dialect.cancel(.test(.okxSwap, .limit, id: "28")).map(\.line) == [
        #"POST /api/v5/trade/cancel-order {"instId":"BTC-USDT-SWAP","ordId":"28"}"#
      ])
    #expect(
      try dialect.cancel(.test(.okxSwap, .stop, id: "algo:28")).map(\.line) == [
        #"POST /api/v5/trade/cancel-algos [{"algoId":"28","instId":"BTC-USDT-SWAP"}]"#,
        "GET /api/v5/trade/order-algo?instId=BTC-USDT-SWAP&algoId=28",
      ])
    let unknown = try dialect.cancel(.test(.okxSwap, nil))
    #expect(unknown.map(\.draft.purpose) == [.cancel, .cancel, .cancel])
    #expect(unknown[0].line.hasSuffix(#""clOrdId":"tcabc"}"#))
    #expect(unknown[1].line.hasSuffix(#"[{"algoClOrdId":"tcabc","instId":"BTC-USDT-SWAP"}]"#))
    #expect(throws: Unsupported.self) { try dialect.cancelAll(in: .okxSwap) }
  }

  @Test func `an order of the book is changed in place, in contracts`() throws {
    let order = OrderTarget.test(.okxSwap, .limit, id: "28")
    let call = try dialect.amend(
      order, quantity: Quantity("0.05"), price: Price(100), stopPrice: nil)
    #expect(
      call.line == #"POST /api/v5/trade/amend-order {"instId":"BTC-USDT-SWAP","ordId":"28","#
        + #""newSz":"5","newPx":"100"}"#)
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: Quantity("0.00001"), price: nil, stopPrice: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.amend(order, quantity: nil, price: nil, stopPrice: Price(1))
    }
    #expect(throws: Unsupported.self) {
      try dialect.amend(
        .test(.okxSwap, .stop), quantity: .one, price: nil, stopPrice: nil)
    }
  }

  @Test func `orders are asked for in every list that may have them`() throws {
    let head = "GET /api/v5/trade/orders-"
    #expect(
      try dialect.openOrders(in: nil).map(\.line) == [
        head + "pending", head + "algo-pending?ordType=conditional%2Coco",
        head + "algo-pending?ordType=move_order_stop", head + "algo-pending?ordType=twap",
        head + "algo-pending?ordType=iceberg", head + "algo-pending?ordType=smart_iceberg",
        head + "algo-pending?ordType=chase",
        head + "algo-pending?ordType=trigger",
      ])
    #expect(try dialect.openOrders(in: .okxSpot).count == 7)
    #expect(
      try dialect.order(.test(.okxSpot, nil)).map(\.line) == [
        "GET /api/v5/trade/order?instId=BTC-USDT&clOrdId=tcabc",
        "GET /api/v5/trade/order-algo?instId=BTC-USDT&algoClOrdId=tcabc",
      ])
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    let orders = try dialect.orders(in: .okxSpot, during: days, limit: 5000)
    #expect(
      orders[1].line == head
        + "history-archive?instType=SPOT&instId=BTC-USDT&begin=0&end=86400000&limit=100")
    #expect(
      orders[2].line == head
        + "history?instType=SPOT&instId=BTC-USDT&begin=0&end=86400000&limit=100")
    #expect(
      try dialect.orders(in: .okxSpot, during: nil, limit: nil)[1].line == head
        + "history?instType=SPOT&instId=BTC-USDT")
    #expect(
      orders[4].line == head
        + "algo-history?ordType=conditional%2Coco&state=canceled&instId=BTC-USDT&limit=100")
    #expect(
      try dialect.fills(in: .okxSwap, during: days, limit: nil).map(\.line) == [
        "GET /api/v5/trade/fills-history?instType=SWAP&instId=BTC-USDT-SWAP&begin=0&end=86400000"
      ])
    #expect(
      try dialect.fills(of: .test(.okxSwap, .limit, id: "28")).map(\.line)
        == ["GET /api/v5/trade/fills?instType=SWAP&instId=BTC-USDT-SWAP&ordId=28"])
    #expect(
      try dialect.fills(of: .test(.okxSwap, .limit)).map(\.line)
        == ["GET /api/v5/trade/order?instId=BTC-USDT-SWAP&clOrdId=tcabc"])
  }

  @Test func `what is limited by itself is counted by itself`() throws {
    let limits = dialect.profile.limits
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    func amount(_ draft: RequestDraft) -> Int? {
      let own = limits.filter { $0.path == draft.path && $0.purposes.contains(draft.purpose) }
      #expect(own.count <= 1 && own.allSatisfy { $0.measure == .requests && $0.scope == .account })
      return own.first?.amount
    }
    #expect(
      try dialect.openOrders(in: nil).map { amount($0.draft) }.dropFirst().allSatisfy { $0 == 20 })
    let history = try dialect.orders(in: .okxSpot, during: days, limit: nil)
    #expect(amount(history[1].draft) == nil && amount(history[4].draft) == 20)
    #expect(try amount(dialect.order(.test(.okxSwap, .stop))[0].draft) == 20)
    #expect(try amount(dialect.order(.test(.okxSwap, .limit))[0].draft) == nil)
    #expect(try amount(dialect.fills(in: .okxSwap, during: nil, limit: nil)[0].draft) == 10)
    #expect(amount(dialect.positions()[0].draft) == 10)
    #expect(try amount(dialect.fees(in: .okxSpot).draft) == 5)
    // A cancel does not wait for what only asks.
    #expect(try amount(dialect.cancel(.test(.okxSwap, .stop))[1].draft) == nil)
    // The files that count have room for so many.
    #expect(limits.count { $0.scope == .account } <= 8)
  }

  // MARK: Markets and account

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[1].draft, "public/instruments?instType=SWAP"),
      (dialect.time().draft, "public/time"),
      (dialect.ticker(.okxSwap).draft, "market/ticker?instId=BTC-USDT-SWAP"),
      (try dialect.tickers()[0].draft, "market/tickers?instType=SPOT"),
      (dialect.book(.okxSpot, depth: 999).draft, "market/books?instId=BTC-USDT&sz=400"),
      (dialect.trades(.okxSpot, limit: 999).draft, "market/trades?instId=BTC-USDT&limit=500"),
      (
        try dialect.candles(.okxSpot, .oneDay, since: nil, limit: 999).draft,
        "market/candles?instId=BTC-USDT&bar=1Dutc&limit=300"
      ),
      (
        try dialect.candles(.okxSpot, .oneMinute, since: since, limit: 2).draft,
        "market/history-candles?instId=BTC-USDT&bar=1m&after=1795176120000"
          + "&before=1795175999999&limit=2"
      ),
      (
        try dialect.candles(.okxSwap, .oneDay, of: .mark, since: nil, limit: 999).draft,
        "market/mark-price-candles?instId=BTC-USDT-SWAP&bar=1Dutc&limit=100"
      ),
      (
        try dialect.candles(.okxSwap, .oneMinute, of: .index, since: since, limit: 2).draft,
        "market/history-index-candles?instId=BTC-USDT&bar=1m&after=1795176120000"
          + "&before=1795175999999&limit=2"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /api/v5/" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.okxSpot, .eightHours, since: nil, limit: nil)
    }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.okxSpot, .oneHour, of: .index, since: nil, limit: nil)
    }
    #expect(throws: Unsupported.self) { try dialect.limits() }
  }

  @Test func `the account is asked about with a signature`() throws {
    #expect(dialect.balances().map(\.line) == ["GET /api/v5/account/balance"])
    #expect(try dialect.funding().line == "GET /api/v5/asset/balances")
    #expect(dialect.positions().map(\.line) == ["GET /api/v5/account/positions?instType=SWAP"])
    #expect(
      dialect.positions(in: .okxSwap).map(\.line)
        == ["GET /api/v5/account/positions?instType=SWAP&instId=BTC-USDT-SWAP"])
    #expect(dialect.positions(in: .okxSpot).isEmpty)
    #expect(
      try dialect.fees(in: .okxSwap).line
        == "GET /api/v5/account/trade-fee?instType=SWAP&instFamily=BTC-USDT")
    #expect(try dialect.permissions(of: .test).line == "GET /api/v5/account/config")
    #expect(
      try dialect.setLeverage(Rate(5), in: .okxSwap).line
        == #"POST /api/v5/account/set-leverage {"instId":"BTC-USDT-SWAP","lever":"5","#
        + #""mgnMode":"cross"}"#)
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .okxSpot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(Rate("0.5"), in: .okxSwap) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.isolated, in: .okxSwap) }
  }
}
