internal import Glibc

/// Reads small files whole, and never more than was asked for.
enum BoundedFile {
  /// - Parameters:
  ///   - path: Any file that can be opened, a pipe too.
  ///   - limit: The largest size in bytes.
  /// - Returns: The content.
  /// - Throws: `.unreadable` or `.tooLarge`.
  static func read(path: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
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

  private static func reason(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
