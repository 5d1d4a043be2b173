internal import Domain
internal import Glibc

/// A file descriptor that somebody else closes: standard input, output or error.
package struct Descriptor: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  package static let input = Descriptor(STDIN_FILENO)
  package static let output = Descriptor(STDOUT_FILENO)
  package static let error = Descriptor(STDERR_FILENO)

  /// Whether there is anything behind it; `>&-` leaves nothing.
  package var isOpen: Bool { fcntl(number, F_GETFD) >= 0 }

  /// Whether a person looks at it.
  package var isTerminal: Bool { isatty(number) == 1 }

  /// The width of the terminal in columns, or nil where there is none.
  package var columns: Int? {
    var size = winsize()
    let result = unsafe ioctl(number, UInt(TIOCGWINSZ), &size)
    return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// Whether several processes may write into it by turns, as into a pipe: what is to stay
  /// together has to be written in one piece.
  package var isShared: Bool {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return true }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return false
    case S_IFCHR: return isTerminal
    default: return true
    }
  }

  /// Whether a read returns at once.
  package var isReady: Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) > 0
  }

  /// Whether a read would not wait.
  ///
  /// - Parameter wait: How long to wait for that; a signal may end it early.
  /// - Returns: True also at the end.
  func isReadable(within wait: TimeInterval) -> Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let milliseconds = min(max(0, wait.nanoseconds / 1_000_000), 60_000)
    return unsafe poll(&request, 1, Int32(milliseconds)) > 0
  }

  /// Writes everything, however many calls it takes.
  package func write(_ bytes: Span<UInt8>) throws(StreamFailure) {
    var written = 0
    while written < bytes.count {
      let rest = bytes.extracting(written...)
      let result = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      if result >= 0 {
        written += result
        continue
      }
      switch errno {
      // A signal is acted on between lines, never in the middle of one.
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw .readerGone
      case EBADF: throw .unwritable(reason: "it is closed")
      default: throw .unwritable(reason: StreamFailure.reason(errno))
      }
    }
  }

  private func waitUntilWritable() {
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    unsafe poll(&request, 1, -1)
  }

  /// Reads what there is into memory; zero at the end.
  @unsafe func read(
    into target: UnsafeMutablePointer<UInt8>, capacity: Int
  ) throws(StreamFailure) -> Int {
    while true {
      if let signal = Interruption.signal { throw .interrupted(signal: signal) }
      let result = unsafe Glibc.read(number, target, capacity)
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        unsafe poll(&request, 1, -1)
      case EBADF: throw .unreadable(reason: "it is closed")
      default: throw .unreadable(reason: StreamFailure.reason(errno))
      }
    }
  }
}

/// A file that is open, closed when the value goes away.
package struct OpenDescriptor: ~Copyable {
  package let descriptor: Descriptor
  private let isOurs: Bool

  /// - Parameter path: A file, or `-` for standard input, which stays open.
  /// - Throws: `.unreadable`.
  package init(reading path: String) throws(StreamFailure) {
    guard path != "-" else {
      descriptor = .input
      isOurs = false
      return
    }
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw .unreadable(reason: StreamFailure.reason(errno)) }
    descriptor = Descriptor(number)
    isOurs = true
  }

  /// - Parameter path: A file to write behind what it has; one that is made only its owner can read.
  /// - Throws: `.unwritable`.
  package init(appending path: String) throws(StreamFailure) {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard number >= 0 else {
      throw .unwritable(reason: "\(path): \(StreamFailure.reason(errno))")
    }
    descriptor = Descriptor(number)
    isOurs = true
  }

  deinit { if isOurs { close(descriptor.number) } }
}
