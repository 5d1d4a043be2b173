package import Domain
internal import Glibc
internal import Synchronization

/// A small file that all processes of the machine write to, one after the other.
///
/// It is read and written by one call each and never synced: that survives the death of any process,
/// and what a loss of power leaves is for the reader to judge. It stays open between two uses.
package final class SharedFile: Sendable {
  private let path: String
  private let patience: TimeInterval
  /// Open descriptors that nobody uses: threads that lock it at the same time have one each.
  private let idle = Mutex<[Int32]>([])

  /// - Parameters:
  ///   - path: Is made when it is needed, in a folder that is there, for its owner alone.
  ///   - patience: How long other processes are waited for.
  package init(path: String, patience: TimeInterval) {
    self.path = path
    self.patience = patience
  }

  deinit {
    for descriptor in idle.withLock(\.self) { close(descriptor) }
  }

  /// Keeps everybody else out until the object that is returned ends.
  package func lock() throws(SharedFileError) -> LockedFile {
    if let descriptor = idle.withLock({ $0.popLast() }) {
      let file = try locked(descriptor)
      // One that was removed meanwhile is not the file that others lock.
      if file.isThere { return file }
    }
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .current(path) }
    return try locked(descriptor)
  }

  private func locked(_ descriptor: Int32) throws(SharedFileError) -> LockedFile {
    let file = LockedFile(descriptor: descriptor, path: path, of: self)
    try file.take(within: patience)
    return file
  }

  fileprivate func keep(_ descriptor: Int32) { idle.withLock { $0.append(descriptor) } }
}

/// A file that nobody else reads or writes while this object lives.
package final class LockedFile {
  private let descriptor: Int32
  private let path: String
  private let file: SharedFile
  private var status = stat()
  private var isTaken = false

  /// Takes the descriptor over.
  fileprivate init(descriptor: Int32, path: String, of file: SharedFile) {
    self.descriptor = descriptor
    self.path = path
    self.file = file
  }

  deinit {
    if isTaken, isThere, flock(descriptor, LOCK_UN) == 0 {
      file.keep(descriptor)
    } else {
      close(descriptor)
    }
  }

  /// Whether it is still the file of that name, or another name has it.
  fileprivate var isThere: Bool { status.st_nlink > 0 }

  /// Everything that is in it; of what is longer, only the first `countMax` bytes.
  package func read(atMost countMax: Int) throws(SharedFileError) -> [UInt8] {
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: countMax) { buffer, filled in
      unsafe count = pread(descriptor, buffer.baseAddress, countMax, 0)
      filled = max(0, count)
    }
    guard count >= 0 else { throw .current(path) }
    return bytes
  }

  /// Replaces everything that is in it.
  package func write(_ bytes: [UInt8]) throws(SharedFileError) {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw .current(path) }
    guard count == bytes.count else {
      throw .unusable(path: path, reason: "it takes only part of what belongs in it")
    }
    // What was longer was written by another version, or by somebody else.
    guard status.st_size <= count || ftruncate(descriptor, count) == 0 else { throw .current(path) }
  }

  /// Waits until nobody else has it.
  fileprivate func take(within patience: TimeInterval) throws(SharedFileError) {
    var deadline: Int64?
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let end = deadline ?? Self.now() + max(0, patience.nanoseconds)
      deadline = end
      guard errno == EWOULDBLOCK || errno == EINTR, Self.now() < end else {
        throw .busy(path: path)
      }
      // Held for microseconds as a rule.
      usleep(UInt32(200 + UInt32.random(in: 0..<300)))
    }
    isTaken = true
    guard unsafe fstat(descriptor, &status) == 0 else { throw .current(path) }
  }

  private static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// Why a shared file could not be read or written.
package enum SharedFileError: Error, Hashable, Sendable {
  /// The system does not let it be read or written.
  case unusable(path: String, reason: String)
  /// Another process kept it for too long.
  case busy(path: String)

  /// What the last system call ran into.
  fileprivate static func current(_ path: String) -> SharedFileError {
    .unusable(path: path, reason: unsafe String(cString: strerror(errno)))
  }

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .unusable(let path, let reason): "the file '\(path)' cannot be used: \(reason)"
    case .busy(let path): "the file '\(path)' is held by another process"
    }
  }
}
