/// What came back for a request, whole.
package struct HTTPResponse: Hashable, Sendable {
  /// Three digits; 5xx does not say whether the request took effect.
  package var status: Int
  package var headers: HTTPHeaders
  /// Unpacked where it came packed.
  package var body: [UInt8]

  package init(status: Int, headers: HTTPHeaders = HTTPHeaders([]), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
