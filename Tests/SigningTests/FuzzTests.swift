import Testing

@testable import Signing

/// Random texts and files, among which some are almost right.
@Suite struct FuzzTests {
  static let rounds = 1000

  private struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  /// A few changes of a random kind.
  private static func changed(
    _ bytes: [UInt8], pieces: [String], _ random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
      case 3: bytes.removeLast(bytes.count - place)
      case 4: bytes.removeFirst(place)
      case 5: bytes.append(contentsOf: bytes.prefix(place))
      default:
        let end = Int.random(in: place...bytes.count, using: &random)
        bytes.removeSubrange(place..<end)
      }
    }
    return bytes
  }

  /// How many characters in a row are taken for a part of a key; words such as "PRIVATE" are fewer.
  private static let runCount = 12

  private static func runs(_ text: [UInt8]) -> Set<ArraySlice<UInt8>> {
    guard text.count >= runCount else { return [] }
    let all = (0...(text.count - runCount)).map { text[$0..<($0 + runCount)] }
    return Set(all)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no text traps, and no error tells what the text was`(seed: UInt64) throws {
    let vectors = try Vectors.read()
    let pems =
      vectors.ed25519.map(\.pem) + vectors.p256.flatMap { [$0.pkcs8, $0.sec1] }
      + vectors.refused.encrypted + vectors.refused.curve + [vectors.rsa[0].pkcs1]
    let plain =
      vectors.ed25519.flatMap { [$0.seed, $0.seed + $0.public] } + vectors.ethereum.map(\.secret)
      + vectors.ed25519.map { Base64.text(bytes($0.seed)) }
    let texts = (pems + plain).map { Array($0.utf8) }
    let pieces = [
      "=", "==", " ", "\n", "\\n", "\\", "0x", "-----", "-----BEGIN ", "-----END ", "PRIVATE KEY",
      "EC ", "ENCRYPTED ", "PUBLIC", "\u{0}", "é", "A", "MC4CAQAwBQYDK2VwBCIEI",
    ]
    let forms: [SigningKey.Form] = [.characters, .base64, .ed25519, .secp256k1, .none]
    var random = SeededGenerator(seed: seed)
    var taken = 0
    for _ in 0..<Self.rounds {
      let text = Self.changed(random.pick(texts), pieces: pieces, &random)
      let form = random.pick(forms)
      do throws(KeyError) {
        let key = try SigningKey(Secret(copying: text.span), form: form, takesPEM: true)
        taken += 1
        // What is taken must be able to sign.
        let message: [UInt8] = [1]
        switch key {
        case .ed25519(let key): _ = try? key.sign(message)
        case .p256(let key): _ = try? key.sign(message)
        case .rsa(let key): _ = try? key.sign(message)
        case .secp256k1(let key): _ = try? key.sign(.zero)
        case .hmac(let key): _ = key.sha256(message)
        }
      } catch {
        let sentence = Array(error.explanation.utf8)
        guard Self.runs(sentence).isDisjoint(with: Self.runs(text)) else {
          throw Broken(description: "seed \(seed): \(error.explanation) of \(text)")
        }
      }
    }
    // A fuzzer that never gets anything past the reader tests nothing behind it.
    #expect(taken > Self.rounds / 20, "seed \(seed)")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no bytes are decoded to what does not encode to them`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ABYZabyz0189+/=-_ \n".utf8)
    for _ in 0..<Self.rounds * 5 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(alphabet) }
      let decoded = try? [UInt8](capacity: text.count) { output throws(EncodingError) in
        try Base64.decode(text.span, into: &output)
      }
      guard let decoded else { continue }
      let again = Base64.text(decoded)
      let written = String(decoding: text, as: UTF8.self)
      guard again == written || again.prefix(while: { $0 != "=" }) == written else {
        throw Broken(description: "seed \(seed): \(written) is read as \(again)")
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no sealed file opens but the one that was sealed`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let cost = SealingCost(blocksExponent: 2, blockSize: 1, passes: 1)
    let secret = Array("the content".utf8)
    let sealed = try SealedBox.seal(
      secret.span, passphrase: SigningTests.secret("pass"), cost: cost)
    for _ in 0..<Self.rounds / 4 {
      var other = Self.changed(sealed, pieces: ["tradectl", "\u{1}", "\u{0}"], &random)
      // Real work for a wrong guess would take the night.
      if other.count > 11 {
        other[9] &= 7
        other[10] &= 3
        other[11] &= 3
      }
      guard other != sealed else { continue }
      do throws(SealingError) {
        _ = try SealedBox.open(other.span, passphrase: SigningTests.secret("pass"))
        throw .failed
      } catch {
        let isExpected =
          switch error {
          case .notSealed, .unknownVersion, .unbearableCost, .refused: true
          case .emptyPassphrase, .tooLarge, .failed, .library: false
          }
        if !isExpected { throw Broken(description: "seed \(seed): \(error) of \(other)") }
      }
    }
  }
}
