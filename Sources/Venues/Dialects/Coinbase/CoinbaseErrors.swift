import Domain
import VenueInterface
import Wire

/// What the venue's refusals mean for who asked.
///
/// Source: "Create Order", "Cancel Orders" and "Edit Order" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api: what was not done is answered with
/// status 200, and says so itself.
enum CoinbaseErrors {
  /// Refusals that follow from the grid or the limits of a market, or from its end.
  private static let marketCodes: Set<String> = [
    "INVALID_PRODUCT_ID", "INVALID_SIZE_PRECISION", "INVALID_PRICE_PRECISION",
    "INVALID_QUOTE_SIZE_PRECISION", "INVALID_BASE_SIZE_TOO_SMALL", "INVALID_BASE_SIZE_TOO_LARGE",
    "INVALID_QUOTE_SIZE_TOO_SMALL", "INVALID_QUOTE_SIZE_TOO_LARGE", "ORDER_ENTRY_DISABLED",
    "INELIGIBLE_PAIR",
  ]

  static func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(let code, _) = refusal else { return false }
    return marketCodes.contains(code.hasPrefix("PREVIEW_") ? String(code.dropFirst(8)) : code)
  }

  static func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    guard response.status < 500, let content = try? reply?.object else {
      return response.failure(to: draft)
    }
    // Of several orders each is looked up.
    if response.isSuccess { return draft.orders > 1 ? nil : refusal(content, draft) }
    let code = (try? content.text("error")) ?? "HTTP \(response.status)"
    let message = (try? content.text("message")) ?? (try? content.text("error_details")) ?? code
    switch (response.status, code) {
    case (404, _) where draft.path.contains("/orders/"): return .notFound(message: message)
    case (429, _), (_, "rate_limit_exceeded"):
      return .rateLimited(retryAfter: response.retryAfter)
    case (401, _), (403, _): return .unauthorized(message: message)
    // Somebody on the way has given up waiting.
    case (408, _), (499, _): return .unknown(message, to: draft)
    case (400..<500, _): return .rejected(code: code, message: message)
    default: return response.failure(to: draft, message)
    }
  }

  /// What a successful answer says that was not done; nil where all was.
  private static func refusal(_ content: ReplyObject, _ draft: RequestDraft) -> VenueError? {
    if let results = try? content.objects("results"), let first = results.first {
      guard (try? first.flag("success")) == false else { return nil }
      let reason = (try? first.text("failure_reason")) ?? "the venue gives no reason"
      switch reason {
      case "UNKNOWN_CANCEL_ORDER", "ORDER_IS_FULLY_FILLED": return .notFound(message: reason)
      case "UNKNOWN_CANCEL_FAILURE_REASON", "ORDER_IS_BEING_REPLACED":
        return .unknown(reason, to: draft)
      // The first one is still at it.
      case "DUPLICATE_CANCEL_REQUEST": return nil
      default: return .rejected(code: reason, message: reason)
      }
    }
    guard (try? content.flag("success")) == false else { return nil }
    let told = try? content.object("error_response")
    let edit = (try? content.objects("errors"))?.first
    let code = reason(told, edit)
    let message = told.map { Self.message($0, or: code) } ?? code
    switch code {
    // Without a reason nobody can say that nothing was done.
    case _ where code.hasPrefix("UNKNOWN"): return .unknown(message, to: draft)
    case "ORDER_NOT_FOUND", "ONLY_OPEN_ORDERS_CAN_BE_EDITED": return .notFound(message: message)
    default: return .rejected(code: code, message: message)
    }
  }

  /// Of the reasons that are told the first one that says something.
  private static func reason(_ objects: ReplyObject?...) -> String {
    let names = [
      "error", "new_order_failure_reason", "edit_order_failure_reason", "edit_failure_reason",
      "preview_failure_reason",
    ]
    let reasons = objects.compactMap(\.self).flatMap { object in
      names.compactMap { try? object.text($0) }.filter { !$0.isEmpty }
    }
    return reasons.first { !$0.hasPrefix("UNKNOWN") } ?? reasons.first ?? "UNKNOWN_FAILURE_REASON"
  }

  private static func message(_ error: ReplyObject, or code: String) -> String {
    for name in ["message", "error_details", "preview_failure_reason"] {
      if let text = try? error.text(name), !text.isEmpty { return text }
    }
    return code
  }
}
