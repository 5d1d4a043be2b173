internal import Glibc

/// Bytes under construction.
///
/// An array would do, but it asks at every append whether it is shared and how large it is; this
/// one has a single owner, and asks only whether there is room. Every pointer stays in here, but
/// for `room`, whose callers say how much they write.
@safe
package struct ByteBuffer: ~Copyable {
  /// `capacity` bytes, of which the first `count` are initialized.
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 512
  package private(set) var count = 0

  package init() { unsafe memory = .allocate(capacity: capacity) }

  deinit { unsafe memory.deallocate() }

  // MARK: Reading

  package var isEmpty: Bool { count == 0 }

  package var last: UInt8? { unsafe count == 0 ? nil : memory[count - 1] }

  package var span: Span<UInt8> {
    @_lifetime(borrow self) get {
      let bytes = unsafe UnsafeBufferPointer(start: memory, count: count)
      return unsafe _overrideLifetime(bytes.span, borrowing: self)
    }
  }

  /// A copy of the bytes, for those who keep them.
  package var array: [UInt8] { array(from: 0) }

  /// A copy of the bytes from a place on.
  package func array(from start: Int) -> [UInt8] {
    precondition((0...count).contains(start), "A place in the buffer")
    return unsafe Array(UnsafeBufferPointer(start: memory + start, count: count - start))
  }

  /// The bytes as text.
  package var text: String {
    unsafe String(decoding: UnsafeBufferPointer(start: memory, count: count), as: UTF8.self)
  }

  // MARK: Appending

  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    unsafe room(for: 1).pointee = byte
    count += 1
  }

  package mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe append(start, count: bytes.count)
    }
  }

  package mutating func append(contentsOf bytes: [UInt8]) { append(bytes.span) }

  package mutating func append(contentsOf text: String.UTF8View) {
    let isDone: Void? = unsafe text.withContiguousStorageIfAvailable { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe append(start, count: bytes.count)
    }
    if isDone == nil { for byte in text { append(byte) } }
  }

  /// Inlined, so that the few bytes of a literal are stored and not copied by a call.
  @inline(__always)
  package mutating func append(_ text: StaticString) {
    unsafe append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// - Parameters:
  ///   - start: Memory outside the buffer.
  ///   - length: The bytes that can be read there.
  @inline(__always)
  @unsafe mutating func append(_ start: UnsafePointer<UInt8>, count length: Int) {
    unsafe memcpy(room(for: length), start, length)
    count += length
  }

  /// Appends what `body` writes.
  mutating func append(upTo length: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
    var output = unsafe OutputSpan(
      buffer: UnsafeMutableBufferPointer(start: room(for: length), count: length),
      initializedCount: 0)
    body(&output)
    count += unsafe output.finalize(
      for: UnsafeMutableBufferPointer(start: memory + count, count: length))
  }

  /// Room for `length` bytes behind the last; those that count are then `claim`ed.
  @inline(__always)
  @unsafe mutating func room(for length: Int) -> UnsafeMutablePointer<UInt8> {
    if length > capacity - count { grow(length) }
    return unsafe memory + count
  }

  /// Counts bytes that have been written into `room`.
  @inline(__always)
  @unsafe mutating func claim(_ length: Int) { count += length }

  @inline(never)
  private mutating func grow(_ length: Int) {
    precondition(length >= 0, "A buffer only grows")
    let larger = max(2 * capacity, count + length)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe memcpy(bytes, memory, count)
    unsafe memory.deallocate()
    unsafe memory = bytes
    capacity = larger
  }

  // MARK: Removing

  package mutating func removeAll() { count = 0 }

  /// Takes away everything from a place on.
  package mutating func remove(from start: Int) {
    precondition((0...count).contains(start), "A place in the buffer")
    count = start
  }

  /// Takes bytes away; those behind them move up.
  package mutating func remove(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "A part of the buffer")
    unsafe memmove(
      memory + range.lowerBound, memory + range.upperBound, count - range.upperBound)
    count -= range.count
  }
}
