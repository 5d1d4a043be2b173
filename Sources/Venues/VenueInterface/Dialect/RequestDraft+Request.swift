extension [RequestDraft.Parameter] {
  /// Names and values, percent-encoded and joined, in the order that they are given in.
  package var encoded: String {
    PercentEncoding.query(map { ($0.name, $0.value) })
  }
}

extension RequestDraft {
  /// The request without key and signature, as anybody may send it where `access` is open.
  ///
  /// A signer begins with it too: what it adds stands behind.
  ///
  /// - Parameter origin: Where it goes.
  /// - Returns: What can be sent.
  package func request(to origin: HTTPOrigin) -> HTTPRequest {
    var request = HTTPRequest(method, origin, path: path, query: query.encoded, isWrite: isWrite)
    switch body {
    case .none: break
    case .form(let parameters):
      request.headers.append(
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"))
      request.body = Array(parameters.encoded.utf8)
    case .json(let text):
      request.headers.append(HTTPHeader("Content-Type", "application/json"))
      request.body = text
    }
    return request
  }
}
