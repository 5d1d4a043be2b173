internal import CCurl
internal import Glibc

extension HTTPTransfer {
  /// What the library calls, with the transfer as its context.
  static var callbacks: ccurl_callbacks {
    unsafe ccurl_callbacks(
      body: { context, bytes, count in
        unsafe HTTPTransfer.of(context).take(
          body: UnsafeRawBufferPointer(start: bytes, count: count))
      },
      header: { context, bytes, count in
        unsafe HTTPTransfer.of(context).take(
          headerLine: UnsafeRawBufferPointer(start: bytes, count: count))
      },
      before_request: { context in unsafe HTTPTransfer.of(context).depart() },
      open_socket: { context, family, type, number, address in
        unsafe HTTPTransfer.of(context).open(family, type, number, address)
      },
      close_socket: { context, socket in
        unsafe HTTPTransfer.of(context).didClose(socket)
        return close(socket)
      })
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer {
    guard let context = unsafe context else { preconditionFailure("A transfer is its context") }
    return unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// - Returns: A socket, or -1.
  private func open(
    _ family: Int32, _ type: Int32, _ number: Int32, _ address: UnsafeRawPointer?
  ) -> Int32 {
    guard !refusesAnother() else { return -1 }
    // A name of this machine that leads elsewhere is no reason to send something in the clear.
    guard unsafe !isLocal || Self.leadsHere(family, address) else { return -1 }
    // What the process starts later gets no connection of ours.
    let opened = socket(family, type | Int32(SOCK_CLOEXEC.rawValue), number)
    if opened >= 0 { didOpen(opened) }
    return opened
  }

  /// Whether the address is one of this machine's own.
  static func leadsHere(_ family: Int32, _ address: UnsafeRawPointer?) -> Bool {
    guard let address = unsafe address else { return false }
    switch family {
    case AF_INET:
      let number = unsafe address.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
      return UInt32(bigEndian: number) >> 24 == 127
    case AF_INET6:
      let found = unsafe address.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return unsafe withUnsafeBytes(of: found) { bytes in
        unsafe bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
      }
    default: return false
    }
  }
}
