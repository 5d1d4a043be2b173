import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BybitErrorsTests {
  private let dialect = BybitDialect()

  private func failures(
    _ body: String, status: Int = 200, headers: [HTTPHeader] = []
  ) throws -> (read: VenueError?, write: VenueError?) {
    let read = try dialect.order(.test(.spot, .limit))[0]
    let write = try dialect.place(.test(.market), in: .spot)
    return (
      dialect.failure(body, to: read, status: status, headers: headers),
      dialect.failure(body, to: write, status: status, headers: headers)
    )
  }

  static let codes: [(Int, VenueError)] = [
    (10003, .unauthorized(message: "m")), (10004, .unauthorized(message: "m")),
    (10005, .unauthorized(message: "m")), (10010, .unauthorized(message: "m")),
    (-2015, .unauthorized(message: "m")), (33004, .unauthorized(message: "m")),
    (-1, .notSent(reason: "m (-1)")), (429, .rateLimited(retryAfter: nil)),
    (170_005, .rateLimited(retryAfter: nil)), (170_222, .rateLimited(retryAfter: nil)),
    (10002, .notSent(reason: "m (10002)")), (10006, .rateLimited(retryAfter: nil)),
    (10429, .rateLimited(retryAfter: nil)), (10009, .rateLimited(retryAfter: .seconds(600))),
    (110_001, .notFound(message: "m")), (170_213, .notFound(message: "m")),
    (110_008, .notFound(message: "m")), (110_010, .notFound(message: "m")),
    (170_131, .rejected(code: "170131", message: "m")),
    (110_072, .rejected(code: "110072", message: "m")),
    (10001, .rejected(code: "10001", message: "m")),
    (170_149, .rejected(code: "170149", message: "m")),
    (170_210, .rejected(code: "170210", message: "m")),
  ]

  @Test(arguments: codes)
  func `a code says what to do next`(code: Int, meaning: VenueError) throws {
    let found = try failures(#"{"retCode":\#(code),"retMsg":"m","result":{},"time":1}"#)
    #expect(found.read == meaning && found.write == meaning)
  }

  static let unknown = [
    10000, 10016, 40004, 110_079, 170_001, 170_007, 170_032, 170_035, 170_146, 170_147, 170_191,
    170_212, 170_234, 170_310, 3_400_214,
  ]

  @Test(arguments: unknown)
  func `what the venue does not know itself is not known`(code: Int) throws {
    let found = try failures(#"{"retCode":\#(code),"retMsg":"m","result":{},"time":1}"#)
    #expect(found.read == .notSent(reason: "m (\(code))"))
    #expect(found.write == .outcomeUnknown(reason: "m (\(code))"))
  }

  @Test(arguments: unknown)
  func `nor is it of one order among others`(code: Int) throws {
    let orders = [PlaceRequest.test(.market), .test(.market) { $0.clientOrderID = "tcother" }]
    let call = try dialect.place(orders, in: [.spot, .spot])
    let answers = try dialect.answer(
      #"{"retCode":0,"retMsg":"OK","result":{"list":[{"orderId":"1","orderLinkId":"tcabc"},"#
        + #"{"orderId":"","orderLinkId":"tcother"}]},"retExtInfo":{"list":[{"code":0,"msg":"OK"},"#
        + #"{"code":\#(code),"msg":"m"}]},"time":1}"#, to: call)
    guard case .success = answers[0], case .failure(let error) = answers[1] else {
      Issue.record("\(answers)")
      return
    }
    #expect(error == .outcomeUnknown(reason: "m (\(code))"))
  }

  @Test func `too many requests are told apart from a place that is not served`() throws {
    let ban = try failures("access too frequent.", status: 403)
    #expect(ban.write == .rateLimited(retryAfter: .seconds(600)))
    guard case .unauthorized = try failures("<html>403</html>", status: 403).write else {
      Issue.record("it is not allowed")
      return
    }
    let headers = [HTTPHeader("X-Bapi-Limit-Reset-Timestamp", "1795176000124")]
    let limit = try failures(#"{"retCode":10006,"retMsg":"m"}"#, headers: headers)
    #expect(limit.write == .rateLimited(retryAfter: .seconds(1)))
    // The status says so before anything else does.
    for body in [#"{"retCode":10001,"retMsg":"m"}"#, "<html>429</html>", ""] {
      let found = try failures(body, status: 429, headers: [HTTPHeader("Retry-After", "7")])
      #expect(found.write == .rateLimited(retryAfter: .seconds(7)) && found.read == found.write)
    }
  }

  @Test(arguments: [500, 502, 504, 302, 408])
  func `after a fault on the way nothing is known`(status: Int) throws {
    for body in ["<html>", #"{"retCode":0,"result":{}}"#, #"{"retCode":110001,"retMsg":"m"}"#] {
      guard body.hasPrefix("<") || status >= 500 else { continue }
      let found = try failures(body, status: status)
      guard case .outcomeUnknown = found.write, case .notSent = found.read else {
        Issue.record("\(status) \(body)")
        return
      }
    }
  }

  @Test func `an answer that cannot be read leaves a write open`() throws {
    for body in ["", "[]", #"{"retCode":0}"#, #"{"retCode":0,"result":{"orderId":"1"}}"#] {
      let found = try failures(body)
      guard case .outcomeUnknown = found.write, case .notSent = found.read else {
        Issue.record("\(body)")
        return
      }
    }
  }

  @Test func `what is set already is as it was asked to be`() throws {
    let call = try dialect.setLeverage(Rate(5), in: .futures)
    #expect(dialect.failure(#"{"retCode":110043,"retMsg":"m","result":{}}"#, to: call) == nil)
    #expect(dialect.failure(#"{"retCode":110013,"retMsg":"m","result":{}}"#, to: call) != nil)
  }
}
