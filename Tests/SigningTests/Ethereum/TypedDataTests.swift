import Testing

@testable import Signing

@Suite struct TypedDataTests {
  private static func key(_ text: String) throws -> Secp256k1Key {
    try #require(try SigningKey(text: text, form: .secp256k1).secp256k1)
  }

  /// Source: EIP-712, the mail from Cow to Bob of its specification and test cases.
  @Test func `hashes and signs the proposal's own example`() throws {
    func person(_ name: String, _ wallet: String) throws -> Digest {
      var person = TypedStruct(type: "Person(string name,address wallet)")
      person.add(name)
      person.add(try #require(EthereumAddress(wallet)))
      return person.finish()
    }
    var mail = TypedStruct(
      type: "Mail(Person from,Person to,string contents)Person(string name,address wallet)")
    mail.add(try person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"))
    mail.add(try person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"))
    mail.add("Hello, Bob!")
    let structure = mail.finish()
    #expect(
      structure.hexadecimal == "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e")
    let domain = TypedDataDomain(
      name: "Ether Mail", version: "1", chainID: 1,
      verifyingContract: try #require(
        EthereumAddress("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC")))
    let digest = domain.digest(of: structure)
    #expect(
      digest.hexadecimal == "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2")
    let key = try Self.key(Keccak256.hash("cow").hexadecimal)
    #expect(key.address.text == "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826")
    let signature = try key.sign(digest)
    #expect(signature.v == 28)
    #expect(
      signature.r.hexadecimal == "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d")
    #expect(
      signature.s.hexadecimal == "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562")
  }

  @Test func `agrees with Ethereum's Python library`() throws {
    var kinds: Set<String> = []
    for vector in try Vectors.read().typed {
      let domain = TypedDataDomain(
        name: vector.name, version: "1", chainID: vector.chain, verifyingContract: .zero)
      var structure: TypedStruct
      if vector.kind == "message" {
        structure = TypedStruct(type: "Message(string msg)")
        structure.add(try #require(vector.message["msg"]))
      } else {
        structure = TypedStruct(type: "Agent(string source,bytes32 connectionId)")
        structure.add(try #require(vector.message["source"]))
        let connection = bytes(try #require(vector.message["connectionId"]))
        structure.add(try #require(Digest(bytes: connection)))
      }
      kinds.insert(vector.kind)
      let digest = domain.digest(of: structure.finish())
      #expect(digest.hexadecimal == vector.digest)
      let signature = try Self.key(vector.secret).sign(digest)
      #expect(signature.hexadecimal == "0x" + vector.signature)
    }
    #expect(kinds == ["message", "agent"])
  }

  @Test func `text and its bytes are the same member, and a domain parts what is signed`() {
    var first = TypedStruct(type: "Message(string msg)")
    first.add("a=1&b=2")
    var second = TypedStruct(type: "Message(string msg)")
    let text = Array("a=1&b=2".utf8)
    second.add(text.span)
    let structure = first.finish()
    #expect(structure == second.finish())
    let live = TypedDataDomain(name: "A", version: "1", chainID: 1666, verifyingContract: .zero)
    let test = TypedDataDomain(name: "A", version: "1", chainID: 714, verifyingContract: .zero)
    #expect(live.digest(of: structure) != test.digest(of: structure))
  }
}
