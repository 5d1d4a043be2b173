/// What came back for a request, whole.
package struct HTTPResponse: Hashable, Sendable {
  /// Three digits; 5xx does not say whether the request took effect.
  package var status: Int
  /// In the order that they came in.
  package var headers: [HTTPHeader]
  /// Unpacked where it came packed.
  package var body: [UInt8]

  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first header of a name, in capital or small letters.
  package subscript(header name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}
