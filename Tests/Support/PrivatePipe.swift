package import Foundation
import Glibc
import Synchronization

/// A pipe whose ends no other process inherits that happens to be started meanwhile.
///
/// Otherwise that process would keep the pipe open, and its reader would wait for an end for ever.
package struct PrivatePipe: Sendable {
  /// Held while a pipe is made that is not private yet, and while a process is started.
  static let starting = Mutex(())

  package let reading: FileHandle
  package let writing: FileHandle

  package init() throws {
    let ends = try Self.starting.withLock { _ in
      var ends: [Int32] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else {
        throw ChildProcess.StartFailure(description: "there is no pipe left (error \(errno))")
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return ends
    }
    reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    writing = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
  }
}
