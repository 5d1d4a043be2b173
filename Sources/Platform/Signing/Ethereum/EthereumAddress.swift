/// An account of Ethereum and of what is built like it: 20 bytes.
package struct EthereumAddress: Hashable, Sendable {
  package static let count = 20
  package static let zero = EthereumAddress(lastOf: .zero)

  package let bytes: [UInt8]

  /// The address of whose public key this is the hash.
  init(lastOf digest: Digest) { bytes = Array(digest.bytes.suffix(Self.count)) }

  /// Reads `0x` and 40 digits.
  ///
  /// Upper and lower case carry a checksum, which must be right where both occur.
  ///
  /// - Returns: Nil for anything else.
  package init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 2 + 2 * Self.count, characters.starts(with: "0x".utf8) else {
      return nil
    }
    let digits = Array(characters[2...])
    let decoded = try? [UInt8](capacity: Self.count) { output throws(EncodingError) in
      try Hexadecimal.decode(digits.span, into: &output)
    }
    guard let decoded else { return nil }
    bytes = decoded
    let letters = text.dropFirst(2)
    let isMixed = letters.contains(where: \.isUppercase) && letters.contains(where: \.isLowercase)
    if isMixed, self.text != text { return nil }
  }

  /// `0x` and 40 digits, some letters in upper case as a checksum.
  ///
  /// Source: V. Buterin, A. Van de Sande, EIP-55 (2016).
  package var text: String {
    let digits = Array(Hexadecimal.text(bytes.span).utf8)
    let hash = Array(Keccak256.hash(digits.span).hexadecimal.utf8)
    let cased = digits.indices.map { index in
      let isLetter = digits[index] >= UInt8(ascii: "a")
      return isLetter && hash[index] >= UInt8(ascii: "8") ? digits[index] - 32 : digits[index]
    }
    return "0x" + String(decoding: cased, as: UTF8.self)
  }
}
