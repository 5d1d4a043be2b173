import Glibc

/// A file under the folder for temporary files that is gone with the value.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8]) {
    var template = Array("/tmp/tradectl-market-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    precondition(descriptor >= 0, "A temporary file must be possible")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "A temporary file must be writable")
      rest = rest.dropFirst(count)
    }
    close(descriptor)
  }

  convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  deinit {
    _ = unsafe unlink(path)
  }
}
