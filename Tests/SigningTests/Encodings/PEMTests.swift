import Testing

@testable import Signing

@Suite struct PEMTests {
  private static func decode(_ text: String) throws(KeyError) -> [UInt8] {
    let text = Array(text.utf8)
    let pem = try PEM(text.span)
    return content(pem.content)
  }

  private static let expected: [UInt8] = Array(0..<60)
  private static let body =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\nMDEyMzQ1Njc4OTo7"
  private static func block(_ label: String, _ body: String = body) -> String {
    "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
  }

  @Test(arguments: [
    block("PRIVATE KEY"), block("EC PRIVATE KEY"), block("RSA PRIVATE KEY"),
    "\n\n  " + block("PRIVATE KEY") + "\n\n",
    block("PRIVATE KEY").replacing("\n", with: "\r\n"),
    block("PRIVATE KEY").replacing("\n", with: "\\n"),
    block("PRIVATE KEY").replacing("\n", with: "\\r\\n"),
    block("PRIVATE KEY").replacing("\n", with: " "),
    block("PRIVATE KEY").replacing("\n", with: ""),
    "Bag Attributes: some text\n" + block("PRIVATE KEY"),
    block("EC PARAMETERS", "BggqhkjOPQMBBw==") + block("EC PRIVATE KEY"),
    block("PRIVATE KEY") + block("PUBLIC KEY"),
  ])
  func `reads a key however its lines end and whatever stands around it`(text: String) throws {
    #expect(try Self.decode(text) == Self.expected)
  }

  @Test(arguments: [
    ("", KeyError.notPEM), ("some text", .notPEM), ("-----BEGIN", .notPEM),
    ("-----BEGIN ", .brokenPEM), ("-----BEGIN PRIVATE KEY-----", .brokenPEM),
    (block("PRIVATE KEY").replacing("-----END PRIVATE KEY-----", with: ""), .brokenPEM),
    (block("PRIVATE KEY").replacing("END PRIVATE", with: "END EC"), .brokenPEM),
    (block("PRIVATE KEY").replacing("END PRIVATE KEY-----", with: "END PRIVATE KEY"), .brokenPEM),
    (block("PRIVATE KEY", "AAE*"), .brokenPEM), (block("PRIVATE KEY", "A"), .brokenPEM),
    (block("PRIVATE KEY", "AA\\tE"), .brokenPEM), (block("PRIVATE KEY", "AA\\"), .brokenPEM),
    (block("ENCRYPTED PRIVATE KEY"), .encrypted),
    (block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\n" + body), .encrypted),
    (block("PUBLIC KEY"), .publicKey), (block("RSA PUBLIC KEY"), .publicKey),
    (block("CERTIFICATE"), .certificate), (block("OPENSSH PRIVATE KEY"), .openSSHForm),
    (block("PRIVATE KEYS"), .unknownBlock), (block(""), .unknownBlock),
    (block("EC PARAMETERS"), .unknownBlock),
    (String(repeating: "\n", count: 40_000) + block("PRIVATE KEY"), .tooLong(limit: 32_768)),
  ])
  func `anything else is refused`(text: String, error: KeyError) {
    #expect(throws: error) { try Self.decode(text) }
  }
}
