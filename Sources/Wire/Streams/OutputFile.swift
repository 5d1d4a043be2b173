internal import Glibc

/// Files that are written as a whole.
package enum OutputFile {
  /// Writes a file beside its place and then puts it there, so that nobody ever reads half of it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - bytes: All of its content.
  ///   - mode: Who may read it, whatever the process takes away from new files otherwise.
  /// - Throws: `.unwritable`; what was there before is untouched.
  package static func replace(
    _ path: String, with bytes: Span<UInt8>, mode: UInt32? = nil
  ) throws(StreamFailure) {
    let temporary = "\(path).\(getpid()).tmp"
    let number = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard number >= 0 else {
      throw .unwritable(reason: "\(path): \(StreamFailure.reason(errno))")
    }
    if let mode { fchmod(number, mode) }
    var failure: StreamFailure?
    do throws(StreamFailure) {
      try Descriptor(number).write(bytes)
    } catch {
      failure = error
    }
    // A full disk may show only here.
    if close(number) != 0 { failure = failure ?? .unwritable(reason: StreamFailure.reason(errno)) }
    if failure == nil, unsafe rename(temporary, path) == 0 { return }
    failure = failure ?? .unwritable(reason: StreamFailure.reason(errno))
    unsafe unlink(temporary)
    guard case .unwritable(let reason) = failure else { throw failure ?? .readerGone }
    throw .unwritable(reason: "\(path): \(reason)")
  }
}
