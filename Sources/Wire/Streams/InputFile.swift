internal import Glibc

/// Files that are read as a whole.
package enum InputFile {
  /// What a file holds; nil where it is missing, cannot be read or is longer.
  package static func content(of path: String, bytesMax: Int) -> [UInt8]? {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard number >= 0 else { return nil }
    defer { close(number) }
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= bytesMax
    else { return nil }
    let size = Int(status.st_size)
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while count < size, let start = buffer.baseAddress {
        let read = unsafe Glibc.read(number, start + count, size - count)
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { break }
        count += read
      }
      filled = count
    }
    return count == size ? bytes : nil
  }
}
