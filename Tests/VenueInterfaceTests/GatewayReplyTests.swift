import Domain
import Testing
import Wire

@testable import VenueInterface

@Suite struct GatewayReplyTests {
  private static func reply(_ text: String) throws(RecordProblem) -> GatewayReply {
    try GatewayReply(try ReplyReader().read(Array(text.utf8).span))
  }

  private static func problem<Value>(
    in text: String, _ body: (GatewayReply) throws(RecordProblem) -> Value
  ) -> RecordProblem? {
    do throws(RecordProblem) {
      _ = try body(try reply(text))
      return nil
    } catch {
      return error
    }
  }

  static let order =
    #"{"client_order_id":"tca","order_id":77,"symbol":"BTC/USDT:USDT","side":"buy","#
    + #""order_type":"limit","status":"partially_filled","quantity":"2","filled_quantity":0.5,"#
    + #""average_price":"49999.5","price":50000,"stop_price":null,"reduce_only":true,"#
    + #""fills":[{"fill_id":5,"price":"49999.5","quantity":"0.5","fee":"-0.01","fee_asset":"USDT","#
    + #""liquidity":"maker","ts":"2026-11-20T12:00:00.5Z","more":1}],"reason":"so","more":{}}"#

  // MARK: Orders

  @Test func `an order is read with its fills`() throws {
    let reply = try Self.reply(#"{"number":3,"order":\#(Self.order),"more":[]}"#)
    #expect(reply.number == 3)
    #expect(reply.refusal == nil)
    let order = try reply.order(clientOrderID: "tca")
    let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
    let half = try Quantity(decimal: "0.5")
    let price = try Price(decimal: "49999.5")
    let fill = VenueFill(
      fillID: "5", clientOrderID: "tca", orderID: "77", symbol: symbol, side: .buy, price: price,
      quantity: half, fee: try Notional(decimal: "-0.01"), feeAsset: "USDT", liquidity: .maker,
      time: Timestamp(nanoseconds: 1_795_176_000_500_000_000))
    #expect(
      order
        == VenueOrder(
          clientOrderID: "tca", orderID: "77", symbol: symbol, side: .buy, type: .limit,
          status: .partiallyFilled, quantity: Quantity(2), filledQuantity: half,
          averagePrice: price, price: Price(50000), isReduceOnly: true, fills: [fill],
          reason: "so"))
  }

  @Test func `what is inverse says its size in its quote currency`() throws {
    let order =
      #"{"order_id":"x","symbol":"BTC/USD:BTC","side":"sell","status":"partially_filled","#
      + #""quote_quantity":1000,"filled_quote_quantity":400,"#
      + #""fills":[{"fill_id":5,"price":50000,"quote_quantity":400,"fee":0,"ts":"#
      + #""2026-11-20T12:00:00Z"}]}"#
    let read = try #require(try Self.reply(#"{"number":3,"orders":[\#(order)]}"#).orders().first)
    #expect(read.quantity == Quantity(1000))
    #expect(read.filledQuantity == Quantity(400))
    #expect(read.fills.map(\.quantity) == [Quantity(400)])
    let held = try Self.reply(
      #"{"number":3,"positions":[{"symbol":"BTC/USD:BTC","side":"long","quote_quantity":500,"#
        + #""entry_price":50000,"mark_price":40000}]}"#
    ).positions()
    #expect(held.first?.quantity == Quantity(500))
    #expect(held.first?.profit == (try Notional(decimal: "-0.0025")))
    let problem = Self.problem(
      in: #"{"number":3,"positions":[{"symbol":"BTC/USD:BTC","side":"long","quantity":1,"#
        + #""entry_price":50000}]}"#
    ) { (reply) throws(RecordProblem) in try reply.positions() }
    #expect(problem?.field?.contains("quote_quantity") == true, "\(problem?.message ?? "")")
  }

  @Test func `an order of few members is an order too`() throws {
    let reply = try Self.reply(
      #"{"number":3,"orders":[{"order_id":"x","symbol":"BTC/USDT","side":"sell","#
        + #""status":"accepted","quantity":1,"filled_quantity":0}]}"#)
    let orders = try reply.orders()
    #expect(
      orders == [
        VenueOrder(
          clientOrderID: nil, orderID: "x", symbol: Symbol(base: "BTC", quote: "USDT"),
          side: .sell, type: nil, status: .accepted, quantity: Quantity(1))
      ])
  }

