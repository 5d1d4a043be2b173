package import Domain

/// Makes of a draft the bytes that are sent, with the key of an account.
///
/// A signature covers the very bytes that leave, so nothing changes them afterwards.
package protocol RequestSigner: Sendable {
  /// What the venue calls its key where it lists all those of an account; nil where it lists none.
  var name: String? { get }
  /// The numbers that its requests need; nil where they need none.
  var nonces: NonceRule? { get }
  /// The request that is sent.
  ///
  /// - Parameters:
  ///   - draft: What is asked.
  ///   - origin: Where it goes; some venues sign the host too.
  ///   - time: The venue's time as far as it is known.
  ///   - nonce: A number that no other request of this key had; nil where `nonces` is.
  /// - Returns: The request, its secrets named.
  /// - Throws: Where the key cannot sign it, or it is too late to send it.
  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest
}

extension RequestSigner {
  package var name: String? { nil }
  package var nonces: NonceRule? { nil }
}

/// Numbers that a venue wants, each of them once and for one key.
package struct NonceRule: Hashable, Sendable {
  package enum Unit: Hashable, Sendable {
    case milliseconds
    case microseconds
    case nanoseconds

    /// How many of them there are from 1970 to a time; zero before.
    package func count(_ time: Timestamp) -> UInt64 {
      let length: Int64 =
        switch self {
        case .milliseconds: 1_000_000
        case .microseconds: 1_000
        case .nanoseconds: 1
        }
      return UInt64(max(0, time.nanoseconds) / length)
    }
  }

  /// What they count since 1970.
  package let unit: Unit
  /// Whether they must arrive in order, so that no request leaves before the last one is answered.
  package let mustArriveInOrder: Bool
  /// How far from its own clock the venue takes them; nil where any is taken.
  package let leadMax: TimeInterval?

  package init(_ unit: Unit, mustArriveInOrder: Bool, leadMax: TimeInterval? = nil) {
    self.unit = unit
    self.mustArriveInOrder = mustArriveInOrder
    self.leadMax = leadMax
  }
}

/// Why a request could not be signed; nothing was sent.
package struct SignerFailure: Error, Hashable, Sendable {
  /// A sentence without its full stop; nothing of the key is in it.
  package let explanation: String

  package init(_ explanation: String) { self.explanation = explanation }
}
