package import Domain

/// Why a venue did not do what it was asked.
package enum VenueError: Error, Hashable, Sendable {
  /// Nothing was acted on. Safe to send again.
  case notSent(reason: String)
  /// The venue answered no; asking again gives the same answer.
  case rejected(code: String, message: String)
  /// The venue did nothing and wants to be left alone, for as long as it says if it says so.
  case rateLimited(retryAfter: TimeInterval?)
  /// The request may have taken effect. Look it up before sending anything again.
  case outcomeUnknown(reason: String)
  /// The venue does not know the account, or does not let it do this.
  case unauthorized(message: String)
  /// The venue knows no such order.
  case notFound(message: String)
  /// The venue has no such thing, or the market is none of its; nothing was sent.
  case unsupported(reason: String)
  /// There is no key that could sign it; nothing was sent.
  case noKey(reason: String)

  /// What happened, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .notSent(let reason): "nothing was acted on: \(reason)"
    case .rejected(let code, let message): "the venue refused it: \(message) (\(code))"
    case .rateLimited(let wait?) where wait > .zero: "the venue asks to wait \(wait.shown)"
    case .rateLimited: "the venue asks to wait"
    case .outcomeUnknown(let reason): "it is not known whether it took effect: \(reason)"
    case .unauthorized(let message): "the venue does not allow it: \(message)"
    case .notFound(let message): "the venue does not know the order: \(message)"
    case .unsupported(let reason), .noKey(let reason): reason
    }
  }
}

extension TimeInterval {
  /// In whole seconds, or milliseconds where it is shorter than one; rounded up.
  fileprivate var shown: String {
    let unit: Int64 = nanoseconds > 1_000_000_000 ? 1_000_000_000 : 1_000_000
    let count = nanoseconds / unit + (nanoseconds % unit > 0 ? 1 : 0)
    return TimeInterval(nanoseconds: count * unit).text
  }
}
