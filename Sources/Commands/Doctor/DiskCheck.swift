internal import Configuration
internal import Glibc

extension HealthCheck {
  /// There is room for what has to be written before an order can leave.
  static let disk = HealthCheck(name: "disk") { surroundings in
    let path = surroundings.folders.state
    guard let space = DiskSpace(near: path) else {
      return [
        .failed(
          "The file system of \(path) cannot be asked for its space",
          hint: "See whether it is mounted")
      ]
    }
    return [space.finding(path)]
  }
}

/// What is left of a file system.
struct DiskSpace: Hashable {
  let freeBytes: UInt64
  /// Nil where files are not counted.
  let freeFiles: UInt64?
  let isReadOnly: Bool

  /// Enough for years of orders, and time to look at it.
  private static let plenty: UInt64 = 1 << 30
  /// Below this a busy day may not fit.
  private static let little: UInt64 = 64 << 20
  /// The ledger needs three files, and others write too.
  private static let fewFiles: UInt64 = 100

  init(freeBytes: UInt64, freeFiles: UInt64?, isReadOnly: Bool) {
    self.freeBytes = freeBytes
    self.freeFiles = freeFiles
    self.isReadOnly = isReadOnly
  }

  /// Asks about a folder, or about the nearest one above it that is there.
  init?(near path: String) {
    var path = path[...]
    var answer = statvfs()
    while unsafe statvfs(path.isEmpty ? "/" : String(path), &answer) != 0 {
      guard errno == ENOENT, let slash = path.lastIndex(of: "/") else { return nil }
      path = path[..<slash]
    }
    self.init(
      freeBytes: UInt64(answer.f_bavail) * UInt64(answer.f_frsize),
      freeFiles: answer.f_files > 0 ? UInt64(answer.f_favail) : nil,
      isReadOnly: answer.f_flag & UInt(ST_RDONLY) != 0)
  }

  func finding(_ path: String) -> Finding {
    let megabytes = freeBytes >> 20
    let room = "\(megabytes) MiB are free where \(path) is"
    let hint = "Free some space: an order that cannot be recorded is not sent"
    if isReadOnly {
      return .failed("\(path) is on a file system that is read-only", hint: "Mount it writable")
    }
    if freeBytes < Self.little { return .failed("Only \(room)", hint: hint) }
    if let freeFiles, freeFiles < Self.fewFiles {
      return .failed("Only \(freeFiles) more files fit where \(path) is", hint: hint)
    }
    if freeBytes < Self.plenty { return .warning("Only \(room)", hint: hint) }
    return .ok(room)
  }
}
