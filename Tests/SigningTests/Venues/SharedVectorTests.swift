import Testing

@testable import Signing

/// The signatures that venues' documentation prints, and others made by the same rules.
@Suite(
  .enabled(if: !SharedVector.all.isEmpty, "TRADECTL_SHARED names no folder with signature vectors"))
struct SharedVectorTests {
  /// Vectors that cannot be made again, and why.
  private static let exceptions = [
    "binance, RSA, ASCII": "the venue does not publish the private key"
  ]

  @Test func `every vector is of a kind that is tested here`() {
    let all = SharedVector.all
    #expect(all.count >= 26)
    let handled = Self.plain + Self.kraken + Self.ed25519 + Self.aster + Self.hyperliquid
    let names = handled.map(\.testDescription) + Self.exceptions.keys
    #expect(Set(names) == Set(all.map(\.testDescription)) && names.count == all.count)
    for vector in all {
      #expect(vector.isReproducible == (Self.exceptions[vector.testDescription] == nil))
    }
  }

  private static let plain = SharedVector.all.filter {
    $0.algorithm.hasPrefix("HMAC-SHA") && $0.text("payload") != nil
  }

  @Test(arguments: plain)
  func `HMAC signs what is sent`(vector: SharedVector) throws {
    let payload = Array(try #require(vector.text("payload")).utf8)
    let isBase64 = vector.algorithm.contains("base64-decoded secret")
    let key = try SigningKey(
      text: try #require(vector.text("secret")), form: isBase64 ? .base64 : .characters)
    let signer = try #require(key.hmac)
    let code =
      vector.algorithm.hasPrefix("HMAC-SHA512")
      ? signer.sha512(payload) : signer.sha256(payload).bytes
    let isHexadecimal = vector.algorithm.hasSuffix("hex")
    #expect(isHexadecimal || vector.algorithm.hasSuffix("base64"))
    let signature = isHexadecimal ? Hexadecimal.text(code) : Base64.text(code)
    #expect(signature == vector.text("signature"))
    // The body's hash is part of what Gate has signed.
    if vector.exchange == "gate" {
      let body = Array((vector.text("body") ?? "").utf8)
      #expect(try #require(vector.text("payload")).contains(digits(SHA512.hash(body))))
    }
  }

  private static let kraken = SharedVector.all.filter { $0.exchange == "kraken" }

  @Test(arguments: kraken)
  func `Kraken signs a path and a hash`(vector: SharedVector) throws {
    let nonce = try #require(vector.text("nonce"))
    let body = try #require(vector.text("body"))
    let message =
      Array(try #require(vector.text("path")).utf8) + SHA256.hash(nonce + body).bytes
    let key = try SigningKey(text: try #require(vector.text("secret")), form: .base64)
    let signer = try #require(key.hmac)
    #expect(Base64.text(signer.sha512(message)) == vector.text("signature"))
  }

  private static let ed25519 = SharedVector.all.filter { $0.algorithm == "Ed25519" }

  @Test(arguments: ed25519)
  func `Ed25519 signs the message itself`(vector: SharedVector) throws {
    let key = try SigningKey(text: try #require(vector.text("secret")), form: .ed25519)
    let signer = try #require(key.ed25519)
    let message = bytes(try #require(vector.text("payload")))
    #expect(digits(try signer.sign(message)) == vector.text("signature"))
  }

  private static let aster = SharedVector.all.filter { $0.algorithm.hasPrefix("EIP-712") }

  @Test(arguments: aster)
  func `AsterDEX has the text of the request signed as typed data`(vector: SharedVector) throws {
    let domain = try #require(vector.value["domain"])
    let contract = try #require(domain["verifyingContract"]?.text)
    let typed = TypedDataDomain(
      name: try #require(domain["name"]?.text),
      version: try #require(domain["version"]?.text),
      chainID: try #require(domain["chainId"]?.number),
      verifyingContract: try #require(EthereumAddress(contract)))
    var message = TypedStruct(type: "Message(string msg)")
    let payload = try #require(vector.text("payload"))
    message.add(payload)
    let digest = typed.digest(of: message.finish())
    #expect("0x" + digest.hexadecimal == vector.text("digest"))
    let key = try SigningKey(text: try #require(vector.text("secret")), form: .secp256k1)
    let signer = try #require(key.secp256k1)
    #expect(try signer.sign(digest).hexadecimal == vector.text("signature"))
    #expect(payload.hasSuffix("&signer=" + signer.address.text))
  }

  private static let hyperliquid = SharedVector.all.filter { $0.exchange == "hyperliquid" }

  @Test(arguments: hyperliquid)
  func `Hyperliquid has the hash of an action signed by an agent`(vector: SharedVector) throws {
    let action = try #require(vector.value["action"])
    let nonce = try #require(vector.value["nonce"]?.number)
    let connection = HyperliquidAction.hash(action, nonce: nonce)
    if let expected = vector.text("connection_id") {
      #expect("0x" + connection.hexadecimal == expected)
    }
    let expectations = ["signature": "a", "mainnet": "a", "testnet": "b"]
    for (key, source) in expectations {
      guard let expected = vector.value[key] else { continue }
      var agent = TypedStruct(type: "Agent(string source,bytes32 connectionId)")
      agent.add(source)
      agent.add(connection)
      let domain = TypedDataDomain(
        name: "Exchange", version: "1", chainID: 1337, verifyingContract: .zero)
      let key = try SigningKey(text: try #require(vector.text("secret")), form: .secp256k1)
      let signer = try #require(key.secp256k1)
      let signature = try signer.sign(domain.digest(of: agent.finish()))
      // The venue's own program leaves out zeros in front.
      func padded(_ key: String) throws -> String {
        let text = try #require(expected[key]?.text).dropFirst(2)
        return String(repeating: "0", count: 64 - text.count) + text
      }
      #expect(try signature.r.hexadecimal == padded("r"))
      #expect(try signature.s.hexadecimal == padded("s"))
      #expect(UInt64(signature.v) == expected["v"]?.number)
    }
  }
}
