import Testing

@testable import Signing

@Suite struct RSAKeyTests {
  /// Source: RFC 7515, appendix A.2.
  @Test func `signs as RFC 7515 prints it`() throws {
    let key = try #require(try SigningKey(pem: try Vectors.read().published.rfc7515_a_2).rsa)
    let message = Array(
      ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
        + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ").utf8)
    let signature = try key.sign(message)
    #expect(
      Base64.text(signature, .url)
        == "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
        + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
        + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
        + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
        + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
        + "p0igcN_IoypGlUPQGe77Rw")
  }

  @Test func `both forms of a key sign like Python`() throws {
    for vector in try Vectors.read().rsa {
      for pem in [vector.pkcs8, vector.pkcs1] {
        let key = try #require(try SigningKey(pem: pem).rsa)
        #expect(digits(try key.sign(bytes(vector.message))) == vector.signature)
      }
    }
  }

  @Test func `a short key is refused`() throws {
    for pem in try Vectors.read().refused.short_rsa {
      #expect(throws: KeyError.rsaSize(bits: 1024)) { try SigningKey(pem: pem) }
    }
  }
}
