internal import Glibc

/// The switch that stops everything: a file of the state folder, `armed` or `halted`.
///
/// Setting it renames the one to the other, which works on a full disk and needs neither the
/// configuration nor the ledger. Every process looks at it immediately before each send.
package struct EmergencyLatch: Sendable {
  private let armed: String
  private let halted: String
  private let folder: String
  /// Room that is kept for the stop: what it writes must fit when nothing else does.
  private let reserve: LatchReserve

  /// - Parameter folder: The state folder; it need not be there yet.
  package init(folder: String) {
    self.folder = folder
    armed = folder + "/armed"
    halted = folder + "/halted"
    reserve = LatchReserve(path: folder + "/reserve")
  }

  /// Whether the emergency stop holds; without either file it does not.
  ///
  /// A folder that cannot be looked into says nothing, and holds as if it were set.
  package var isHalted: Bool {
    unsafe access(halted, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// Makes what setting it needs later: the file that is renamed, and room for what is written
  /// then.
  package func arm() {
    guard !isHalted else { return }
    if unsafe access(armed, F_OK) != 0 {
      let descriptor = unsafe open(armed, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      if descriptor >= 0 { close(descriptor) }
    }
    reserve.fill()
  }

  /// Gives the room back that was kept for the stop.
  package func makeRoom() { reserve.release() }

  /// Sets it; setting it twice is setting it once, and what was noted first stays.
  ///
  /// - Parameter note: Who, when and why; left out where there is no room for it.
  /// - Returns: Whether it was not set before.
  /// - Throws: The reason, where it could not be set.
  @discardableResult
  package func halt(_ note: LatchNote) throws(LatchFailure) -> Bool {
    let isNew = unsafe rename(armed, halted) == 0
    if !isNew, !isThere { try makeHalted() }
    write(note)
    synchronize()
    return isNew
  }

  /// Opens it again; it is armed from then on.
  ///
  /// - Returns: False where it was not set.
  /// - Throws: The reason, where it could not be opened.
  package func reset() throws(LatchFailure) -> Bool {
    guard isHalted else { return false }
    // What was noted belongs to this halt, not to the next.
    unsafe truncate(halted, 0)
    guard unsafe rename(halted, armed) == 0 else {
      let code = errno
      // Somebody else was faster.
      if !isHalted { return false }
      throw LatchFailure(path: halted, code: code)
    }
    synchronize()
    return true
  }

  /// What was noted when it was set; nil where it is not set, or where there was no room for it.
  package var note: LatchNote? {
    let descriptor = unsafe open(halted, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: LatchNote.sizeMax)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    return LatchNote(text: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
  }

  private var isThere: Bool { unsafe access(halted, F_OK) == 0 }

  /// Makes the file where nothing was armed.
  private func makeHalted() throws(LatchFailure) {
    makeFolder()
    var descriptor = unsafe open(halted, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      reserve.release()
      descriptor = unsafe open(halted, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw LatchFailure(path: halted, code: errno) }
    close(descriptor)
  }

  private func makeFolder() {
    // Each part of the path that is missing.
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      unsafe mkdir(path, 0o700)
    }
  }

  private func write(_ note: LatchNote) {
    let descriptor = unsafe open(halted, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_size == 0 else { return }
    let bytes = Array(note.text.utf8)
    if write(bytes, to: descriptor) { return }
    reserve.release()
    _ = write(bytes, to: descriptor)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
      == bytes.count
  }

  /// The rename is to survive the loss of power.
  private func synchronize() {
    for path in [halted, folder] {
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      fsync(descriptor)
      close(descriptor)
    }
  }
}

/// Why the latch could not be turned.
package struct LatchFailure: Error, Hashable, Sendable {
  package let path: String
  /// The system's number of what went wrong.
  package let code: Int32

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    let reason = unsafe String(cString: strerror(code))
    return "the emergency latch '\(path)' cannot be turned: \(reason)"
  }
}
