internal import Domain
internal import Glibc
internal import Wire

/// One open stream socket that never blocks, closed when the value goes away.
struct LocalSocket: ~Copyable {
  /// What a call that does not block came to.
  enum Progress {
    case bytes(Int)
    /// Nothing can be done until the socket is ready.
    case notReady
    /// The other side has closed, or the system's words for what is wrong.
    case ended(reason: String)
  }

  let number: Int32

  /// Connects.
  ///
  /// - Parameters:
  ///   - address: Where to.
  ///   - deadline: When to give up.
  /// - Throws: `.notSent`.
  init(_ address: LocalAddress, until deadline: Deadline) throws(TransportError) {
    let family =
      switch address {
      case .unix: AF_UNIX
      case .loopback(_, let isVersion6): isVersion6 ? AF_INET6 : AF_INET
      }
    number = socket(
      family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard number >= 0 else { throw .notSent(reason: "\(address): \(StreamFailure.reason(errno))") }
    var code = Self.connect(number, to: address)
    // A Unix socket whose queue is full says so at once instead of making the caller wait.
    while code == EAGAIN, !deadline.isPast {
      poll(nil, 0, deadline.pollMilliseconds(atMost: Self.retryMilliseconds))
      code = Self.connect(number, to: address)
    }
    if code == EINPROGRESS || code == EINTR {
      while code != 0, !deadline.isPast {
        let isReady = wait(for: POLLOUT, until: deadline, atMost: .max)
        code = isReady ? pendingError : EINPROGRESS
        if isReady, code != 0 { break }
      }
    }
    guard code == 0 else {
      let isLate = code == EINPROGRESS || code == EINTR || code == EAGAIN
      throw .notSent(
        reason: "\(address): \(isLate ? "no connection in time" : StreamFailure.reason(code))")
    }
    if family != AF_UNIX {
      // A line is a whole request; waiting for more to put into its packet only costs time.
      var on: Int32 = 1
      unsafe setsockopt(
        number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }
  }

  deinit { if number >= 0 { close(number) } }

  private static let retryMilliseconds: Int32 = 10

  /// - Returns: Zero, or an error number.
  private static func connect(_ number: Int32, to address: LocalAddress) -> Int32 {
    func connect<Address>(_ value: Address) -> Int32 {
      var value = value
      return unsafe withUnsafePointer(to: &value) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
          unsafe Glibc.connect(number, pointer, socklen_t(MemoryLayout<Address>.size)) == 0
            ? 0 : errno
        }
      }
    }
    switch address {
    case .unix(let path):
      var value = sockaddr_un()
      value.sun_family = sa_family_t(AF_UNIX)
      unsafe withUnsafeMutableBytes(of: &value.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
      return connect(value)
    case .loopback(let port, false):
      var value = sockaddr_in()
      value.sin_family = sa_family_t(AF_INET)
      value.sin_port = port.bigEndian
      value.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      return connect(value)
    case .loopback(let port, true):
      var value = sockaddr_in6()
      value.sin6_family = sa_family_t(AF_INET6)
      value.sin6_port = port.bigEndian
      value.sin6_addr = in6addr_loopback
      return connect(value)
    }
  }

  /// What became of connecting; zero where it succeeded.
  private var pendingError: Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size)
    return result == 0 ? code : errno
  }

  /// Waits until the socket is ready; errors and the other side's end count as ready.
  ///
  /// - Parameters:
  ///   - event: `POLLIN` or `POLLOUT`.
  ///   - deadline: When to give up.
  ///   - limit: When to come back at the latest, in milliseconds.
  /// - Returns: Whether it is ready; a signal brings it back without.
  func wait(for event: Int32, until deadline: Deadline, atMost limit: Int32) -> Bool {
    var request = pollfd(fd: number, events: Int16(event), revents: 0)
    return unsafe poll(&request, 1, deadline.pollMilliseconds(atMost: limit)) > 0
  }

  /// Sends what there is room for.
  func send(_ bytes: Span<UInt8>) -> Progress {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .notReady
      default: return .ended(reason: StreamFailure.reason(errno))
      }
    }
  }

  /// Appends what has arrived, at most `room` bytes.
  func receive(into bytes: inout [UInt8], atMost room: Int) -> Progress {
    while true {
      var failure: Int32 = 0
      let former = bytes.count
      bytes.append(addingCapacity: room) { output in
        unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
          let count = unsafe recv(number, memory.baseAddress, memory.count, 0)
          if count < 0 { failure = errno } else { initialized = count }
        }
      }
      switch failure {
      case 0:
        let count = bytes.count - former
        return count > 0 ? .bytes(count) : .ended(reason: "the other side has closed")
      case EINTR: continue
      case EAGAIN: return .notReady
      default: return .ended(reason: StreamFailure.reason(failure))
      }
    }
  }
}
