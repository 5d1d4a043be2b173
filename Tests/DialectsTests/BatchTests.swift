import Domain
import Testing
import VenueInterface

@testable import Dialects

/// Several orders in one request: what is sent, and what is made of the answers.
@Suite struct BatchTests {
  private static let buy = PlaceRequest.test(.limit) { $0.price = Price(40000) }
  private static let sell = PlaceRequest.test(.limit, .sell) {
    $0.price = Price(60000)
    $0.clientOrderID = "tcother"
    $0.isPostOnly = true
  }

  private static func call(
    _ dialect: any Dialect, _ market: Instrument, _ orders: [PlaceRequest] = [buy, sell]
  ) throws -> VenueCall<[BatchedAnswer]> {
    try dialect.place(
      orders.map { order in
        var order = order
        order.symbol = market.symbol
        return order
      }, in: orders.map { _ in market })
  }

  private static func ids(_ answers: [BatchedAnswer]) -> [String?] {
    answers.map { answer in
      switch answer {
      case .success(.order(let order)): order.orderID
      case .success(.acknowledged(let id)): id
      case .success(.elsewhere), .failure: nil
      }
    }
  }

  private static func failures(_ answers: [BatchedAnswer]) -> [VenueError?] {
    answers.map { if case .failure(let error) = $0 { error } else { nil } }
  }

  // MARK: Requests

  @Test func `futures of the Binance family write them as JSON into a form`() throws {
    let call = try Self.call(BinanceFuturesDialect(), .futures)
    #expect(call.draft.path == "/fapi/v1/batchOrders" && call.draft.method == .post)
    guard case .form(let parameters) = call.draft.body else {
      Issue.record("there is no form")
      return
    }
    let head = #"{"symbol":"BTCUSDT","side":""#
    let orders =
      "[\(head)BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\",\"quantity\":\"1\","
      + #""price":"40000","newOrderRespType":"RESULT","newClientOrderId":"tcabc"},"#
      + "\(head)SELL\",\"type\":\"LIMIT\",\"timeInForce\":\"GTX\",\"quantity\":\"1\","
      + #""price":"60000","newOrderRespType":"RESULT","newClientOrderId":"tcother"}]"#
    #expect(parameters == [RequestDraft.Parameter("batchOrders", orders)])
    #expect(call.draft.weight == 5 && call.draft.orders == 2 && call.draft.isWrite)
    #expect(call.draft.ordersCounted == 5)
    for generation in [AsterDialect.Generation.keys, .wallets] {
      let aster = try Self.call(AsterDialect(generation), .futures)
      #expect(aster.draft.path.hasSuffix("/batchOrders"))
    }
  }

  @Test func `Bybit names the kind of market beside them`() throws {
    let call = try Self.call(BybitDialect(), .futures)
    #expect(
      call.line
        == #"POST /v5/order/create-batch {"category":"linear","request":[{"category":"linear","#
        + #""symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"1","price":"40000","#
        + #""orderLinkId":"tcabc"},{"category":"linear","symbol":"BTCUSDT","side":"Sell","#
        + #""orderType":"Limit","qty":"1","price":"60000","timeInForce":"PostOnly","#
        + #""orderLinkId":"tcother"}]}"#)
    #expect(call.draft.orders == 2 && call.draft.ordersCounted == nil)
  }

  @Test func `OKX takes a list, of which five weigh as one`() throws {
    let call = try Self.call(OKXDialect(), .okxSwap)
    #expect(
      call.line
        == #"POST /api/v5/trade/batch-orders [{"instId":"BTC-USDT-SWAP","tdMode":"cross","#
        + #""side":"buy","ordType":"limit","sz":"100","px":"40000","clOrdId":"tcabc"},"#
        + #"{"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","ordType":"post_only","#
        + #""sz":"100","px":"60000","clOrdId":"tcother"}]"#)
    #expect(call.draft.weight == 1 && call.draft.market == Instrument.okxSwap.symbol)
    let many = try Self.call(OKXDialect(), .okxSwap, Array(repeating: Self.buy, count: 6))
    #expect(many.draft.weight == 2 && many.draft.orders == 6)
  }

  @Test func `the two of KuCoin have a list each`() throws {
    let spot = try Self.call(KuCoinDialect(), .spot)
    let list = #"{"symbol":"BTCUSDT","orderList":[{"clientOid":"tcabc""#
    #expect(spot.line.hasPrefix("POST /api/v1/hf/orders/multi \(list)"))
    #expect(spot.draft.weight == 2)
    let futures = try Self.call(KuCoinFuturesDialect(), .futures)
    #expect(futures.line.hasPrefix(#"POST /api/v1/orders/multi [{"clientOid":"tcabc""#))
    #expect(futures.draft.weight == 20)
  }

