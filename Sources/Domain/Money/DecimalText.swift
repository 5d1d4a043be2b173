/// The text form of exact numbers: JSON number notation in, plain notation out.
public enum DecimalText {
  @usableFromInline static let powersOfTen: [19 of UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
    100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000,
  ]

  /// Reads `[-]digits[.digits][e[±]digits]` into multiples of 10⁻¹⁸.
  ///
  /// - Complexity: O(length); the usual case, no exponent and at most 19 and 18 digits around the
  ///   point, is one pass.
  @inlinable
  public static func scaled(_ text: Span<UInt8>) throws(DecimalError) -> Int128 {
    let count = text.count
    // A sign, 19 digits, a point and 18 digits: each side of the point fits into 64 bits.
    guard count <= 39 else { return try scaledSlowly(text) }
    var index = 0
    let isNegative = count > 0 && text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    let start = index
    var whole: UInt64 = 0
    while index < count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      whole = whole &* 10 &+ UInt64(digit)
      index += 1
    }
    let wholeDigits = index - start
    guard wholeDigits > 0, wholeDigits == 1 || text[start] != UInt8(ascii: "0") else {
      throw .malformed
    }
    guard wholeDigits <= 19 else { return try scaledSlowly(text) }
    var magnitude = UInt128(whole) &* UInt128(FixedPoint.unit)
    if index < count {
      guard text[index] == UInt8(ascii: ".") else { return try scaledSlowly(text) }
      index += 1
      let fractionDigits = count - index
      guard fractionDigits > 0, fractionDigits <= 18 else { return try scaledSlowly(text) }
      var fraction: UInt64 = 0
      while index < count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return try scaledSlowly(text) }
        fraction = fraction &* 10 &+ UInt64(digit)
        index += 1
      }
      magnitude &+= UInt128(fraction &* powersOfTen[18 - fractionDigits])
    }
    let value = Int128(truncatingIfNeeded: magnitude)
    return isNegative ? -value : value
  }

  /// The whole grammar, for exponents and for more digits than 64 bits hold.
  @usableFromInline
  static func scaledSlowly(_ text: Span<UInt8>) throws(DecimalError) -> Int128 {
    let parts = try DecimalParts(text)
    guard parts.digitCount > 0 else { return 0 }
    // Digits before the point of the plain notation.
    guard parts.digitCount + parts.exponent <= 20 else { throw .tooManyIntegerDigits }
    guard parts.exponent >= -18 else { throw .tooManyFractionDigits }
    // At most 20 + 18 digits remain, which is the largest number.
    var magnitude: UInt128 = 0
    for index in parts.digits where text[index] != UInt8(ascii: ".") {
      magnitude = magnitude * 10 + UInt128(text[index] - UInt8(ascii: "0"))
    }
    for _ in 0..<(18 + parts.exponent) { magnitude *= 10 }
    return parts.isNegative ? -Int128(magnitude) : Int128(magnitude)
  }

  /// Appends the plain notation of a scaled number.
  public static func append(_ scaled: Int128, to bytes: inout [UInt8]) {
    append(magnitude: scaled.magnitude, isNegative: scaled < 0, to: &bytes)
  }

  static func append(magnitude: UInt128, isNegative: Bool, to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: room) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        guard let start = buffer.baseAddress else { return }
        unsafe count += write(magnitude: magnitude, isNegative: isNegative, to: start + count)
      }
    }
  }

  // MARK: Into memory

  /// Bytes that may be written by `write`: a sign, 21 digits, a point and 18 digits, and what the
  /// last word of eight characters has beyond them.
  public static let room = 48

  /// Writes the plain notation of a scaled number.
  ///
  /// - Parameters:
  ///   - scaled: Any.
  ///   - memory: Where to; `room` bytes may be written.
  /// - Returns: The bytes that count, at most 41.
  @unsafe
  public static func write(_ scaled: Int128, to memory: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe write(magnitude: scaled.magnitude, isNegative: scaled < 0, to: memory)
  }

  /// Writes a whole number in the same way.
  @unsafe
  public static func write(whole: UInt64, to memory: UnsafeMutablePointer<UInt8>) -> Int {
    var end = unsafe memory
    unsafe write(whole: whole, at: &end)
    return unsafe end - memory
  }

  @inline(__always)
  @unsafe
  private static func write(
    magnitude: UInt128, isNegative: Bool, to memory: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var end = unsafe memory
    if isNegative {
      unsafe end.pointee = UInt8(ascii: "-")
      unsafe end += 1
    }
    if magnitude < UInt128(FixedPoint.unit) {
      unsafe end.pointee = UInt8(ascii: "0")
      unsafe end += 1
      let fraction = UInt64(truncatingIfNeeded: magnitude)
      if fraction != 0 { unsafe write(fraction: fraction, at: &end) }
      return unsafe end - memory
    }
    let parts = FixedPoint.dividedByUnit(0, magnitude)
    if let whole = UInt64(exactly: parts.quotient) {
      unsafe write(whole: whole, at: &end)
    } else {
      let groups = parts.quotient.quotientAndRemainder(dividingBy: 100_000_000)
      unsafe write(whole: UInt64(truncatingIfNeeded: groups.quotient), at: &end)
      unsafe write(EightDigits(UInt64(truncatingIfNeeded: groups.remainder)), at: &end)
    }
    if parts.remainder != 0 { unsafe write(fraction: parts.remainder, at: &end) }
    return unsafe end - memory
  }

  @unsafe
  private static func write(whole: UInt64, at end: inout UnsafeMutablePointer<UInt8>) {
    if whole < 10 {
      unsafe end.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: whole)
      unsafe end += 1
      return
    }
    guard whole >= 100_000_000 else {
      let group = EightDigits(whole)
      return unsafe write(group, from: min(group.leadingZeros, 7), at: &end)
    }
    unsafe write(whole: whole / 100_000_000, at: &end)
    unsafe write(EightDigits(whole % 100_000_000), at: &end)
  }

  /// Writes a point and the fraction digits up to the last that is not zero.
  ///
  /// Eighteen digits are two groups of eight and one of two. Money seldom needs the second group.
  @unsafe
  private static func write(fraction: UInt64, at end: inout UnsafeMutablePointer<UInt8>) {
    unsafe end.pointee = UInt8(ascii: ".")
    unsafe end += 1
    let first = EightDigits(fraction / 10_000_000_000)
    let rest = fraction % 10_000_000_000
    guard rest != 0 else { return unsafe write(first, upTo: 8 - first.trailingZeros, at: &end) }
    unsafe write(first, at: &end)
    let second = EightDigits(rest / 100)
    let last = rest % 100
    guard last != 0 else { return unsafe write(second, upTo: 8 - second.trailingZeros, at: &end) }
    unsafe write(second, at: &end)
    unsafe write(EightDigits(last * 1_000_000), upTo: last % 10 == 0 ? 1 : 2, at: &end)
  }

  /// Writes some of eight digits as one word; what lies behind `end` afterwards does not count.
  @inline(__always)
  @unsafe
  private static func write(
    _ group: EightDigits, from start: Int = 0, upTo stop: Int = 8,
    at end: inout UnsafeMutablePointer<UInt8>
  ) {
    let characters = (group.digits | 0x3030_3030_3030_3030) &>> UInt64(start * 8)
    unsafe UnsafeMutableRawPointer(end).storeBytes(of: characters.littleEndian, as: UInt64.self)
    unsafe end += stop - start
  }
}

