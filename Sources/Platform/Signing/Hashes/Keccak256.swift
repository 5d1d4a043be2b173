/// A Keccak-256 hash in the making: the one of Ethereum, which is older than SHA-3 and pads otherwise.
///
/// Source: G. Bertoni, J. Daemen, M. Peeters, G. Van Assche, "The Keccak reference", version 3.0
/// (2011); the permutation is that of NIST, FIPS 202, section 3.
package struct Keccak256 {
  /// How many bytes are taken in between two permutations.
  private static let rate = 136

  /// Five rows of five lanes; lane (x, y) is at x + 5y.
  private var lanes = [25 of UInt64](repeating: 0)
  /// How many bytes of the block are taken in.
  private var filled = 0
  private let padding: UInt8

  package init() { self.init(padding: 0x01) }

  /// - Parameter padding: What follows the message: 0x01, or 0x06 for SHA3-256.
  init(padding: UInt8) { self.padding = padding }

  package mutating func update(_ bytes: Span<UInt8>) {
    for index in bytes.indices { absorb(bytes[index]) }
  }

  package mutating func update(_ text: String) {
    for byte in text.utf8 { absorb(byte) }
  }

  package mutating func update(_ digest: Digest) {
    let bytes = digest.bytes
    update(bytes.span)
  }

  /// The hash of all that was added; what is made after it starts anew.
  package mutating func finish() -> Digest {
    mix(padding, at: filled)
    mix(0x80, at: Self.rate - 1)
    permute()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Digest.count)
    for index in 0..<Digest.count {
      bytes.append(UInt8(truncatingIfNeeded: lanes[index / 8] >> UInt64(index % 8 * 8)))
    }
    self = Keccak256(padding: padding)
    return Digest(bytes: bytes.span) ?? .zero
  }

  package static func hash(_ bytes: Span<UInt8>) -> Digest {
    var hash = Keccak256()
    hash.update(bytes)
    return hash.finish()
  }

  package static func hash(_ text: String) -> Digest {
    var hash = Keccak256()
    hash.update(text)
    return hash.finish()
  }

  private mutating func absorb(_ byte: UInt8) {
    mix(byte, at: filled)
    filled += 1
    guard filled == Self.rate else { return }
    permute()
    filled = 0
  }

  private mutating func mix(_ byte: UInt8, at place: Int) {
    lanes[place / 8] ^= UInt64(byte) << UInt64(place % 8 * 8)
  }

  /// Keccak-f[1600], whose five steps the comments name.
  private mutating func permute() {
    // Local copies, because the optimizer keeps those in registers and unrolls the loops over them.
    let turns = Self.turns
    let roundConstants = Self.roundConstants
    var lanes = lanes
    for round in 0..<24 {
      var parities = [5 of UInt64](repeating: 0)
      for x in 0..<5 {
        parities[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
      }
      var moved = [25 of UInt64](repeating: 0)
      for y in 0..<5 {
        for x in 0..<5 {
          let lane = x + 5 * y
          let spread = parities[(x + 4) % 5] ^ Self.turned(parities[(x + 1) % 5], by: 1)
          // θ spreads the columns, ρ turns each lane, π moves it.
          moved[y + 5 * ((2 * x + 3 * y) % 5)] = Self.turned(lanes[lane] ^ spread, by: turns[lane])
        }
      }
      // χ bends the rows.
      for y in 0..<5 {
        let row = 5 * y
        for x in 0..<5 {
          lanes[row + x] = moved[row + x] ^ (~moved[row + (x + 1) % 5] & moved[row + (x + 2) % 5])
        }
      }
      // ι makes the rounds differ.
      lanes[0] ^= roundConstants[round]
    }
    self.lanes = lanes
  }

  private static func turned(_ lane: UInt64, by count: UInt64) -> UInt64 {
    lane &<< count | lane &>> (64 &- count)
  }

  /// FIPS 202, table 2, modulo 64.
  private static let turns: [25 of UInt64] = [
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
  ]

  /// FIPS 202, section 3.2.5.
  private static let roundConstants: [24 of UInt64] = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
    0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
