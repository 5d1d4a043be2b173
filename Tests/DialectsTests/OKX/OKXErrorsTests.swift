import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct OKXErrorsTests {
  private let dialect = OKXDialect()

  private func failures(
    _ body: String, status: Int = 200
  ) throws -> (read: VenueError?, write: VenueError?) {
    let read = try dialect.order(.test(.okxSpot, .limit))[0]
    let write = try dialect.place(.test(.market), in: .okxSpot)
    return (
      dialect.failure(body, to: read, status: status, .okx),
      dialect.failure(body, to: write, status: status, .okx)
    )
  }

  static let codes: [(Int, VenueError)] = [
    (50111, .unauthorized(message: "m")), (50113, .unauthorized(message: "m")),
    (50105, .unauthorized(message: "m")), (50120, .unauthorized(message: "m")),
    (50102, .notSent(reason: "m (50102)")), (50011, .rateLimited(retryAfter: nil)),
    (50061, .rateLimited(retryAfter: nil)), (51603, .notFound(message: "m")),
    (51400, .notFound(message: "m")), (51401, .notFound(message: "m")),
    (51402, .notFound(message: "m")), (51008, .rejected(code: "51008", message: "m")),
    (51016, .rejected(code: "51016", message: "m")), (50121, .unauthorized(message: "m")),
    (50122, .rejected(code: "50122", message: "m")), (51503, .notFound(message: "m")),
    (51509, .notFound(message: "m")), (51510, .notFound(message: "m")),
    (51410, .rejected(code: "51410", message: "m")),
  ]

  @Test(arguments: codes)
  func `a code says what to do next, of the whole or of its only item`(
    code: Int, meaning: VenueError
  ) throws {
    let whole = try failures(#"{"code":"\#(code)","msg":"m","data":[]}"#)
    #expect(whole.read == meaning && whole.write == meaning)
    for outer in ["0", "1", "2"] {
      let item = #"{"clOrdId":"tcabc","ordId":"","sCode":"\#(code)","sMsg":"m"}"#
      let found = try failures(
        #"{"code":"\#(outer)","msg":"All operations failed","data":[\#(item)]}"#)
      #expect(found.write == meaning)
    }
  }

  @Test(arguments: [50001, 50004, 50026, 51149])
  func `what the venue does not know itself is not known`(code: Int) throws {
    for status in [200, 400, 503] {
      let found = try failures(#"{"code":"\#(code)","msg":"m","data":[]}"#, status: status)
      #expect(found.read == .notSent(reason: "m (\(code))"))
      #expect(found.write == .outcomeUnknown(reason: "m (\(code))"))
    }
  }

  @Test(arguments: [500, 502, 504, 302])
  func `after a fault on the way nothing is known`(status: Int) throws {
    for body in ["<html>", #"{"code":"0","data":[]}"#, #"{"code":"59999","msg":"m"}"#] {
      guard status >= 500 || !body.contains("59999") else { continue }
      guard case .outcomeUnknown = try failures(body, status: status).write,
        case .notSent = try failures(body, status: status).read
      else {
        Issue.record("\(status) \(body)")
        return
      }
    }
  }

  @Test func `a kind of order that there is not has no orders, and the others must be told`() throws
  {
    let body = #"{"code":"51000","msg":"Parameter ordType error","data":[]}"#
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    var kinds: [String: Bool] = [:]
    for call in try dialect.openOrders(in: nil)
      + dialect.orders(in: .okxSwap, during: days, limit: nil)
    {
      let failure = dialect.failure(body, to: call, status: 400, .okx)
      let isEmpty = failure == .notFound(message: "Parameter ordType error")
      #expect(
        isEmpty || failure == .rejected(code: "51000", message: "Parameter ordType error"))
      let kind = call.draft.query.first { $0.name == "ordType" }?.value ?? "none"
      #expect(kinds[kind] == nil || kinds[kind] == isEmpty)
      kinds[kind] = isEmpty
      // Anything else is a failure everywhere.
      #expect(
        dialect.failure(#"{"code":"50001","msg":"m"}"#, to: call, .okx)
          == .notSent(reason: "m (50001)"))
    }
    #expect(
      kinds == [
        "none": false, "conditional,oco": false, "move_order_stop": false, "trigger": false,
        "twap": true, "iceberg": true, "smart_iceberg": true, "chase": true,
      ])
    // What has begun goes on to its end.
    let algo = try dialect.openOrders(in: nil)[3]
    let page = (1...100).map { number in
      #"{"instId":"NEW-USDT","algoId":"\#(number)","cTime":"1795176000122"}"#
    }
    let next = try dialect.answer(
      #"{"code":"0","data":[\#(page.joined(separator: ","))]}"#, to: algo, .okx
    ).next
    #expect(
      dialect.failure(body, to: try #require(next), .okx)
        == .rejected(code: "51000", message: "Parameter ordType error"))
  }

  @Test func `an order that the mode of the account does not take names the remedy`() throws {
    let spot = try dialect.place(.test(.market), in: .okxSpot)
    let swap = try dialect.place(.test(.market, in: .okxSwap), in: .okxSwap)
    for (code, message) in [
      (51010, "Request unsupported under current account mode"), (51000, "Parameter tdMode error"),
    ] {
      guard
        case .rejected(String(code), let told) = dialect.failure(
          item(code, message), to: spot, .okx)
      else {
        Issue.record("it is refused")
        return
      }
      #expect(told.hasPrefix(message) && told.contains("spot_margin = true"))
      #expect(
        dialect.failure(item(code, message), to: swap, .okx)
          == .rejected(code: String(code), message: message))
    }
    #expect(
      dialect.failure(item(51000, "Parameter px error"), to: spot, .okx)
        == .rejected(code: "51000", message: "Parameter px error"))
  }

  private func item(_ code: Int, _ message: String) -> String {
    #"{"code":"1","msg":"All operations failed","data":[{"ordId":"","clOrdId":"","algoId":"","#
      + #""sCode":"\#(code)","sMsg":"\#(message)"}]}"#
  }

  @Test(arguments: [
    (51416, "Order has been triggered and can't be canceled"),
    (51412, "The order has been triggered and can't be canceled."),
  ])
  func `what was triggered is cancelled as the order that it became`(
    code: Int, message: String
  ) throws {
    let calls = try dialect.cancel(.test(.okxSwap, .stop))
    #expect(
      dialect.failure(item(code, message), to: calls[0], .okx) == .notFound(message: message))
    #expect(calls.count == 2 && calls[1].line.contains("trade/order-algo"))
  }

  @Test func `a cancel that timed out is open, and one that was heard before is heard`() throws {
    let stop = try dialect.cancel(.test(.okxSwap, .stop))[0]
    let plain = try dialect.cancel(.test(.okxSwap, .limit))[0]
    for call in [stop, plain] {
      #expect(
        dialect.failure(item(51412, "Cancellation timed out"), to: call, .okx)
          == .outcomeUnknown(reason: "Cancellation timed out (51412)"))
      let heard = try dialect.answer(item(51410, "already in canceling status"), to: call, .okx)
      guard case .acknowledged(nil) = heard else {
        Issue.record("\(heard)")
        return
      }
      // Without a word on the order itself nobody knows.
      guard case .outcomeUnknown = dialect.failure(#"{"code":"51410","data":[]}"#, to: call, .okx)
      else {
        Issue.record("it tells of no order")
        return
      }
    }
    let change = try dialect.amend(
      .test(.okxSwap, .limit), quantity: nil, price: Price(1), stopPrice: nil)
    #expect(
      dialect.failure(item(51410, "m"), to: change, .okx)
        == .rejected(code: "51410", message: "m"))
    #expect(dialect.failure(item(51503, "m"), to: change, .okx) == .notFound(message: "m"))
  }

  @Test func `an answer that cannot be read leaves a write open`() throws {
    for body in ["", "[]", #"{"code":"0"}"#, #"{"code":"0","data":[]}"#] {
      guard case .outcomeUnknown = try failures(body).write else {
        Issue.record("\(body)")
        return
      }
    }
    #expect(try failures("<html>", status: 429).write == .rateLimited(retryAfter: nil))
    guard case .unauthorized = try failures("<html>", status: 403).write else {
      Issue.record("it is not allowed")
      return
    }
  }
}
