import Testing

@testable import Signing

@Suite struct EthereumAddressTests {
  /// Source: EIP-55, "Test Cases".
  static let published = [
    "0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
  ]

  @Test(arguments: published)
  func `the case of letters is the checksum`(text: String) throws {
    let address = try #require(EthereumAddress(text))
    #expect(address.text == text)
    let lower = "0x" + text.dropFirst(2).lowercased()
    let upper = "0x" + text.dropFirst(2).uppercased()
    #expect(EthereumAddress(lower) == address)
    #expect(EthereumAddress(upper) == address)
  }

  @Test func `a letter in the wrong case is refused`() {
    let text = Array("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    for place in text.indices.dropFirst(2) where text[place].isLetter {
      var other = text
      other[place] = Character(
        other[place].isUppercase ? other[place].lowercased() : other[place].uppercased())
      #expect(EthereumAddress(String(other)) == nil)
    }
  }

  @Test(arguments: [
    "", "0x", "de709f2102306220921060314715629080e2fb77",
    "0xde709f2102306220921060314715629080e2fb7", "0xde709f2102306220921060314715629080e2fb777",
    "0Xde709f2102306220921060314715629080e2fb77", "0xde709f2102306220921060314715629080e2fb7g",
    "0x" + String(repeating: "é", count: 20),
  ])
  func `anything else is no address`(text: String) {
    #expect(EthereumAddress(text) == nil)
  }
}
