package import Domain
internal import Glibc

/// Numbers that grow from one request to the next, whichever process of this machine sends it.
///
/// The file holds the last number. Who wants the next one locks the file, so that no two get the
/// same, and writes the number before it is used. It is written by one call and not synced: that
/// survives the death of any process; after a loss of power the clock is ahead of what was written.
package struct NonceFile: Sendable {
  private let path: String
  private let unit: NonceUnit
  private let leadMax: TimeInterval?
  private let patience: TimeInterval

  /// - Parameters:
  ///   - path: A file for one key, in a folder that is there; it is made when it is needed.
  ///   - unit: What the venue counts in.
  ///   - leadMax: How far ahead of the clock the venue takes nonces; what lies further ahead cannot
  ///     have been taken, and is left by a clock that was wrong. Nil where any is taken.
  ///   - patience: How long others are waited for.
  package init(
    path: String, unit: NonceUnit, leadMax: TimeInterval? = nil,
    patience: TimeInterval = TimeInterval(nanoseconds: 10_000_000_000)
  ) {
    self.path = path
    self.unit = unit
    self.leadMax = leadMax
    self.patience = patience
  }

  /// The next number.
  ///
  /// - Parameter clock: Tells the time; asked once, when it is this process's turn.
  /// - Returns: What no process was given before.
  /// - Throws: Where no number can be promised to be new; then nothing must be sent.
  package func next(_ clock: () -> Timestamp) throws(NonceError) -> Nonce {
    let held = try hold(clock)
    return held.nonce
  }

  /// The next number, with nobody getting another while it is held.
  ///
  /// For venues that must be reached by one nonce before the next is sent: hold it until the reply.
  ///
  /// - Parameter clock: Tells the time; asked once, when it is this process's turn.
  /// - Returns: What no process was given before.
  /// - Throws: Where no number can be promised to be new; then nothing must be sent.
  package func hold(_ clock: () -> Timestamp) throws(NonceError) -> HeldNonce {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure() }
    let lock = NonceLock(descriptor: descriptor)
    guard lock.take(within: patience) else { throw .busy(path: path) }
    let now = unit.count(clock())
    var last = try read(descriptor)
    if let leadMax, case .number(let number) = last, number > now,
      number - now > unit.count(leadMax)
    {
      last = .lost
    }
    let nonce =
      switch last {
      case .none: Nonce(value: now, isRestarted: false)
      case .number(let number): Nonce(value: max(number + 1, now), isRestarted: false)
      case .lost: Nonce(value: now, isRestarted: true)
      }
    try write(nonce.value, to: descriptor)
    return HeldNonce(nonce: nonce, lock: lock)
  }

  /// What the file says.
  private enum Last {
    case none
    case number(UInt64)
    /// Something that was not written here.
    case lost
  }

  /// Twenty digits hold any number; a line of fixed length is always replaced as a whole.
  private static let digitCount = 20

  private func read(_ descriptor: Int32) throws(NonceError) -> Last {
    var bytes = [UInt8](repeating: 0, count: Self.digitCount + 2)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw failure() }
    guard count > 0 else { return .none }
    guard count == Self.digitCount + 1, bytes[Self.digitCount] == UInt8(ascii: "\n"),
      bytes.prefix(Self.digitCount).allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt64(String(decoding: bytes.prefix(Self.digitCount), as: UTF8.self)),
      // Half of the range is left, so that adding one never leaves it.
      number <= UInt64.max / 2
    else { return .lost }
    return .number(number)
  }

  private func write(_ number: UInt64, to descriptor: Int32) throws(NonceError) {
    let digits = String(number)
    let line = String(repeating: "0", count: Self.digitCount - digits.count) + digits + "\n"
    let bytes = Array(line.utf8)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw failure() }
    guard count == bytes.count else {
      throw .unusable(path: path, reason: "it takes only part of a line")
    }
    // What was longer was not written here.
    guard ftruncate(descriptor, count) == 0 else { throw failure() }
  }

  private func failure() -> NonceError {
    .unusable(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