  @Test func `the answer about another order is no answer`() {
    let found = Self.problem(in: #"{"number":3,"order":\#(Self.order)}"#) {
      (reply) throws(RecordProblem) in try reply.order(clientOrderID: "tcb")
    }
    #expect(found?.field == "order.client_order_id")
  }

  @Test(arguments: [
    (#""client_order_id":"tca","order_id":77,"#, "", "order.client_order_id"),
    (#""client_order_id":"tca""#, #""client_order_id":"""#, "order.client_order_id"),
    (#""symbol":"BTC/USDT:USDT""#, #""symbol":"BTCUSDT""#, "order.symbol"),
    (#""symbol":"BTC/USDT:USDT","#, "", "order.symbol"),
    (#""side":"buy""#, #""side":"long""#, "order.side"), (#""side":"buy","#, "", "order.side"),
    (#""order_type":"limit""#, #""order_type":"iceberg""#, "order.order_type"),
    (#""status":"partially_filled","#, "", "order.status"),
    (#""status":"partially_filled""#, #""status":"new""#, "order.status"),
    (#""status":"partially_filled""#, #""status":"unknown""#, "order.status"),
    (#""status":"partially_filled""#, #""status":"denied""#, "order.status"),
    (#""status":"partially_filled""#, #""status":"unsent""#, "order.status"),
    (#""quantity":"2","#, "", "order.quantity"),
    (#""quantity":"2""#, #""quantity":0"#, "order.quantity"),
    (#""quantity":"2""#, #""quantity":"two""#, "order.quantity"),
    (#""filled_quantity":0.5,"#, "", "order.filled_quantity"),
    (#""filled_quantity":0.5"#, #""filled_quantity":-1"#, "order.filled_quantity"),
    (#""price":50000"#, #""price":-1"#, "order.price"),
    (#""reduce_only":true"#, #""reduce_only":"yes""#, "order.reduce_only"),
    (#""reason":"so""#, #""reason":5"#, "order.reason"),
    (#""fills":[{"#, #""fills":[{},{"#, "order.fills[0].fill_id"),
    (#""fills":[{"#, #""fills":{"a":[]},"was":[{"#, "order.fills"),
    (#""fill_id":5,"#, "", "order.fills[0].fill_id"),
    (#""quantity":"0.5","#, "", "order.fills[0].quantity"),
    (#""fee":"-0.01","#, "", "order.fills[0].fee"),
    (#""fee_asset":"USDT","#, "", "order.fills[0].fee_asset"),
    (#""liquidity":"maker""#, #""liquidity":"both""#, "order.fills[0].liquidity"),
    (#""ts":"2026-11-20T12:00:00.5Z""#, #""ts":"yesterday""#, "order.fills[0].ts"),
  ])
  func `what is missing or mistyped is named`(part: String, other: String, field: String) {
    let order = Self.order.replacing(part, with: other)
    #expect(order != Self.order)
    let found = Self.problem(in: #"{"number":3,"order":\#(order)}"#) {
      (reply) throws(RecordProblem) in try reply.order(clientOrderID: nil)
    }
    #expect(found?.field == field)
    #expect(found?.message.contains(field) == true)
  }

  @Test(arguments: ["pending", "accepted", "filled", "cancelled", "expired", "rejected"])
  func `a venue's words for where an order stands are read`(word: String) throws {
    let text = Self.order.replacing("partially_filled", with: word)
    let order = try Self.reply(#"{"number":3,"order":\#(text)}"#).order(clientOrderID: "tca")
    #expect(order.status.rawValue == word)
  }

  // MARK: Lists

  @Test func `fills of many orders say whose they are`() throws {
    let fill =
      #"{"fill_id":"f","client_order_id":"tca","order_id":"9","symbol":"BTC/USDT","side":"sell","#
      + #""price":1,"quantity":2,"fee":0,"ts":0}"#
    let fills = try Self.reply(#"{"number":3,"fills":[\#(fill)]}"#).fills()
    #expect(
      fills == [
        VenueFill(
          fillID: "f", clientOrderID: "tca", orderID: "9",
          symbol: Symbol(base: "BTC", quote: "USDT"), side: .sell, price: Price(1),
          quantity: Quantity(2), fee: .zero, feeAsset: nil, liquidity: nil,
          time: Timestamp(nanoseconds: 0))
      ])
    for (part, field) in [
      (#""side":"sell","#, "fills[0].side"), (#""symbol":"BTC/USDT","#, "fills[0].symbol"),
      (#""client_order_id":"tca","order_id":"9","#, "fills[0].client_order_id"),
    ] {
      let text = fill.replacing(part, with: "")
      let found = Self.problem(in: #"{"number":3,"fills":[\#(text)]}"#) {
        (reply) throws(RecordProblem) in try reply.fills()
      }
      #expect(found?.field == field)
    }
  }

  @Test func `positions are read, but for those that are flat`() throws {
    let positions = try Self.reply(
      #"{"number":3,"positions":[{"symbol":"ETH/USDT:USDT","quantity":0},"#
        + #"{"symbol":"BTC/USDT:USDT","side":"short","quantity":"0.5","entry_price":50000,"#
        + #""mark_price":49000,"leverage":3,"unrealized_pnl":-500,"liquidation_price":66000}]}"#
    ).positions()
    #expect(
      positions == [
        VenuePosition(
          symbol: Symbol(base: "BTC", quote: "USDT", settle: "USDT"), side: .short,
          quantity: try Quantity(decimal: "0.5"), entryPrice: Price(50000),
          markPrice: Price(49000), leverage: Rate(3), unrealizedPnL: Notional(-500),
          liquidationPrice: Price(66000))
      ])
    let found = Self.problem(
      in: #"{"number":3,"positions":[{"symbol":"ETH/USDT:USDT","quantity":1}]}"#
    ) { (reply) throws(RecordProblem) in try reply.positions() }
    #expect(found?.field == "positions[0].side")
  }

  @Test func `positions that are held apart say so, and not against their side`() throws {
    func text(_ side: String) -> String {
      #"{"number":3,"positions":[{"symbol":"BTC/USDT:USDT","side":"long","quantity":1,"#
        + #""entry_price":5,"position_side":"\#(side)"}]}"#
    }
    #expect(try Self.reply(text("long")).positions().map(\.isHedged) == [true])
    let found = Self.problem(in: text("short")) { (reply) throws(RecordProblem) in
      try reply.positions()
    }
    #expect(found?.field == "positions[0].position_side")
  }

  @Test func `balances are read`() throws {
    let balances = try Self.reply(
      #"{"number":3,"balances":[{"asset":"USDT","free":"10.5","locked":0,"total":"10.5"}]}"#
    ).balances()
    #expect(
      balances == [Balance(asset: "USDT", free: try Notional(decimal: "10.5"), locked: .zero)])
    let found = Self.problem(in: #"{"number":3,"balances":[{"asset":"USDT","free":1}]}"#) {
      (reply) throws(RecordProblem) in try reply.balances()
    }
    #expect(found?.field == "balances[0].locked")
  }

  @Test func `a ticker and a leverage are read`() throws {
    let ticker = try Self.reply(#"{"number":3,"price":"5","bid":4,"ask":6,"ts":0}"#).ticker()
    #expect(
      ticker
        == VenueTicker(
          price: Price(5), bid: Price(4), ask: Price(6), time: Timestamp(nanoseconds: 0)))
    #expect(try Self.reply(#"{"number":3,"price":5}"#).ticker() == VenueTicker(price: Price(5)))
    #expect(try Self.reply(#"{"number":3,"leverage":"3"}"#).leverage() == Rate(3))
    for text in [#"{"number":3}"#, #"{"number":3,"price":0,"leverage":0}"#] {
      #expect(
        Self.problem(in: text) { (reply) throws(RecordProblem) in try reply.ticker() }?.field
          == "price")
      #expect(
        Self.problem(in: text) { (reply) throws(RecordProblem) in try reply.leverage() }?.field
          == "leverage")
    }
  }

  // MARK: Capabilities

  @Test func `a greeting tells what the venue can do`() throws {
    let whole = try Self.reply(
      #"{"number":1,"v":1,"venue":"desk","refuses_repeated_client_ids":true,"#
        + #""request_validity_ms":5000,"can_amend":true,"client_order_id_max":36,"#
        + #""client_order_id_alphabet":"0123456789-"}"#
    ).capabilities()
    #expect(
      whole
        == VenueCapabilities(
          name: "desk", refusesRepeatedClientIDs: true,
          requestValidity: TimeInterval(nanoseconds: 5_000_000_000), canAmend: true,
          clientOrderIDs: ClientOrderIDRule(lengthMax: 36, alphabet: "0123456789-")))
    let least = try Self.reply(
      #"{"number":1,"v":1,"venue":"d","refuses_repeated_client_ids":false,"can_amend":false}"#
    ).capabilities()
    #expect(
      least
        == VenueCapabilities(
          name: "d", refusesRepeatedClientIDs: false, requestValidity: nil, canAmend: false))
  }

  @Test(arguments: [
    (#""v":1"#, #""v":2"#, "v"), (#""v":1,"#, "", "v"), (#""venue":"d","#, "", "venue"),
    (#""refuses_repeated_client_ids":false,"#, "", "refuses_repeated_client_ids"),
    (#""can_amend":false"#, #""can_amend":0"#, "can_amend"),
    (#""v":1"#, #""v":1,"client_order_id_max":15"#, "client_order_id_max"),
    (#""v":1"#, #""v":1,"client_order_id_alphabet":"abc""#, "client_order_id_alphabet"),
    (#""v":1"#, #""v":1,"client_order_id_alphabet":"0123456789 ""#, "client_order_id_alphabet"),
    (#""v":1"#, #""v":1,"request_validity_ms":-1"#, "request_validity_ms"),
    (#""v":1"#, #""v":1,"request_validity_ms":9e18"#, "request_validity_ms"),
  ])
  func `a greeting that cannot be relied on is refused`(part: String, other: String, field: String)
  {
    let greeting =
      #"{"number":1,"v":1,"venue":"d","refuses_repeated_client_ids":false,"can_amend":false}"#
    let found = Self.problem(in: greeting.replacing(part, with: other)) {
      (reply) throws(RecordProblem) in try reply.capabilities()
    }
    #expect(found?.field == field)
  }

  // MARK: Refusals

  @Test(arguments: [
    (
      #"{"kind":"rejected","code":"NO_MONEY","message":"too little"}"#,
      VenueError.rejected(code: "NO_MONEY", message: "too little")
    ),
    (
      #"{"kind":"rejected","code":-2010}"#,
      .rejected(code: "-2010", message: "the gateway gives no reason")
    ),
    (#"{"kind":"rejected","message":"m"}"#, .rejected(code: "REJECTED", message: "m")),
    (#"{"kind":"not_found","message":"m"}"#, .notFound(message: "m")),
    (
      #"{"kind":"rate_limited","retry_after_ms":250}"#,
      .rateLimited(retryAfter: TimeInterval(nanoseconds: 250_000_000))
    ),
    (#"{"kind":"rate_limited"}"#, .rateLimited(retryAfter: nil)),
    (#"{"kind":"unavailable","message":"m"}"#, .notSent(reason: "m")),
    (#"{"kind":"unauthorized","message":"m"}"#, .unauthorized(message: "m")),
    (#"{"kind":"unknown","message":"m"}"#, .outcomeUnknown(reason: "m")),
    (#"{"kind":"teapot","message":"m"}"#, .outcomeUnknown(reason: "m")),
  ])
  func `each kind of error says what to do next`(text: String, error: VenueError) throws {
    let refusal = try Self.reply(#"{"number":4,"error":\#(text)}"#).refusal
    #expect(refusal == error)
    #expect(refusal?.explanation.isEmpty == false)
  }

  @Test(arguments: [
    (#"{"order":{}}"#, "number"), (#"{"number":"x"}"#, "number"), (#"{"number":1.5}"#, "number"),
    (#"{"number":1,"error":"no"}"#, "error"), (#"{"number":1,"error":{}}"#, "error.kind"),
    (#"{"number":1,"error":{"kind":"rejected","message":5}}"#, "error.message"),
    (
      #"{"number":1,"error":{"kind":"rate_limited","retry_after_ms":"soon"}}"#,
      "error.retry_after_ms"
    ),
  ])
  func `a line that is no reply is refused`(text: String, field: String) {
    #expect(
      Self.problem(in: text) { (reply) throws(RecordProblem) in reply.number }?.field == field)
  }
}
