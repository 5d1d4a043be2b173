package import Domain
internal import Signing

/// The name that an order goes by at its venue, made from its key: the same key, the same name.
package enum ClientOrderID {
  /// Makes the name.
  ///
  /// - Parameters:
  ///   - key: The order's key in the scope.
  ///   - scope: Mode, venue and account; each has names of its own.
  ///   - length: How long the venue lets it be, at least 8.
  /// - Returns: `tc`, then lowercase letters and digits; at most 24 in all.
  package static func make(_ key: OrderKey, in scope: AccountScope, length: Int = 24) -> String {
    // 21 characters of five bits are 105 bits; cut to 8 they are 30, and the ledger refuses twins.
    var text = scope.mode.rawValue
    text.reserveCapacity(64 + key.text.utf8.count)
    for part in [scope.venue, scope.account, key.text] {
      text += "|"
      text += part
    }
    let hash = SHA256.hash(text)
    return unsafe String(unsafeUninitializedCapacity: 34) { room in
      unsafe room[0] = UInt8(ascii: "t")
      unsafe room[1] = UInt8(ascii: "c")
      var count = 2
      var bits: UInt32 = 0
      var bitCount: UInt32 = 0
      hash.withBytes { bytes in
        for place in 0..<20 {
          bits = bits << 8 | UInt32(bytes[place])
          bitCount += 8
          while bitCount >= 5 {
            bitCount -= 5
            unsafe room[count] = letter(UInt8(bits >> bitCount & 31))
            count += 1
          }
        }
      }
      return min(max(8, length), 24)
    }
  }

  /// The letters, and the digits that look like none of them: `a` to `z`, then `2` to `7`.
  private static func letter(_ number: UInt8) -> UInt8 {
    number < 26 ? UInt8(ascii: "a") + number : UInt8(ascii: "2") + number - 26
  }
}
