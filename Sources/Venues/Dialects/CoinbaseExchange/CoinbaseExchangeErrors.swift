import Domain
import VenueInterface
import Wire

/// What the venue's refusals mean for who asked: they have a status and a text, and no numbers.
///
/// Source: "Requests" of docs.cdp.coinbase.com/exchange.
enum CoinbaseExchangeErrors {
  /// What refusals say that follow from the grid or the limits of a market.
  private static let marketWords = ["too accurate", "too precise", "too small", "too large"]

  static func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(_, let message) = refusal else { return false }
    return marketWords.contains { message.lowercased().contains($0) }
  }

  static func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    guard let meaning = response.failure(to: draft, nil) else { return nil }
    guard response.status < 500, let message = try? reply?.object.text("message") else {
      return meaning
    }
    let text = message.lowercased()
    // An order that was cancelled without a fill is forgotten, and one that is done cannot be
    // cancelled.
    if draft.path.hasPrefix("/orders/"),
      response.status == 404 || text == "notfound" || text == "order already done"
    {
      return .notFound(message: message)
    }
    if text.contains("timestamp expired") { return .notSent(reason: message) }
    if text.contains("rate limit") { return .rateLimited(retryAfter: response.retryAfter) }
    return response.failure(to: draft, message)
  }
}
