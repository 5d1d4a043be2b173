/// The first key of a PEM text.
///
/// Texts come from files, variables and JSON, so some damage is undone: line ends may be missing,
/// written as `\n`, or spaces; there may be other text around. Of the labels only the known ones are
/// ever told apart.
///
/// Source: S. Josefsson, S. Leonard, RFC 7468 (2015).
struct PEM: ~Copyable {
  static let countMax = 32 * 1024

  /// What the label says is inside: DER.
  let content: Secret

  /// Whether a text is meant to be PEM.
  static func isPEM(_ text: Span<UInt8>) -> Bool {
    text.position(of: "-----BEGIN", from: 0) != nil
  }

  /// - Throws: `.notPEM`, `.brokenPEM`, or what is there instead of a private key.
  init(_ text: Span<UInt8>) throws(KeyError) {
    guard text.count <= Self.countMax else { throw .tooLong(limit: Self.countMax) }
    var place = 0
    while true {
      guard let begin = text.position(of: "-----BEGIN ", from: place) else {
        throw place == 0 ? .notPEM : .unknownBlock
      }
      let label = begin + 11
      guard let labelEnd = text.position(of: "-----", from: label),
        let end = text.position(of: "-----END ", from: labelEnd + 5)
      else { throw .brokenPEM }
      let found = Label(text.extracting(label..<labelEnd))
      guard text.hasSame(label..<labelEnd, at: end + 9),
        text.has("-----", at: end + 9 + labelEnd - label)
      else { throw .brokenPEM }
      // A description of the curve stands before some keys.
      if found == .parameters {
        place = end + 9
        continue
      }
      if let error = found.error { throw error }
      content = try Self.decode(text.extracting((labelEnd + 5)..<end))
      return
    }
  }

  private static func decode(_ body: Span<UInt8>) throws(KeyError) -> Secret {
    // Older encrypted keys say so before the base64 begins.
    if body.position(of: "ENCRYPTED", from: 0) != nil { throw .encrypted }
    do {
      return try Secret(capacity: body.count) { output throws(EncodingError) in
        var decoder = Base64Decoder()
        var index = 0
        while index < body.count {
          switch body[index] {
          case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            index += 1
          case UInt8(ascii: "\\")
          where body.has("n", at: index + 1) || body.has("r", at: index + 1):
            index += 2
          case let character:
            try decoder.take(character, into: &output)
            index += 1
          }
        }
        try decoder.finish()
      }
    } catch {
      throw .brokenPEM
    }
  }

  /// What a block says that it is.
  private enum Label: Equatable {
    case privateKey
    case parameters
    case other(KeyError)

    init(_ text: Span<UInt8>) {
      func isOne(_ label: StaticString) -> Bool {
        text.count == label.utf8CodeUnitCount && text.has(label, at: 0)
      }
      self =
        if isOne("PRIVATE KEY") || isOne("EC PRIVATE KEY") || isOne("RSA PRIVATE KEY") {
          .privateKey
        } else if isOne("EC PARAMETERS") {
          .parameters
        } else if isOne("ENCRYPTED PRIVATE KEY") {
          .other(.encrypted)
        } else if isOne("PUBLIC KEY") || isOne("RSA PUBLIC KEY") {
          .other(.publicKey)
        } else if isOne("CERTIFICATE") {
          .other(.certificate)
        } else if isOne("OPENSSH PRIVATE KEY") {
          .other(.openSSHForm)
        } else {
          .other(.unknownBlock)
        }
    }

    var error: KeyError? {
      if case .other(let error) = self { error } else { nil }
    }
  }
}
