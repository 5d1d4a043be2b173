package import Domain
internal import Glibc

/// A small file that all processes of the machine write to, one after the other.
///
/// It is read and written by one call each and never synced: that survives the death of any process,
/// and what a loss of power leaves is for the reader to judge.
package struct SharedFile: Sendable {
  private let path: String
  private let patience: TimeInterval

  /// - Parameters:
  ///   - path: Is made when it is needed, in a folder that is there, for its owner alone.
  ///   - patience: How long other processes are waited for.
  package init(path: String, patience: TimeInterval) {
    self.path = path
    self.patience = patience
  }

  /// Keeps everybody else out until the object that is returned ends.
  package func lock() throws(SharedFileError) -> LockedFile {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .current(path) }
    let file = LockedFile(descriptor: descriptor, path: path)
    guard file.take(within: patience) else { throw .busy(path: path) }
    return file
  }
}

/// A file that nobody else reads or writes while this object lives.
package final class LockedFile {
  private let descriptor: Int32
  private let path: String

  /// Takes the descriptor over.
  fileprivate init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Everything that is in it; of what is longer, only the first `countMax` bytes.
  package func read(atMost countMax: Int) throws(SharedFileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: countMax)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw .current(path) }
    bytes.removeLast(bytes.count - count)
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
    guard ftruncate(descriptor, count) == 0 else { throw .current(path) }
  }

  /// - Returns: False when others kept it for too long.
  fileprivate func take(within patience: TimeInterval) -> Bool {
    let deadline = Self.now() + max(0, patience.nanoseconds)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, Self.now() < deadline else { return false }
      // Held for microseconds as a rule.
      usleep(UInt32(200 + UInt32.random(in: 0..<300)))
    }
    return true
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
