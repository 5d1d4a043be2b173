/// The 32 bytes of a hash.
package struct Digest: Hashable, Sendable {
  package static let count = 32

  /// Big-endian, the first bytes first.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// Nothing but zeros: what stands before the first hash of a chain.
  package static let zero = Digest()

  private init() {}

  /// - Returns: Nil for any other number of bytes than 32.
  package init?(bytes: Span<UInt8>) {
    guard bytes.count == Self.count else { return nil }
    func word(_ start: Int) -> UInt64 {
      var value: UInt64 = 0
      for index in start..<(start + 8) { value = value << 8 | UInt64(bytes[index]) }
      return value
    }
    words = (word(0), word(8), word(16), word(24))
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  package func append(to bytes: inout [UInt8]) {
    withBytes { span in unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
  }

  /// Lends the 32 bytes.
  package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let words = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return unsafe withUnsafeBytes(of: words) { raw in
      unsafe raw.withMemoryRebound(to: UInt8.self) { unsafe body($0.span) }
    }
  }

  /// The first eight bytes as a number, where a number that nobody can foresee is enough.
  package var leadingBits: UInt64 { words.0 }

  /// 64 lowercase digits.
  package var hexadecimal: String { withBytes { Hexadecimal.text($0) } }

  package var base64: String { Base64.text(bytes.span) }

  package static func == (lhs: Digest, rhs: Digest) -> Bool { lhs.words == rhs.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
