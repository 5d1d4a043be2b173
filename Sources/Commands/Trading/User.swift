internal import Glibc

/// Who runs this process.
enum User {
  /// The user's name by the system's records, or the number where it has none.
  static var name: String {
    var record = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    let name = unsafe buffer.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let memory = buffer.baseAddress else { return nil }
      let code = unsafe getpwuid_r(getuid(), &record, memory, buffer.count, &found)
      guard code == 0, let record = unsafe found?.pointee, let name = unsafe record.pw_name else {
        return nil
      }
      return unsafe String(cString: name)
    }
    return name ?? "uid \(getuid())"
  }
}
