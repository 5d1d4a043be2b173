internal import Glibc

/// Reads small files whole, and never more than was asked for.
enum BoundedFile {
  /// Whether there is something by this name, readable or not.
  static func exists(path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 || errno != ENOENT
  }

  /// - Parameters:
  ///   - path: Any file that can be opened, a pipe too.
  ///   - limit: The largest size in bytes.
  ///   - mustBeOurs: Whether a file is refused that somebody else could have written.
  /// - Returns: The content.
  /// - Throws: `.unreadable`, `.tooLarge` or `.untrusted`.
  static func read(
    path: String, limit: Int, mustBeOurs: Bool = false
  ) throws(ConfigurationError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    if mustBeOurs { try checkIsOurs(descriptor, path) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
      guard count > 0 else { return content }
      content.append(contentsOf: chunk[..<count])
      guard content.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    }
  }

  /// Asks the open file, not its name, which could be another file by now.
  private static func checkIsOurs(
    _ descriptor: Int32, _ path: String
  ) throws(ConfigurationError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: reason(errno))
    }
    // Devices such as /dev/null are everybody's and hold nothing of anybody.
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .untrusted(path: path, reason: "belongs to another user: it is not read")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .untrusted(
        path: path, reason: "others can write it: it is not read; run chmod go-w '\(path)'")
    }
  }

  private static func reason(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
