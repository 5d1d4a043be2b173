/// Four characters for three bytes.
///
/// Source: S. Josefsson, RFC 4648 (2006), sections 4 and 5.
package enum Base64 {
  /// What the two characters beside letters and digits are, and whether the end is filled up.
  package enum Form {
    /// `+`, `/`, and `=` to a multiple of four characters.
    case standard
    /// `-`, `_`, nothing at the end: for tokens and addresses.
    case url
  }

  package static func text(_ bytes: Span<UInt8>, _ form: Form = .standard) -> String {
    let capacity = (bytes.count + 2) / 3 * 4
    return unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      func add(_ character: UInt8) {
        unsafe buffer[count] = character
        count += 1
      }
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let rest = min(3, bytes.count - start)
        var group: UInt32 = 0
        for index in 0..<3 {
          group = group << 8 | (index < rest ? UInt32(bytes[start + index]) : 0)
        }
        for index in 0...rest { add(character(group >> UInt32(18 - 6 * index) & 63, form)) }
        if form == .standard { for _ in rest..<3 { add(UInt8(ascii: "=")) } }
      }
      return count
    }
  }

  /// Appends the bytes that a text stands for.
  ///
  /// - Parameters:
  ///   - text: In the standard form; the `=` at its end may be missing.
  ///   - output: Must have room for three bytes for each four characters that were begun.
  /// - Throws: `.malformed` for anything else.
  static func decode(
    _ text: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) throws(EncodingError) {
    var decoder = Base64Decoder()
    for index in text.indices { try decoder.take(text[index], into: &output) }
    try decoder.finish()
  }

  private static func character(_ value: UInt32, _ form: Form) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: value)
    switch value {
    case 0..<26: return UInt8(ascii: "A") + value
    case 26..<52: return UInt8(ascii: "a") + value - 26
    case 52..<62: return UInt8(ascii: "0") + value - 52
    case 62: return form == .standard ? UInt8(ascii: "+") : UInt8(ascii: "-")
    default: return form == .standard ? UInt8(ascii: "/") : UInt8(ascii: "_")
    }
  }
}

/// Reads base64 of the standard form character by character.
struct Base64Decoder {
  private var pending: UInt32 = 0
  private var characters = 0
  private var fillers = 0

  mutating func take(
    _ character: UInt8, into output: inout OutputSpan<UInt8>
  ) throws(EncodingError) {
    if character == UInt8(ascii: "=") {
      fillers += 1
      return
    }
    guard fillers == 0, let value = Self.value(character) else { throw .malformed }
    pending = pending << 6 | UInt32(value)
    characters += 1
    // Each character after the first of four completes a byte.
    guard characters % 4 != 1 else { return }
    let spare = UInt32(2 * ((4 - characters % 4) % 4))
    output.append(UInt8(truncatingIfNeeded: pending >> spare))
    pending &= (1 << spare) - 1
  }

  /// Looks at the end: one character alone is no byte, and bits that are left over must be zero.
  func finish() throws(EncodingError) {
    let rest = characters % 4
    guard rest != 1, pending == 0 else { throw .malformed }
    guard fillers == 0 || fillers == (4 - rest) % 4 else { throw .malformed }
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
