/// Sixteen bytes of a text that are looked at together.
///
/// Only operations that become one instruction each: the comparisons of vectors go byte by byte.
struct SixteenBytes {
  private let bytes: SIMD16<UInt8>

  /// Loads the bytes from `offset` on, all of which must lie in the text.
  @inline(__always)
  init(_ text: RawSpan, at offset: Int) {
    // Any sixteen bytes are a valid vector, and the load checks that they lie in the span.
    bytes = unsafe text.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  }

  /// Which bytes equal `byte`.
  @inline(__always)
  func marks(of byte: UInt8) -> Marks {
    let differences = bytes ^ SIMD16(repeating: byte)
    // In seven bits, adding 127 carries into the eighth from one on.
    let low = SIMD16<UInt8>(repeating: 0x7f)
    let equal = ~(((differences & low) &+ low) | differences) & SIMD16(repeating: 0x80)
    // The marks of two neighbours, in bits 7 and 15, come together in bits 3 and 7.
    let pairs = unsafe unsafeBitCast(equal, to: SIMD8<UInt16>.self)
    // As no bit is set in both, the sum is their union, in a single instruction.
    let joined = SIMD8<UInt8>(truncatingIfNeeded: (pairs &>> 4) &+ (pairs &>> 8))
    return Marks(bits: unsafe unsafeBitCast(joined, to: UInt64.self))
  }

  /// Some of sixteen bytes, the first in the lowest four bits.
  struct Marks {
    fileprivate var bits: UInt64

    /// The first byte that is marked.
    @inline(__always)
    var first: Int? { bits == 0 ? nil : bits.trailingZeroBitCount &>> 2 }

    @inline(__always)
    mutating func removeFirst() { bits &= bits &- 1 }
  }
}
