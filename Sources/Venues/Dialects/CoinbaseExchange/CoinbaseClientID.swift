import VenueInterface

/// Client order ids of the exchange, which have to be UUIDs, and ours, which are shorter.
///
/// The 122 free bits of a UUID of version 4 hold a mark of seven bits and an id as a number to the
/// base of 37, so that what is told can be read again. Of ids that others made, one in 128 has the
/// mark by chance and would be read as another text.
///
/// Source: `client_oid` of "Create a new order" in docs.cdp.coinbase.com/exchange; RFC 9562 section
/// 5.4.
enum CoinbaseClientID {
  private static let alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
  /// The most characters whose number fits: 37²² is less than 2¹¹⁵.
  static let rule = ClientOrderIDRule(lengthMax: 22, alphabet: alphabet)

  private static let letters = Array(alphabet.utf8)
  private static let numberBits: UInt128 = 115
  private static let mark: UInt128 = 0b1010011

  /// The UUID that stands for an id of ours; a UUID stands for itself.
  ///
  /// - Parameter id: As the ledger has it.
  /// - Returns: Nil for any other text.
  static func uuid(of id: String) -> String? {
    if isUUID(id) { return id }
    guard rule.accepts(id) else { return nil }
    var number: UInt128 = 0
    for byte in id.utf8 {
      // A digit of zero would be lost in front.
      guard let place = letters.firstIndex(of: byte) else { return nil }
      number = number * 37 + UInt128(place + 1)
    }
    return text((mark << numberBits) | number)
  }

  /// The id of ours that a UUID stands for; itself where it stands for none.
  static func id(of uuid: String) -> String {
    guard isUUID(uuid), let bits = freeBits(of: uuid), bits >> numberBits == mark else {
      return uuid
    }
    var number = bits & ones(numberBits)
    var id: [UInt8] = []
    while number > 0 {
      let digit = Int(number % 37)
      guard digit > 0, id.count < rule.lengthMax else { return uuid }
      id.append(letters[digit - 1])
      number /= 37
    }
    return id.isEmpty ? uuid : String(decoding: id.reversed(), as: UTF8.self)
  }

  // MARK: Form

  private static let version: UInt128 = 4 << 76
  private static let variant: UInt128 = 2 << 62
  private static let formBits: UInt128 = (0xF << 76) | (3 << 62)

  private static func ones(_ count: UInt128) -> UInt128 { (1 << count) - 1 }

  /// 48 bits, version 4, 12 bits, variant, 62 bits.
  private static func text(_ bits: UInt128) -> String {
    let high: UInt128 = (bits >> 74) << 80
    let middle: UInt128 = ((bits >> 62) & 0xFFF) << 64
    let number: UInt128 = high | version | middle | variant | (bits & ones(62))
    var digits = String(number, radix: 16)
    digits = String(repeating: "0", count: 32 - digits.count) + digits
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
  }

  private static func freeBits(of uuid: String) -> UInt128? {
    guard let number = UInt128(uuid.filter { $0 != "-" }, radix: 16) else { return nil }
    let form: UInt128 = number & formBits
    guard form == version | variant else { return nil }
    let high: UInt128 = (number >> 80) << 74
    let middle: UInt128 = ((number >> 64) & 0xFFF) << 62
    return high | middle | (number & ones(62))
  }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { part in
        part.utf8.allSatisfy { "0123456789abcdefABCDEF".utf8.contains($0) }
      }
  }
}
