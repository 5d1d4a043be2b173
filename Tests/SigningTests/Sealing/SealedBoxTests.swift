import Testing

@testable import Signing

@Suite struct SealedBoxTests {
  private static let cheap = SealingCost(blocksExponent: 4, blockSize: 1, passes: 1)

  private static func seal(_ content: [UInt8], _ passphrase: String) throws -> [UInt8] {
    try SealedBox.seal(content.span, passphrase: secret(passphrase), cost: cheap)
  }

  private static func open(_ sealed: [UInt8], _ passphrase: String) throws(SealingError) -> [UInt8]
  {
    content(try SealedBox.open(sealed.span, passphrase: secret(passphrase)))
  }

  @Test func `what was sealed is opened`() throws {
    for count in [0, 1, 15, 16, 17, 5000] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let sealed = try Self.seal(content, "correct horse")
      #expect(sealed.count == SealedBox.headerCount + count + SealedBox.tagCount)
      #expect(try Self.open(sealed, "correct horse") == content)
    }
  }

  @Test func `agrees with Python in both directions`() throws {
    for vector in try Vectors.read().sealed {
      #expect(try Self.open(bytes(vector.sealed), vector.passphrase) == bytes(vector.content))
      let cost = SealingCost(
        blocksExponent: vector.exponent, blockSize: vector.r, passes: vector.p)
      let sealed = try SealedBox.seal(
        bytes(vector.content).span, passphrase: secret(vector.passphrase), cost: cost,
        salt: bytes(vector.salt))
      #expect(digits(sealed) == vector.sealed)
    }
  }

  @Test func `a change of any bit is refused, wherever it is`() throws {
    let sealed = try Self.seal(Array("a secret".utf8), "pass")
    for place in sealed.indices {
      for bit in 0..<8 {
        var other = sealed
        other[place] ^= 1 << bit
        // A byte of the cost may ask for more work, which is bounded, or be no cost at all.
        if (9...11).contains(place), other[place] > 9 { continue }
        let error = #expect(throws: SealingError.self) { try Self.open(other, "pass") }
        switch place {
        case 0..<8: #expect(error == .notSealed)
        case 8: #expect(error == .unknownVersion(other[8]))
        case 9..<12: #expect(error == .refused || error == .unbearableCost)
        default: #expect(error == .refused)
        }
      }
    }
  }

  @Test func `what is cut off, longer or not sealed is refused`() throws {
    let sealed = try Self.seal(Array("a secret".utf8), "pass")
    for count in 0..<sealed.count {
      let error = #expect(throws: SealingError.self) {
        try Self.open(Array(sealed.prefix(count)), "pass")
      }
      let isTooShort = count < SealedBox.headerCount + SealedBox.tagCount
      #expect(error == (isTooShort ? .notSealed : .refused))
    }
    #expect(throws: SealingError.refused) { try Self.open(sealed + [0], "pass") }
    #expect(throws: SealingError.notSealed) {
      try Self.open([UInt8](repeating: 0x7B, count: 200), "pass")
    }
  }

  @Test func `another passphrase opens nothing`() throws {
    let sealed = try Self.seal(Array("a secret".utf8), "pass")
    for wrong in ["", "Pass", "pass ", "pas", "passs"] {
      #expect(throws: SealingError.refused) { try Self.open(sealed, wrong) }
    }
  }

  @Test func `nothing is sealed twice alike`() throws {
    let content: [UInt8] = [1, 2, 3]
    let sealed = Set((0..<20).compactMap { _ in try? Self.seal(content, "pass").dropFirst(12) })
    #expect(sealed.count == 20)
    #expect(Set(sealed.map { Array($0.prefix(32)) }).count == 20)
    #expect(Set(sealed.map { Array($0.dropFirst(32).prefix(12)) }).count == 20)
  }

  @Test func `an empty passphrase and too much content are not sealed`() throws {
    #expect(throws: SealingError.emptyPassphrase) { try Self.seal([1], "") }
    let limit = SealedBox.contentCountMax
    let largest = try Self.seal([UInt8](repeating: 1, count: limit), "pass")
    #expect(try Self.open(largest, "pass").count == limit)
    #expect(throws: SealingError.tooLarge(limit: limit)) {
      try Self.seal([UInt8](repeating: 1, count: limit + 1), "pass")
    }
    #expect(throws: SealingError.tooLarge(limit: largest.count)) {
      try Self.open(largest + [1], "pass")
    }
  }

  /// The file decides what it costs; nobody may be made to pay more than a little.
  @Test(arguments: [
    (0, 8, 1), (17, 0, 1), (17, 8, 0), (19, 8, 1), (18, 16, 1), (20, 8, 1), (21, 1, 1),
    (255, 255, 255), (17, 8, 5), (17, 33, 1), (1, 1, 17), (63, 8, 1), (64, 8, 1),
  ])
  func `a file that asks for too much is refused before any work`(
    exponent: UInt8, r: UInt8, p: UInt8
  ) throws {
    var sealed = try Self.seal([1], "pass")
    sealed.replaceSubrange(9..<12, with: [exponent, r, p])
    #expect(throws: SealingError.unbearableCost) { try Self.open(sealed, "pass") }
  }

  @Test func `the standard cost is bearable and needs 128 MiB`() {
    let cost = SealingCost.standard
    #expect(cost.isBearable)
    #expect(cost.blocks * UInt64(cost.blockSize) * 128 == 128 << 20)
    #expect(SealingCost(blocksExponent: 18, blockSize: 8, passes: 2).isBearable)
  }
}
