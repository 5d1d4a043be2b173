package import Transport
package import VenueInterface

/// What carries requests to where they go, and brings back what is answered.
package protocol RequestSender: Sendable {
  /// Sends a request once, and waits for its answer.
  ///
  /// - Parameters:
  ///   - request: What to send.
  ///   - deadline: When to give up.
  ///   - goesOn: Asked again and again while it waits; false gives up.
  /// - Returns: The answer, whatever its status is.
  /// - Throws: `.notSent` and `.impossible` where certainly no byte has left.
  func response(
    to request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) throws(HTTPFailure) -> HTTPResponse
}

extension HTTPClient: RequestSender {
  package func response(
    to request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) throws(HTTPFailure) -> HTTPResponse {
    try send(request, until: deadline, while: goesOn).response
  }
}
