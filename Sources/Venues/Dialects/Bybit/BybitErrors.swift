import Domain
import VenueInterface
import Wire

/// What the venue's refusals mean for who asked.
///
/// Source: v5/error.mdx and v5/rate-limit/rate-limit.mdx of bybit-exchange/docs. An address that
/// asked too often is answered with status 403 and has to wait ten minutes; so are addresses of
/// countries that the venue does not serve.
enum BybitErrors {
  /// Refusals that follow from the grid or the limits of a market, or from its end.
  private static let marketCodes: Set<String> = [
    "10029", "12137", "110074", "110094", "170121", "170124", "170132", "170133", "170134",
    "170135", "170136", "170137", "170140", "170148", "170151", "170157", "170341", "170381",
    "170382",
  ]

  static func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(let code, _) = refusal else { return false }
    return marketCodes.contains(code)
  }

  static func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    if response.status == 403, String(decoding: response.body, as: UTF8.self).contains(frequent) {
      return .rateLimited(retryAfter: .seconds(600))
    }
    if response.status == 429 { return .rateLimited(retryAfter: wait(response)) }
    guard let content = try? reply?.object, let code = try? content.wholeNumber("retCode"),
      response.status < 500
    else { return response.failure(to: draft) }
    guard code != 0 else { return response.failure(to: draft) }
    // What was asked for is so already.
    if draft.isWrite, unchanged.contains(code) { return nil }
    return meaning(
      code, (try? content.text("retMsg")) ?? "the venue gives no reason", response, draft)
  }

  /// Why one of several orders was not placed; nil where it was.
  ///
  /// - Throws: Where it does not say.
  static func failure(
    _ outcome: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? {
    let code = try outcome.wholeNumber("code")
    guard code != 0 else { return nil }
    return meaning(code, try outcome.text("msg"), .part, draft)
  }

  private static let frequent = "too frequent"
  /// Leverage, margin mode and the like "not modified".
  private static let unchanged: Set = [110_026, 110_027, 110_043]

  private static func meaning(
    _ code: Int, _ message: String, _ response: HTTPResponse, _ draft: RequestDraft
  ) -> VenueError {
    switch code {
    // It timed out, failed or is still at it somewhere behind who answers.
    case 10000, 10016, 40004, 110_079, 170_001, 170_007, 170_032, 170_035, 170_146, 170_147,
      170_191, 170_212, 170_234, 170_310, 3_400_214:
      .unknown("\(message) (\(code))", to: draft)
    case -1, 10002: .notSent(reason: "\(message) (\(code))")
    case -2015, 10003, 10004, 10005, 10007, 10008, 10010, 10024, 10027, 10028, 33004:
      .unauthorized(message: message)
    case 429, 10006, 10018, 10429, 170_005, 170_222: .rateLimited(retryAfter: wait(response))
    case 10009: .rateLimited(retryAfter: .seconds(600))
    // There is none, or there is none any more.
    case 110_001, 110_008, 110_010, 170_142, 170_143, 170_213: .notFound(message: message)
    default: .rejected(code: String(code), message: message)
    }
  }

  /// Until the moment that the venue names; its limits are a second long.
  private static func wait(_ response: HTTPResponse) -> TimeInterval? {
    response.retryAfter
      ?? (response.headers["X-Bapi-Limit-Reset-Timestamp"] == nil ? nil : .seconds(1))
  }
}
