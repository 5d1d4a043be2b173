/// Finds the field that a key spells, in constant time and without building a string.
///
/// Keys are at most 24 bytes long, so a key is three machine words; the table is open-addressed
/// by a multiplicative hash of them.
///
/// It is made once and never changed, which is why threads may share it, its memory included.
@safe
struct FieldTable: @unchecked Sendable {
  /// A key as three little-endian words, filled up with zeros; the parser lets no zero byte in.
  struct Words: Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0

    /// No key.
    init() {}

    /// - Parameters:
    ///   - key: The first byte; at least 24 bytes from it can be read.
    ///   - length: In 1...24.
    @inline(__always)
    @unsafe init(_ key: UnsafePointer<UInt8>, length: Int) {
      let raw = unsafe UnsafeRawPointer(key)
      unsafe first = Self.load(raw, length)
      if length > 8 { unsafe second = Self.load(raw + 8, length - 8) }
      if length > 16 { unsafe third = Self.load(raw + 16, length - 16) }
    }

    @inline(__always)
    private static func load(_ raw: UnsafeRawPointer, _ length: Int) -> UInt64 {
      let word = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      return length >= 8 ? word : word & ((1 &<< UInt64(8 * length)) - 1)
    }

    /// The constant is 2⁶⁴ divided by the golden ratio, which spreads consecutive words well.
    var slot: Int {
      let mixed = (first ^ second &* 3 ^ third &* 5) &* 0x9E37_79B9_7F4A_7C15
      return Int(mixed >> UInt64(64 - FieldTable.slotBits))
    }
  }

  static let longestKey = 24
  static let slotBits = 9
  static let shared = FieldTable()

  /// The words of each field's key, by its number.
  private let words: UnsafePointer<Words>
  /// Field number plus one; zero is an empty slot.
  private let slots: UnsafePointer<UInt8>
  /// Each field's key as it is written, `,"key":`, at the start of 32 bytes; the last of them is
  /// its length.
  private let keys: UnsafePointer<UInt8>

  /// Bytes of a written key with what fills it up.
  static let keyStride = 32

  private init() {
    let fields = Field.allCases
    let words = UnsafeMutablePointer<Words>.allocate(capacity: fields.count)
    let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << Self.slotBits)
    unsafe slots.initialize(repeating: 0, count: 1 << Self.slotBits)
    // One byte more, because a key without its comma is copied from its second byte.
    let size = fields.count * Self.keyStride + 1
    let keys = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe keys.initialize(repeating: 0, count: size)
    for (number, field) in fields.enumerated() {
      let name = field.rawValue.utf8
      let length = name.count
      precondition(length <= Self.longestKey, "A key has at most 24 bytes")
      let key = unsafe keys + number * Self.keyStride
      unsafe key[0] = UInt8(ascii: ",")
      unsafe key[1] = UInt8(ascii: "\"")
      var end = 2
      for byte in name {
        unsafe key[end] = byte
        end += 1
      }
      unsafe (words + number).initialize(to: Words(UnsafePointer(key) + 2, length: length))
      unsafe key[end] = UInt8(ascii: "\"")
      unsafe key[end + 1] = UInt8(ascii: ":")
      unsafe key[Self.keyStride - 1] = UInt8(end + 2)
      var slot = unsafe words[number].slot
      while unsafe slots[slot] != 0 { slot = Self.slot(after: slot) }
      unsafe slots[slot] = UInt8(number + 1)
    }
    unsafe self.words = UnsafePointer(words)
    unsafe self.slots = UnsafePointer(slots)
    unsafe self.keys = UnsafePointer(keys)
  }

  private static func slot(after slot: Int) -> Int { (slot + 1) & ((1 << slotBits) - 1) }

  /// Writes a field's key, `,"key":`, or the same without its comma.
  ///
  /// - Parameters:
  ///   - field: Any.
  ///   - memory: Where to; `keyStride` bytes are written, so that no length has to be looked at.
  ///   - isFirst: Whether the comma is left out.
  /// - Returns: The bytes that count.
  @inline(__always)
  @unsafe func writeKey(
    of field: Field, to memory: UnsafeMutablePointer<UInt8>, isFirst: Bool
  ) -> Int {
    let key = unsafe UnsafeRawPointer(keys + field.number * Self.keyStride)
    let comma = isFirst ? 1 : 0
    unsafe UnsafeMutableRawPointer(memory).storeBytes(
      of: (key + comma).loadUnaligned(as: SIMD4<UInt64>.self), as: SIMD4<UInt64>.self)
    return unsafe Int(key.load(fromByteOffset: Self.keyStride - 1, as: UInt8.self)) - comma
  }

  /// The number of the field that a key spells, or nil.
  @inline(__always)
  @unsafe func number(of key: UnsafePointer<UInt8>, length: Int) -> Int? {
    guard length > 0, length <= Self.longestKey else { return nil }
    let wanted = unsafe Words(key, length: length)
    var slot = wanted.slot
    while unsafe slots[slot] != 0 {
      let number = unsafe Int(slots[slot]) - 1
      if unsafe words[number] == wanted { return number }
      slot = Self.slot(after: slot)
    }
    return nil
  }
}

extension Field {
  /// Its place in `allCases`.
  var number: Int {
    // An enum of up to 256 cases without payload is one byte, the case's place; a test holds this.
    Int(unsafe unsafeBitCast(self, to: UInt8.self))
  }

  // By its number: the spelling, which is the raw value, takes longer.
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
