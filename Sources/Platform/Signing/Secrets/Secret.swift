internal import CCrypto
internal import Glibc

/// Bytes that nobody else may see.
///
/// They lie in pages of their own, which are not swapped out where the system allows it, are left out
/// of core dumps, and are erased before they are given back. A value that cannot be copied cannot be
/// printed either, nor looked into by reflection; nothing here makes a `String` of it.
@safe
package struct Secret: ~Copyable {
  private let pages: SecretPages
  package let count: Int

  /// Makes it in place.
  ///
  /// - Parameters:
  ///   - capacity: How many bytes there is room for.
  ///   - fill: Appends the bytes; what it leaves out is not part of the secret.
  /// - Throws: What `fill` throws; what it had written is erased.
  package init<Failure: Error>(
    capacity: Int, _ fill: (inout OutputSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let pages = SecretPages(count: capacity)
    let buffer = unsafe UnsafeMutableBufferPointer(
      start: pages.start.assumingMemoryBound(to: UInt8.self), count: capacity)
    var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
    do throws(Failure) {
      try fill(&output)
    } catch {
      _ = unsafe output.finalize(for: buffer)
      pages.release()
      throw error
    }
    count = unsafe output.finalize(for: buffer)
    self.pages = pages
  }

  /// Copies bytes, which stay as they are where they were.
  package init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { output in
      for index in bytes.indices { output.append(bytes[index]) }
    }
  }

  /// Moves bytes: the array is erased and empty afterwards.
  ///
  /// Copies of the array that were made before keep their bytes.
  package init(moving bytes: inout [UInt8]) {
    self.init(copying: bytes.span)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe explicit_bzero(start, buffer.count)
    }
    bytes = []
  }

  deinit { pages.release() }

  package var isEmpty: Bool { count == 0 }

  /// The bytes, on loan.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let start = unsafe pages.start.assumingMemoryBound(to: UInt8.self)
      let span = unsafe Span(_unsafeStart: UnsafePointer(start), count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Lends the bytes where the secret is a property of a class, which cannot lend a span by itself.
  package borrowing func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes)
  }

  /// Whether both hold the same bytes; how long it takes tells at most that they are not of one
  /// length.
  package static func == (lhs: borrowing Secret, rhs: borrowing Secret) -> Bool {
    guard lhs.count == rhs.count else { return false }
    return unsafe CRYPTO_memcmp(lhs.pages.start, rhs.pages.start, lhs.count) == 0
  }
}

/// Nothing changes the bytes once it is made, and they are given back when its only owner ends.
extension Secret: @unchecked Sendable {}
