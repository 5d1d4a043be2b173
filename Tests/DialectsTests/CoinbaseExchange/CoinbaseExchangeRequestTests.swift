import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct CoinbaseExchangeRequestTests {
  private let dialect = CoinbaseExchangeDialect()
  private static let clientID = "a6000000-0000-4000-8000-0000023e4a11"

  static let orders: [(PlaceRequest, String)] = [
    (
      .test(.market, in: .coinbaseSpot),
      #"{"type":"market","side":"buy","product_id":"BTC-USD","size":"1""#
    ),
    (
      .test(.market, .sell, in: .coinbaseSpot) { $0.quoteQuantity = Notional("10.5") },
      #"{"type":"market","side":"sell","product_id":"BTC-USD","funds":"10.5""#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.isPostOnly = true
      },
      #"{"type":"limit","side":"buy","product_id":"BTC-USD","post_only":true,"#
        + #""price":"50000","size":"1""#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.timeInForce = .immediateOrCancel
      },
      #"{"type":"limit","side":"buy","product_id":"BTC-USD","price":"50000","size":"1","#
        + #""time_in_force":"IOC""#
    ),
    (
      .test(.limit, in: .coinbaseSpot) {
        $0.price = Price(50000)
        $0.timeInForce = .fillOrKill
      },
      #"{"type":"limit","side":"buy","product_id":"BTC-USD","price":"50000","size":"1","#
        + #""time_in_force":"FOK""#
    ),
    (
      .test(.stopLimit, .sell, in: .coinbaseSpot) {
        $0.price = Price(47900)
        $0.stopPrice = Price(48000)
      },
      #"{"type":"limit","side":"sell","product_id":"BTC-USD","stop":"loss","#
        + #""stop_price":"48000","price":"47900","size":"1""#
    ),
    (
      .test(.takeProfit, .sell, in: .coinbaseSpot) {
        $0.price = Price(54900)
        $0.stopPrice = Price(55000)
      },
      #"{"type":"limit","side":"sell","product_id":"BTC-USD","stop":"entry","#
        + #""stop_price":"55000","price":"54900","size":"1""#
    ),
  ]

  @Test(arguments: orders)
  func `orders are said as the venue says them`(order: PlaceRequest, rest: String) throws {
    #expect(
      try dialect.place(order, in: .coinbaseSpot).line
        == #"POST /orders \#(rest),"client_oid":"\#(Self.clientID)"}"#)
  }

  static let refused: [PlaceRequest] = [
    .test(.market) { $0.clientOrderID = "tcABC" },
    .test(.market) { $0.clientOrderID = String(repeating: "a", count: 23) },
    .test(.market) { $0.positionSide = .long }, .test(.market) { $0.leverage = Rate(2) },
    .test(.market) { $0.isReduceOnly = true }, .test(.stop) { $0.trailingPercent = Rate(1) },
    .test(.stop) { $0.stopPrice = Price(1) }, .test(.takeProfit) { $0.stopPrice = Price(1) },
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

  @Test func `orders are cancelled and asked for by either id`() throws {
    let byID = OrderTarget.test(.coinbaseSpot, .stopLimit, id: "d0")
    let byClient = OrderTarget.test(.coinbaseSpot, nil)
    #expect(
      try dialect.cancel(byID).map(\.line) == ["DELETE /orders/d0?product_id=BTC-USD"])
    #expect(
      try dialect.cancel(byClient).map(\.line)
        == ["DELETE /orders/client:\(Self.clientID)?product_id=BTC-USD"])
    #expect(
      try dialect.cancelAll(in: .coinbaseSpot).map(\.line)
        == ["DELETE /orders?product_id=BTC-USD"])
    #expect(try dialect.order(byID).map(\.line) == ["GET /orders/d0"])
    #expect(try dialect.order(byClient).map(\.line) == ["GET /orders/client:\(Self.clientID)"])
    #expect(
      try dialect.fills(of: byID).map(\.line) == ["GET /fills?order_id=d0"])
    #expect(try dialect.fills(of: byClient).map(\.line) == ["GET /orders/client:\(Self.clientID)"])
    let unknown = OrderTarget.test(.coinbaseSpot, nil, client: "not ours")
    #expect(throws: Unsupported.self) { try dialect.cancel(unknown) }
    #expect(throws: Unsupported.self) { try dialect.order(unknown) }
    #expect(throws: Unsupported.self) { try dialect.fills(of: unknown) }
    #expect(throws: Unsupported.self) {
      try dialect.amend(byID, quantity: .one, price: nil, stopPrice: nil)
    }
  }

  @Test func `lists are asked for`() throws {
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    #expect(try dialect.openOrders(in: nil).map(\.line) == ["GET /orders?limit=1000"])
    #expect(
      try dialect.openOrders(in: .coinbaseSpot)[0].line
        == "GET /orders?product_id=BTC-USD&limit=1000")
    let past = try dialect.orders(in: .coinbaseSpot, during: days, limit: 5)[0].line
    #expect(past.hasPrefix("GET /orders?product_id=BTC-USD&status=all&start_date=1970-01-01T00"))
    #expect(past.contains("&end_date=1970-01-02T00") && past.hasSuffix("&limit=5"))
    #expect(
      try dialect.fills(in: .coinbaseSpot, during: nil, limit: 10).map(\.line)
        == ["GET /fills?product_id=BTC-USD&limit=10"])
  }

  @Test func `markets are asked about without a key`() throws {
    let since = Timestamp.test(1_795_176_000_000)
    let calls: [(RequestDraft, String)] = [
      (dialect.instruments()[0].draft, "products"), (dialect.time().draft, "time"),
      (dialect.ticker(.coinbaseSpot).draft, "products/BTC-USD/ticker"),
      (dialect.book(.coinbaseSpot, depth: 1).draft, "products/BTC-USD/book?level=1"),
      (dialect.book(.coinbaseSpot, depth: 2).draft, "products/BTC-USD/book?level=2"),
      (dialect.trades(.coinbaseSpot, limit: 3).draft, "products/BTC-USD/trades?limit=3"),
      (
        try dialect.candles(.coinbaseSpot, .oneHour, since: since, limit: 2).draft,
        "products/BTC-USD/candles?granularity=3600&start=2026-11-20T12%3A00%3A00.000000Z"
          + "&end=2026-11-20T13%3A00%3A00.000000Z"
      ),
      (
        try dialect.candles(.coinbaseSpot, .oneMinute, since: nil, limit: nil).draft,
        "products/BTC-USD/candles?granularity=60"
      ),
    ]
    for (draft, target) in calls {
      #expect(draft.line == "GET /" + target)
      #expect(draft.access == .open && !draft.isWrite)
    }
    #expect(throws: Unsupported.self) { try dialect.limits() }
    #expect(throws: Unsupported.self) { try dialect.tickers() }
    #expect(throws: Unsupported.self) {
      try dialect.candles(.coinbaseSpot, .fourHours, since: since, limit: nil)
    }
  }

  @Test func `the account is asked about with a signature`() throws {
    let drafts = [dialect.balances()[0].draft, try dialect.fees(in: .coinbaseSpot).draft]
    #expect(drafts.map(\.line) == ["GET /accounts", "GET /fees"])
    #expect(drafts.allSatisfy { $0.access == .signed })
    #expect(dialect.positions().isEmpty)
    #expect(throws: Unsupported.self) { try dialect.permissions(of: .test) }
    #expect(throws: Unsupported.self) { try dialect.leverage(in: .coinbaseSpot) }
    #expect(throws: Unsupported.self) { try dialect.setLeverage(.one, in: .coinbaseSpot) }
    #expect(throws: Unsupported.self) { try dialect.setMarginMode(.cross, in: .coinbaseSpot) }
  }

  // MARK: Signatures

  private static let time = Timestamp.test(1_795_176_000_123)

  private func sign(_ draft: RequestDraft) throws -> HTTPRequest {
    let credential = VenueCredential(
      key: "the-key", secret: try TestKeys.key("c2VjcmV0c2VjcmV0", .base64),
      passphrase: TestKeys.passphrase())
    return try dialect.signer(for: credential, on: .live).request(
      draft, to: HTTPOrigin(https: "venue.example"), at: Self.time, nonce: nil)
  }

  // Computed by the hmac module of Python.
  @Test func `time, verb, path and body are signed, and stand in headers`() throws {
    let placed = try sign(
      try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot).draft)
    #expect(
      placed.headers == [
        HTTPHeader("Content-Type", "application/json"), HTTPHeader("CB-ACCESS-KEY", "the-key"),
        HTTPHeader("CB-ACCESS-SIGN", "YsYtG02LCBZvzc1w3M5PTsI4tXKjZVvrOtDyoRJhtCc="),
        HTTPHeader("CB-ACCESS-TIMESTAMP", "1795176000"),
        HTTPHeader("CB-ACCESS-PASSPHRASE", "words-of-this-test"),
      ])
    let asked = try sign(
      try dialect.fills(of: .test(.coinbaseSpot, .limit, id: "d0"))[0].draft)
    #expect(
      asked.headers[1]
        == HTTPHeader("CB-ACCESS-SIGN", "KHqI8G27aOWBIU8r7ImdNZACwHJIWo+qCpBrM4AXEfU="))
    #expect(!"\(placed)".contains("the-key") && !"\(placed)".contains("words-of-this-test"))
    #expect(try sign(dialect.time().draft).headers.isEmpty)
  }

  @Test func `an order that the venue would take too late is not sent`() throws {
    var draft = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot).draft
    draft.validUntil = Self.time.advanced(by: .seconds(31))
    #expect(try sign(draft).headers.count == 5)
    draft.validUntil = Self.time.advanced(by: .seconds(29))
    #expect(throws: SignerFailure.self) { try sign(draft) }
  }

  @Test func `secrets are handed out in base64`() {
    #expect(dialect.keyForm(named: "k") == .base64)
    #expect(CoinbaseDialect().keyForm(named: "organizations/o/apiKeys/k") == .ed25519)
    #expect(KuCoinDialect().keyForm(named: "k") == .characters)
  }

  @Test func `keys of other kinds, or without a passphrase, are refused`() throws {
    let bare = VenueCredential(key: "k", secret: try TestKeys.hmac())
    #expect(throws: SignerFailure.self) { try dialect.signer(for: bare, on: .live) }
    for key in [try TestKeys.ed25519(), try TestKeys.p256(), try TestKeys.rsa()] {
      let other = VenueCredential(key: "k", secret: key, passphrase: TestKeys.passphrase())
      #expect(throws: SignerFailure.self) { try dialect.signer(for: other, on: .live) }
    }
  }
}
