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
    (51016, .rejected(code: "51016", message: "m")),
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
