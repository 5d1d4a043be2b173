internal import Glibc
package import Signing

extension Secret {
  /// Why a secret could not be read.
  package enum ReadingFailure: Error, Hashable, Sendable {
    /// What the system says.
    case system(String)
    /// There is more than was asked for.
    case tooLong
    /// A signal came meanwhile.
    case interrupted
  }

  /// Reads all that comes, and leaves nothing of it in other memory.
  ///
  /// - Parameters:
  ///   - descriptor: Is open, and stays so.
  ///   - bytesMax: The most that is taken.
  ///   - endsWithSignal: Whether a signal ends it, or it goes on after one.
  /// - Returns: What came until the end.
  /// - Throws: Where that is not all, or too much.
  package static func read(
    _ descriptor: Int32, atMost bytesMax: Int, endsWithSignal: Bool = false
  ) throws(ReadingFailure) -> Secret {
    try Secret(capacity: bytesMax) { output throws(ReadingFailure) in
      var chunk = [UInt8](repeating: 0, count: 4096)
      defer { chunk.erase() }
      while true {
        let count = unsafe chunk.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR {
          guard !endsWithSignal else { throw .interrupted }
          continue
        }
        guard count >= 0 else { throw .system(unsafe String(cString: strerror(errno))) }
        guard count > 0 else { return }
        guard count <= output.freeCapacity else { throw .tooLong }
        for index in 0..<count { output.append(chunk[index]) }
      }
    }
  }
}

extension [UInt8] {
  /// Overwrites all of it, so that nobody finds it in memory that was given back.
  mutating func erase() {
    unsafe withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe explicit_bzero(start, buffer.count)
    }
  }
}
