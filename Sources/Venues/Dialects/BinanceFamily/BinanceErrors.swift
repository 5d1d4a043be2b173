import Domain
import VenueInterface
import Wire

/// What the refusals of the family mean for who asked.
///
/// Source: errors.md of binance/binance-spot-api-docs; "Error Codes" and "General Info" of
/// developers.binance.com/docs/derivatives/usds-margined-futures and of asterdex/api-docs.
struct BinanceErrors {
  let isSpot: Bool

  /// Refusals that follow from the grid or the limits of a market, or from its end.
  static let marketCodes: Set<String> = [
    "-1013", "-1111", "-1121", "-4001", "-4002", "-4003", "-4004", "-4005", "-4013", "-4014",
    "-4023", "-4108", "-4140", "-4141", "-4164",
  ]

  /// Why the venue did not do what it was asked; nil where it did.
  func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    let refusal = (try? reply?.object).flatMap(Refusal.init)
    // The margin mode that was asked for is the one that is set already.
    if refusal?.code == -4046 { return nil }
    if (200..<300).contains(response.status) {
      // Success has no code, or 200; one below zero would be a refusal all the same.
      guard let refusal, refusal.code < 0 else { return nil }
      return meaning(of: refusal, response, draft)
    }
    switch response.status {
    case 418, 429: return .rateLimited(retryAfter: response.retryAfter)
    case 500...: return .unknown(Self.text(response, refusal), to: draft)
    // It was not told in time what became of it; a cancel and a new order in one request, of which
    // one was done.
    case 408, 409: return .unknown(Self.text(response, refusal), to: draft)
    default: break
    }
    if let refusal { return meaning(of: refusal, response, draft) }
    let text = Self.text(response, nil)
    switch response.status {
    case 401, 451: return .unauthorized(message: text)
    // The firewall in front of the venue; it never says for how long.
    case 403: return .rateLimited(retryAfter: response.retryAfter)
    case 400..<500: return .rejected(code: "HTTP \(response.status)", message: text)
    // Redirections and the like: nothing says that the venue itself has answered.
    default: return .unknown(text, to: draft)
    }
  }

  /// Why one of several orders was not placed; nil where it was.
  func failure(_ content: ReplyObject, to draft: RequestDraft) -> VenueError? {
    guard let refusal = Refusal(content), refusal.code < 0 else { return nil }
    return meaning(of: refusal, .part, draft)
  }

  private func meaning(
    of refusal: Refusal, _ response: HTTPResponse, _ draft: RequestDraft
  ) -> VenueError {
    let message = refusal.message
    switch refusal.code {
    case -1000, -1001, -1006, -1007:
      return .unknown("\(message) (\(refusal.code))", to: draft)
    case -1003, -1008, -1015: return .rateLimited(retryAfter: response.retryAfter)
    // It came too late, or its time or nonce is not the venue's: another signature may do.
    case -1021, -4188, -4225, -5028: return .notSent(reason: "\(message) (\(refusal.code))")
    case -1002, -1011, -1022, -1099, -2014, -2015, -2017: return .unauthorized(message: message)
    case -2013: return .notFound(message: message)
    case -2011 where message == Self.unknownOrder: return .notFound(message: message)
    case -1010, -2010, -2011:
      return Self.forbidden.contains(message)
        ? .unauthorized(message: message)
        : .rejected(code: String(refusal.code), message: message)
    // On futures the same number is about reduce-only orders.
    case -2026 where isSpot: return .notFound(message: message)
    default: return .rejected(code: String(refusal.code), message: message)
    }
  }

  // Three codes stand for whatever the matching engine has against an order; only the text tells.
  private static let unknownOrder = "Unknown order sent."
  private static let forbidden: Set<String> = [
    "Rest API trading is not enabled.", "This account may not place or cancel orders.",
    "This action is disabled on this account.", "This symbol is not permitted for this account.",
    "This symbol is restricted for this account.",
  ]

  private static func text(_ response: HTTPResponse, _ refusal: Refusal?) -> String {
    response.name(refusal.map { "\($0.message) (\($0.code))" })
  }

  /// `{"code":-1121,"msg":"Invalid symbol."}`.
  private struct Refusal {
    let code: Int
    let message: String

    init?(_ content: ReplyObject) {
      guard let code = try? content.wholeNumber("code") else { return nil }
      self.code = code
      message = (try? content.text("msg")) ?? "the venue gives no reason"
    }
  }
}
