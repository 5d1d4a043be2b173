import Domain
import VenueInterface

extension RequestDraft {
  /// How long the request is to take effect, from a time on.
  ///
  /// - Parameters:
  ///   - time: The venue's.
  ///   - usual: Where nothing else is asked.
  ///   - longest: That the venue takes.
  /// - Returns: At least a millisecond.
  /// - Throws: Where it would come too late.
  func validity(
    at time: Timestamp, usually usual: TimeInterval, atMost longest: TimeInterval
  ) throws(SignerFailure) -> TimeInterval {
    guard let end = validUntil else { return usual }
    let left = min(end.since(time), longest)
    guard left.nanoseconds >= 1_000_000 else { throw .tooLate }
    return left
  }

  /// Looks whether a request that the venue takes for a fixed time comes to its end in time.
  ///
  /// - Parameters:
  ///   - time: The venue's.
  ///   - validity: How long the venue takes it.
  /// - Throws: Where it could take effect later than it may.
  func checkValidity(at time: Timestamp, of validity: TimeInterval) throws(SignerFailure) {
    guard let end = validUntil else { return }
    guard time.advanced(by: validity) <= end else { throw .tooLate }
  }
}

extension SignerFailure {
  static let tooLate = SignerFailure("the request would come too late to be valid")
}
