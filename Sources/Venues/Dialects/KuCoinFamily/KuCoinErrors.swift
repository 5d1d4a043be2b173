import Domain
import VenueInterface
import Wire

/// What the refusals of the family mean for who asked.
///
/// Source: "Errors" and "Rate Limit" of www.kucoin.com/docs-new, and python/ccxt/kucoin.py of
/// ccxt/ccxt for numbers that the documents leave out. Some numbers stand for several
/// things, and only the text tells whether there is no such order.
enum KuCoinErrors {
  /// Refusals that follow from the grid or the limits of a market, or from its end.
  private static let marketCodes: Set<String> = ["400760", "600100", "600101", "900001"]

  static func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(let code, let message) = refusal else { return false }
    if marketCodes.contains(code) { return true }
    // This one stands for all that is wrong with parameters.
    let text = message.lowercased()
    return code == "400100"
      && ["increment invalid", "below the minimum", "increment is invalid"]
        .contains { text.contains($0) }
  }

  static func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    if response.status == 429 { return .rateLimited(retryAfter: wait(response)) }
    guard response.status < 500, let content = try? reply?.object,
      let code = try? content.identifier("code")
    else { return response.failure(to: draft) }
    guard code != "200000" else { return response.failure(to: draft) }
    return meaning(
      code, (try? content.text("msg")) ?? "the venue gives no reason", response, draft)
  }

  /// Why one of several orders was not placed; nil where it was.
  ///
  /// - Throws: Where it does not say.
  static func failure(
    _ item: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? {
    let code = try item.identifier("code")
    return code == "200000" ? nil : meaning(code, try item.text("msg"), .part, draft)
  }

  /// Why one of several orders was not placed, of which only a text is told.
  ///
  /// Where the text is about the venue, and not about the order, nobody knows what became of it.
  static func failure(saying text: String, to draft: RequestDraft) -> VenueError {
    let words = text.lowercased()
    let isVenue = [
      "internal", "timeout", "timed out", "system", "busy", "unavailable", "try again",
    ]
    .contains { words.contains($0) }
    return isVenue
      ? .unknown(text, to: draft) : .rejected(code: "success=false", message: text)
  }

  private static func meaning(
    _ code: String, _ message: String, _ response: HTTPResponse, _ draft: RequestDraft
  ) -> VenueError {
    switch code {
    case "429000", "429", "1015": .rateLimited(retryAfter: wait(response))
    // A time-out, a server that is not there, something behind it that failed.
    case "408000", "500", "500000", "503", "126038", "126039":
      .unknown("\(message) (\(code))", to: draft)
    case "400002": .notSent(reason: "\(message) (\(code))")
    case "400001", "400003", "400004", "400005", "400006", "400007", "400009", "400302", "400303",
      "400401", "411100":
      .unauthorized(message: message)
    case "100004", "126043", "130103", "130108": .notFound(message: message)
    // Of spot it says that nothing can be cancelled in that market.
    case "200002" where message.lowercased().contains("too many"):
      .rateLimited(retryAfter: wait(response))
    default:
      isAboutNothing(message)
        ? .notFound(message: message) : .rejected(code: code, message: message)
    }
  }

  /// Whether a text says that there is no such order, or none any more.
  private static func isAboutNothing(_ message: String) -> Bool {
    // Words stand apart, are joined by underscores, or are one: `error.getOrder.orderNotExist`.
    let text = message.lowercased().filter { $0 != " " && $0 != "_" }
    guard text.contains("order") else { return false }
    return ["notexist", "notfound", "doesn'texist", "cannotbecanceled", "notcancelable"]
      .contains { text.contains($0) }
  }

  /// Until the budget is full again; the header counts milliseconds.
  private static func wait(_ response: HTTPResponse) -> TimeInterval? {
    guard let text = response.headers["gw-ratelimit-reset"], let milliseconds = Int64(text),
      (0...600_000).contains(milliseconds)
    else { return response.retryAfter }
    return TimeInterval(nanoseconds: milliseconds * 1_000_000)
  }
}
