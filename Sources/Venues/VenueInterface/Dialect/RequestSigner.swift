package import Domain

/// Makes of a draft the bytes that are sent, with the key of an account.
///
/// A signature covers the very bytes that leave, so nothing changes them afterwards.
package protocol RequestSigner: Sendable {
  /// - Parameters:
  ///   - draft: What is asked.
  ///   - origin: Where it goes; some venues sign the host too.
  ///   - time: The venue's time as far as it is known.
  /// - Returns: The request, its secrets named.
  /// - Throws: Where the key cannot sign.
  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp
  ) throws(SignerFailure) -> HTTPRequest
}

/// Why a request could not be signed.
package struct SignerFailure: Error, Hashable, Sendable {
  /// A sentence without its full stop; nothing of the key is in it.
  package let explanation: String

  package init(_ explanation: String) { self.explanation = explanation }
}
