import Testing

@testable import Signing

@Suite struct WebTokenTests {
  /// Source: RFC 8037, appendix A.4; its key is that of A.1.
  @Test func `an Ed25519 key signs as RFC 8037 prints it`() throws {
    let key = try SigningKey(text: "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", form: .ed25519)
    let header = #"{"alg":"EdDSA"}"#
    let claims = "Example of Ed25519 signing"
    #expect(key.tokenAlgorithm == "EdDSA")
    #expect(
      try WebToken.sign(header: header, claims: claims, with: key)
        == "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
  }

  /// Source: RFC 7515, appendix A.3.
  @Test func `a P-256 key takes the token of RFC 7515 for its own, and signs one that verifies`()
    throws
  {
    let key = try SigningKey(pem: try Vectors.read().published.rfc7515_a_3)
    #expect(key.tokenAlgorithm == "ES256")
    let signer = try #require(key.p256)
    let header = #"{"alg":"ES256"}"#
    let claims =
      "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
    let content =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
      + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    func verifies(_ token: String) throws -> Bool {
      let parts = token.split(separator: ".", omittingEmptySubsequences: false)
      let standard = parts[2].replacing("-", with: "+").replacing("_", with: "/")
      let signature = try KeyText.base64(Array(standard.utf8).span).withBytes { $0.array }
      let message = Array("\(parts[0]).\(parts[1])".utf8)
      return signature.count == 64
        && signer.key.verifies(P256KeyTests.der(signature), of: message)
    }
    let published =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    #expect(try verifies(content + "." + published))
    #expect(try !verifies(content + "x." + published))
    let token = try WebToken.sign(header: header, claims: claims, with: key)
    #expect(token.hasPrefix(content + "."))
    #expect(try verifies(token))
  }

  @Test func `other keys sign no tokens`() throws {
    let vectors = try Vectors.read()
    let keys = [
      try SigningKey(text: "secret", form: .characters),
      try SigningKey(text: String(repeating: "5a", count: 32), form: .secp256k1),
      try SigningKey(pem: vectors.rsa[0].pkcs8),
    ]
    for key in keys {
      #expect(key.tokenAlgorithm == nil)
      #expect(throws: SigningError.unsuited(kind: key.kind)) {
        try WebToken.sign(header: "{}", claims: "{}", with: key)
      }
    }
  }
}
