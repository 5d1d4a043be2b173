internal import Glibc
package import Signing

/// Keys in environment variables: `TRADECTL_MAIN_KEY` and `TRADECTL_MAIN_SECRET` for `main`.
///
/// The system shows them to no other user, but hands them to every program that is started.
package struct EnvironmentCredentials: CredentialSource {
  private let variable: @Sendable (String) -> Secret?

  /// - Parameter variable: Looks a variable up; the process's own ones where nothing else is said.
  package init(
    variable: @escaping @Sendable (String) -> Secret? = EnvironmentCredentials.ofProcess
  ) {
    self.variable = variable
  }

  package func credential(of account: String) throws(CredentialError) -> StoredCredential? {
    let name = Self.prefix(of: account)
    guard let key = text(name + "KEY") else {
      guard variable(name + "SECRET") == nil else {
        throw CredentialError("\(name)SECRET is set, and \(name)KEY is not")
      }
      return nil
    }
    guard let secret = variable(name + "SECRET") else {
      throw CredentialError("\(name)KEY is set, and \(name)SECRET is not")
    }
    return StoredCredential(key: key, secret: secret, passphrase: text(name + "PASSPHRASE"))
  }

  /// Empty ones count as missing; white space around a value is none of it.
  private func text(_ name: String) -> String? {
    guard let value = variable(name) else { return nil }
    let bytes = value.bytes
    var (start, end) = (0, bytes.count)
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while start < end, Self.isSpace(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    var text = ""
    for index in start..<end { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return text
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }

  /// What the variables of an account begin with: letters become capitals, dashes underscores.
  package static func prefix(of account: String) -> String {
    "TRADECTL_" + account.uppercased().map { $0 == "-" ? "_" : String($0) }.joined() + "_"
  }

  /// A variable of this process, without a copy that nobody erases.
  @Sendable package static func ofProcess(_ name: String) -> Secret? {
    guard let value = unsafe getenv(name) else { return nil }
    let count = unsafe strlen(value)
    guard count > 0 else { return nil }
    return unsafe Secret(
      copying: Span(
        _unsafeStart: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: count))
  }
}
