package import Domain
internal import SharedFiles

/// Numbers that grow from one request to the next, whichever process of this machine sends it.
///
/// The file holds the last number. Who wants the next one locks the file, so that no two get the
/// same, and writes the number before it is used. It is written by one call and not synced: that
/// survives the death of any process; after a loss of power the clock is ahead of what was written.
package struct NonceFile: Sendable {
  private let file: SharedFile
  private let unit: NonceUnit
  private let leadMax: TimeInterval?

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
    file = SharedFile(path: path, patience: patience)
    self.unit = unit
    self.leadMax = leadMax
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
    let locked = try lock()
    let now = unit.count(clock())
    var last = try read(locked)
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
    try write(nonce.value, to: locked)
    return HeldNonce(nonce: nonce, file: locked)
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

  private func lock() throws(NonceError) -> LockedFile {
    do { return try file.lock() } catch { throw NonceError(error) }
  }

  private func read(_ file: LockedFile) throws(NonceError) -> Last {
    let bytes: [UInt8]
    do {
      bytes = try file.read(atMost: Self.digitCount + 2)
    } catch {
      throw NonceError(error)
    }
    guard !bytes.isEmpty else { return .none }
    guard bytes.count == Self.digitCount + 1, bytes[Self.digitCount] == UInt8(ascii: "\n"),
      bytes.prefix(Self.digitCount).allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt64(String(decoding: bytes.prefix(Self.digitCount), as: UTF8.self)),
      // Half of the range is left, so that adding one never leaves it.
      number <= UInt64.max / 2
    else { return .lost }
    return .number(number)
  }

  private func write(
    _ number: UInt64, to file: LockedFile
  ) throws(NonceError) {
    let digits = String(number)
    let line = String(repeating: "0", count: Self.digitCount - digits.count) + digits + "\n"
    do { try file.write(Array(line.utf8)) } catch { throw NonceError(error) }
  }
}