  @Test func `orders are cancelled together where the exchange takes that`() throws {
    func targets(_ count: Int, _ market: Instrument, algo: Bool = false) -> [OrderTarget] {
      (1...count).map {
        OrderTarget(
          market, clientOrderID: nil, orderID: algo ? AlgoOrderKey.orderID("\($0)") : "\($0)",
          side: .buy, type: algo ? .stop : .limit, quantity: .one)
      }
    }
    let okx = try OKXDialect().cancel(
      together: targets(21, .okxSwap) + targets(1, .okxSwap, algo: true))
    #expect(
      okx.map(\.draft.path) == [
        "/api/v5/trade/cancel-batch-orders", "/api/v5/trade/cancel-batch-orders",
        "/api/v5/trade/cancel-algos",
      ])
    #expect(okx.map(\.draft.orders) == [20, 1, 1])
    #expect(okx.map(\.draft.weight) == [4, 1, 3])
    #expect(
      okx[1].line
        == #"POST /api/v5/trade/cancel-batch-orders [{"instId":"BTC-USDT-SWAP","ordId":"21"}]"#)
    let coinbase = try CoinbaseDialect().cancel(together: targets(2, .spot))
    #expect(
      coinbase.map(\.line)
        == [#"POST /api/v3/brokerage/orders/batch_cancel {"order_ids":["1","2"]}"#])
    let bybit = try BybitDialect().cancel(together: targets(12, .futures))
    #expect(bybit.map(\.draft.orders) == [10, 2])
    #expect(
      bybit[1].line
        == #"POST /v5/order/cancel-batch {"category":"linear","request":["#
        + #"{"symbol":"BTCUSDT","orderId":"11"},{"symbol":"BTCUSDT","orderId":"12"}]}"#)
    #expect(okx.allSatisfy { $0.draft.purpose == .cancel && $0.draft.isWrite })
    // Those of the book have a limit that five of them take one of; each that waits takes three.
    let waiting = try OKXDialect().cancel(together: targets(12, .okxSwap, algo: true))
    #expect(waiting.map(\.draft.weight) == [30, 6])
    #expect(throws: Unsupported.self) {
      try BybitDialect().cancel(together: targets(2, .spot, algo: true))
    }
    let unnumbered = OrderTarget(
      .spot, clientOrderID: "a", side: .buy, type: .limit, quantity: .one)
    #expect(throws: Unsupported.self) { try CoinbaseDialect().cancel(together: [unnumbered]) }
    #expect(throws: Unsupported.self) { try BinanceDialect().cancel(together: targets(2, .spot)) }
    for dialect in [OKXDialect() as any Dialect, CoinbaseDialect(), BybitDialect()] {
      #expect(try dialect.cancel(together: []).isEmpty)
    }
  }

  @Test func `the first that is too late decides`() throws {
    var early = Self.buy
    early.validUntil = .test(1_795_176_000_000)
    var late = Self.sell
    late.validUntil = .test(1_795_176_009_000)
    let call = try Self.call(OKXDialect(), .okxSwap, [late, early])
    #expect(call.draft.validUntil == early.validUntil)
  }

  @Test func `who takes one order a request says so`() {
    for dialect in [
      BinanceDialect() as any Dialect, CoinbaseDialect(), CoinbaseExchangeDialect(),
    ] {
      #expect(dialect.profile.capabilities.batching == nil)
      #expect(throws: Unsupported("\(dialect.profile.name) takes one order a request")) {
        _ = try Self.call(dialect, .spot)
      }
    }
  }

  @Test func `what cannot be sent alone cannot be sent with others`() {
    var odd = Self.sell
    odd.quoteQuantity = Notional(5)
    #expect(throws: Unsupported.self) {
      _ = try Self.call(BinanceFuturesDialect(), .futures, [Self.buy, odd])
    }
  }

  // MARK: Which orders share one

  @Test func `neighbours of one kind share a request, up to the most`() {
    func requests(
      _ rule: OrderBatching, _ orders: [(OrderType, Instrument)]
    ) -> [Range<Int>] {
      rule.requests(of: orders.map { ($0.0, $0.1.symbol) })
    }
    let rule = OrderBatching(ordersMax: 3)
    let limit = (OrderType.limit, Instrument.futures)
    #expect(requests(rule, []) == [])
    #expect(requests(rule, [limit]) == [0..<1])
    #expect(requests(rule, Array(repeating: limit, count: 7)) == [0..<3, 3..<6, 6..<7])
    let mixed = [limit, (.market, .futures), (.stop, .futures), limit, (.limit, .spot)]
    #expect(requests(rule, mixed) == [0..<2, 2..<3, 3..<4, 4..<5])
    let narrow = OrderBatching(ordersMax: 3, takesMarketOrders: false, mixesMarkets: false)
    #expect(requests(narrow, mixed) == [0..<1, 1..<2, 2..<3, 3..<4, 4..<5])
  }

  // MARK: Answers

  private static func binance(_ name: String, _ number: Int) -> String {
    #"{"symbol":"BTCUSDT","orderId":\#(number),"clientOrderId":"\#(name)","side":"BUY","#
      + #""type":"LIMIT","origType":"LIMIT","status":"NEW","origQty":"1","executedQty":"0","#
      + #""price":"40000","stopPrice":"0","avgPrice":"0","reduceOnly":false,"updateTime":1}"#
  }

  @Test func `each order of an answer is read by itself`() throws {
    let dialect = BinanceFuturesDialect()
    let call = try Self.call(dialect, .futures)
    func read(_ body: String) throws -> [BatchedAnswer] { try dialect.answer(body, to: call) }
    let first = Self.binance("tcabc", 1)
    #expect(Self.ids(try read("[\(first),\(Self.binance("tcother", 2))]")) == ["1", "2"])
    let refused = try read(#"[\#(first),{"code":-2019,"msg":"Margin is insufficient."}]"#)
    #expect(
      Self.failures(refused)
        == [nil, .rejected(code: "-2019", message: "Margin is insufficient.")])
    #expect(Self.ids(refused) == ["1", nil])
    // Of that one nobody knows what became of it.
    for odd in [Self.binance("another", 2), "{}", "5", #"{"code":-1007,"msg":"Timeout"}"#] {
      let answers = try read("[\(first),\(odd)]")
      guard case .failure(.outcomeUnknown) = answers[1] else {
        Issue.record("\(odd): \(answers[1])")
        continue
      }
      #expect(Self.ids(answers) == ["1", nil])
    }
    for whole in ["[]", "[\(first)]", "{}", "5", "[\(first),\(first),\(first)]"] {
      guard case .outcomeUnknown? = dialect.failure(whole, to: call) else {
        Issue.record("\(whole) was taken")
        continue
      }
    }
    #expect(
      dialect.failure(#"{"code":-1022,"msg":"Signature"}"#, to: call, status: 400)
        == .unauthorized(message: "Signature"))
  }

  @Test(
    arguments: [
      ("BinanceFutures", BinanceFuturesDialect(), .futures, "28001", "-2019"),
      ("Bybit", BybitDialect(), .futures, "0f1a", "110007"),
      ("OKX", OKXDialect(), .okxSwap, "5001", "51008"),
      ("KuCoin", KuCoinDialect(), .kucoinSpot, "670fd33bf9406e0007ab3945", "success=false"),
      ("KuCoinFutures", KuCoinFuturesDialect(), .kucoinFutures, "235919387779985408", "300003"),
    ] as [(String, any Dialect & Sendable, Instrument, String, String)])
  func `one of two is placed`(
    folder: String, dialect: any Dialect, market: Instrument, id: String, code: String
  ) throws {
    let answers = try dialect.answer(
      fixture: "\(folder)/batch", to: try Self.call(dialect, market),
      VenueMarkets([market]))
    #expect(Self.ids(answers) == [id, nil])
    guard case .rejected(code, _)? = Self.failures(answers)[1] else {
      Issue.record("\(answers[1])")
      return
    }
  }

  @Test func `Bybit has to tell in its second list what became of each`() throws {
    let dialect = BybitDialect()
    let call = try Self.call(dialect, .futures)
    let answers = try dialect.answer(
      #"{"retCode":0,"retMsg":"OK","result":{"list":[{"orderId":"1","orderLinkId":"tcabc"},"#
        + #"{"orderId":"2","orderLinkId":"tcother"}]},"retExtInfo":{"list":[{"code":0,"msg":"OK"}"#
        + #"]},"time":1}"#, to: call)
    #expect(Self.ids(answers) == ["1", nil])
    guard case .failure(.outcomeUnknown) = answers[1] else {
      Issue.record("\(answers[1])")
      return
    }
  }

  @Test func `a text of KuCoin about itself leaves open what became of an order`() throws {
    let call = try Self.call(KuCoinDialect(), .kucoinSpot)
    for text in ["Internal Server Error", "System is busy, please try again", "Order timed out"] {
      let answers = try KuCoinDialect().answer(
        #"{"code":"200000","data":[{"success":false,"failMsg":"\#(text)"},"#
          + #"{"success":false,"failMsg":"Balance insufficient!"}]}"#, to: call, .kucoin)
      #expect(
        Self.failures(answers) == [
          .outcomeUnknown(reason: text),
          .rejected(code: "success=false", message: "Balance insufficient!"),
        ])
    }
  }

  @Test func `OKX refuses a whole request as it refuses any`() throws {
    let dialect = OKXDialect()
    let call = try Self.call(dialect, .okxSwap)
    #expect(
      dialect.failure(#"{"code":"50011","msg":"Too Many","data":[]}"#, to: call, .okx)
        == .rateLimited(retryAfter: nil))
    #expect(
      dialect.failure(#"{"code":"1","msg":"no","data":[]}"#, to: call, .okx)
        == .rejected(code: "1", message: "no"))
  }
}
