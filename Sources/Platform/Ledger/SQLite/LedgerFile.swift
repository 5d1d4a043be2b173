internal import Glibc

/// The file that the ledger is in, as the system sees it.
enum LedgerFile {
  /// Makes the folder and an empty file that nobody else may read, where they are missing.
  ///
  /// SQLite gives the files beside it the same mode.
  static func prepare(_ path: String, isMade: Bool) throws(LedgerError) {
    if unsafe access(path, F_OK) == 0 { return }
    guard isMade else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(path: path) : .cannotOpen(path: path, reason: reason())
    }
    try makeFolder(of: path)
    try makeFile(path)
  }

  /// Writes a file beside another, and puts it in its place when it is whole and on disk.
  static func replace(
    _ path: String, _ write: (String) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let temporary = "\(path).\(getpid()).part"
    try makeFile(temporary)
    defer { _ = unsafe unlink(temporary) }
    try write(temporary)
    try sync(temporary)
    guard unsafe rename(temporary, path) == 0 else { throw failure(path) }
    try sync(folder(of: path))
  }

  /// Its size in bytes; zero where there is none.
  static func size(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func makeFolder(of path: String) throws(LedgerError) {
    let folder = folder(of: path)
    if unsafe access(folder, F_OK) == 0 { return }
    if folder != "/", folder != "." { try makeFolder(of: folder) }
    guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
  }

  private static func makeFile(_ path: String) throws(LedgerError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      // Another process was faster.
      if errno == EEXIST { return }
      throw failure(path)
    }
    close(descriptor)
  }

  private static func sync(_ path: String) throws(LedgerError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ path: String) -> LedgerError {
    switch errno {
    case ENOSPC, EDQUOT, EFBIG: .full(path: path)
    case EROFS: .readOnly(path: path)
    default: .cannotOpen(path: path, reason: reason())
    }
  }

  private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

/// Which files a path and its log lead to, so that a deletion does not go unnoticed.
final class FileIdentity {
  private struct Place: Equatable {
    let device: UInt
    let node: UInt
  }

  private let path: String
  private let file: Place?
  /// Known from the first look on that found one.
  private var log: Place?

  init(path: String) {
    self.path = path
    file = Self.place(path)
  }

  /// Whether another file, or none, is there now.
  var hasChanged: Bool {
    guard Self.place(path) == file, file != nil else { return true }
    guard let log = Self.place(path + "-wal") else { return true }
    defer { self.log = log }
    return self.log != nil && self.log != log
  }

  private static func place(_ path: String) -> Place? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Place(device: UInt(status.st_dev), node: UInt(status.st_ino))
  }
}
