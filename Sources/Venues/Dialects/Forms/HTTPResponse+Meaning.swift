import Domain
import VenueInterface

// What an answer means by its status alone.

extension HTTPResponse {
  var isSuccess: Bool { (200..<300).contains(status) }

  /// What it is called in a sentence, with the venue's own words where there are any.
  func name(_ words: String? = nil) -> String {
    let name = "the venue answered with HTTP status \(status)"
    return words.map { "\(name): \($0)" } ?? name
  }

  /// How long the venue wants to be left alone; nil where it does not say.
  var retryAfter: TimeInterval? {
    guard let text = headers["Retry-After"], let seconds = Int64(text), seconds >= 0 else {
      return nil
    }
    // Bans last three days at most; more is not meant.
    return .seconds(min(seconds, 604_800))
  }

  /// What it means to who asked, where the venue's own codes do not say more.
  ///
  /// - Parameters:
  ///   - draft: What was asked.
  ///   - words: The venue's own.
  /// - Returns: Nil for a success.
  func failure(to draft: RequestDraft, _ words: String? = nil) -> VenueError? {
    switch status {
    case 200..<300: nil
    case 429: .rateLimited(retryAfter: retryAfter)
    case 401, 403, 451: .unauthorized(message: words ?? name())
    case 408: .unknown(name(words), to: draft)
    case 400..<500: .rejected(code: "HTTP \(status)", message: words ?? name())
    // 5xx says nothing of what was done; of a redirection the venue itself may know nothing.
    default: .unknown(name(words), to: draft)
    }
  }
}

extension VenueError {
  /// The venue does not say what became of it, which matters only to what may change something.
  static func unknown(_ reason: String, to draft: RequestDraft) -> VenueError {
    draft.isWrite ? .outcomeUnknown(reason: reason) : .notSent(reason: reason)
  }
}
