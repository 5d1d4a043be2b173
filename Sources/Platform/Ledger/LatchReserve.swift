internal import Glibc

/// A file that holds room on the disk, so that an emergency stop can be written down on a full one.
struct LatchReserve {
  /// What the log of the ledger grows to before it is used again, at most.
  static let byteCount = 4 << 20

  let path: String

  /// Takes the room, where it is not taken yet; without success where there is too little of it.
  func fill() {
    guard unsafe access(path, F_OK) != 0 else { return }
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A part of it would be taken for the whole later.
    if posix_fallocate(descriptor, 0, Self.byteCount) != 0 { unsafe unlink(path) }
  }

  func release() { unsafe unlink(path) }
}
