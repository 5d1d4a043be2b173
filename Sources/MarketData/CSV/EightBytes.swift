/// Eight bytes of a text that are looked at together, the first in the lowest byte.
struct EightBytes {
  private let word: UInt64

  /// Loads the bytes from `offset` on, all of which must lie in the text.
  @inline(__always)
  init(_ text: RawSpan, at offset: Int) {
    // Any eight bytes are a valid integer, and the load checks that they lie in the span.
    word = UInt64(
      littleEndian: unsafe text.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The number that the bytes stand for; nil if one of them is no digit.
  @inline(__always)
  var number: UInt64? {
    let digits = word ^ Self.repeated(UInt8(ascii: "0"))
    // In seven bits, adding 118 carries into the eighth from ten on.
    let carries = (digits & Self.repeated(0x7f)) &+ Self.repeated(118)
    guard (carries | digits) & Self.repeated(0x80) == 0 else { return nil }
    // Neighbours join: eight digits to four numbers below 100, to two below 10 000, to one.
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_ffff_0000_ffff
    return (fours &* 10_000 &+ fours >> 32) & 0xffff_ffff
  }

  @inline(__always)
  private static func repeated(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* 0x0101_0101_0101_0101
  }
}