/// A number's text taken apart: sign, range of its significant digits, power of ten.
struct DecimalParts {
  let isNegative: Bool
  /// Where the significant digits stand; a point may lie between them.
  let digits: Range<Int>
  let digitCount: Int
  /// The value is the digits, read as a whole number, times 10 to this power.
  let exponent: Int

  init(_ text: Span<UInt8>) throws(DecimalError) {
    var index = 0
    func isDigit(_ position: Int) -> Bool {
      position < text.count && text[position] &- UInt8(ascii: "0") < 10
    }
    isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    let wholeStart = index
    while isDigit(index) { index += 1 }
    let wholeEnd = index
    guard wholeEnd > wholeStart else { throw .malformed }
    guard text[wholeStart] != UInt8(ascii: "0") || wholeEnd == wholeStart + 1 else {
      throw .malformed
    }
    var fractionDigits = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      let fractionStart = index
      while isDigit(index) { index += 1 }
      fractionDigits = index - fractionStart
      guard fractionDigits > 0 else { throw .malformed }
    }
    let mantissaEnd = index
    var power = 0
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      var powerIsNegative = false
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        powerIsNegative = text[index] == UInt8(ascii: "-")
        index += 1
      }
      guard isDigit(index) else { throw .malformed }
      while isDigit(index) {
        // Any power this large is out of range already; the cap keeps the sum from overflowing.
        power = min(power * 10 + Int(text[index] - UInt8(ascii: "0")), 100_000_000)
        index += 1
      }
      if powerIsNegative { power = -power }
    }
    guard index == text.count else { throw .malformed }

    var first = wholeStart
    while first < mantissaEnd, text[first] == UInt8(ascii: "0") || text[first] == UInt8(ascii: ".")
    {
      first += 1
    }
    var end = mantissaEnd
    while end > first, text[end - 1] == UInt8(ascii: "0") || text[end - 1] == UInt8(ascii: ".") {
      end -= 1
    }
    digits = first..<end
    let hasPoint = first < wholeEnd && end > wholeEnd
    digitCount = end - first - (hasPoint ? 1 : 0)
    // Zeros cut off before the point raise the power, digits kept behind it lower it.
    let kept = end > wholeEnd ? -(end - wholeEnd - 1) : wholeEnd - end
    exponent = kept + power
  }
}
