internal import Credentials
internal import Glibc
internal import Signing
internal import Wire

/// Asks whoever sits at the terminal for something that is not shown.
enum SecretPrompt {
  /// Longer lines are no secrets; a key in PEM has several lines.
  private static let bytesMax = 16 << 10

  /// Whether somebody can be asked.
  static var isPossible: Bool {
    let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }

  /// Asks, and reads a line; of a key in PEM all of its lines.
  ///
  /// - Parameters:
  ///   - question: What is wanted, without the colon.
  ///   - isShown: Whether what is typed may be seen.
  /// - Returns: What was typed, without the end of the line.
  /// - Throws: Where there is no terminal, or a signal wants an end.
  static func ask(_ question: String, isShown: Bool = false) throws(CredentialError) -> Secret {
    let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { throw CredentialError("there is no terminal to ask at") }
    defer { close(terminal) }
    let device = Descriptor(terminal)
    try? device.write(Array("\(question): ".utf8).span)
    var former = termios()
    let isSet = unsafe !isShown && tcgetattr(terminal, &former) == 0
    if isSet {
      var silent = former
      silent.c_lflag &= ~tcflag_t(ECHO)
      unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
    }
    defer {
      if isSet {
        unsafe tcsetattr(terminal, TCSAFLUSH, &former)
        try? device.write(Array("\n".utf8).span)
      }
    }
    return try lines(from: terminal)
  }

  private static func lines(from terminal: Int32) throws(CredentialError) -> Secret {
    try Secret(capacity: bytesMax) { output throws(CredentialError) in
      var isFirst = true
      var isInKey = false
      while true {
        let start = output.count
        try readLine(from: terminal, into: &output)
        if isFirst { isInKey = Self.line(of: output, from: start, begins: "-----BEGIN") }
        guard isInKey, !Self.line(of: output, from: start, begins: "-----END") else { return }
        isFirst = false
        output.append(UInt8(ascii: "\n"))
      }
    }
  }

  private static func readLine(
    from terminal: Int32, into output: inout OutputSpan<UInt8>
  ) throws(CredentialError) {
    while true {
      var byte: UInt8 = 0
      let count = unsafe read(terminal, &byte, 1)
      if count < 0, errno == EINTR, Interruption.signal == nil { continue }
      guard count > 0 else { throw CredentialError("nothing was typed") }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
      guard output.freeCapacity > 1 else { throw CredentialError("what was typed is too long") }
      output.append(byte)
    }
  }

  private static func line(
    of output: borrowing OutputSpan<UInt8>, from start: Int, begins text: StaticString
  ) -> Bool {
    let line = output.span.extracting(start..<output.count)
    let wanted = Array(text.description.utf8)
    return line.count >= wanted.count && wanted.indices.allSatisfy { line[$0] == wanted[$0] }
  }
}
