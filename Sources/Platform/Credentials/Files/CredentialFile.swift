internal import Domain
internal import Glibc
internal import SharedFiles
package import Signing
internal import Synchronization

/// A file that the keys of several accounts are kept in; only its owner may be able to read it.
package final class CredentialFile: CredentialSource {
  /// What keeps others from reading it.
  package enum Protection: Sendable {
    /// The mode of the file alone.
    case mode
    /// A passphrase, which is asked for when the file is opened and when it is written.
    case passphrase(@Sendable () throws(CredentialError) -> Secret)
  }

  package let path: String
  private let protection: Protection
  /// What was read; opening a sealed file takes long.
  private let known = Mutex<[CredentialEntry]?>(nil)

  /// No file of keys comes near this.
  private static let bytesMax = 1 << 20

  package init(path: String, _ protection: Protection) {
    self.path = path
    self.protection = protection
  }

  package func credential(of account: String) throws(CredentialError) -> StoredCredential? {
    try entries().first { $0.account == account }?.credential
  }

  /// Whether there is such a file, readable or not.
  package var exists: Bool { unsafe access(path, F_OK) == 0 }

  /// All keys that it has; none where there is no such file.
  package func entries() throws(CredentialError) -> [CredentialEntry] {
    // Whoever comes meanwhile waits: somebody must not be asked for one passphrase twice.
    try known.withLock { known -> Result<[CredentialEntry], CredentialError> in
      if let known { return .success(known) }
      do throws(CredentialError) {
        let entries = try read()
        known = entries
        return .success(entries)
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Keeps a key, in place of one that the account has.
  package func add(_ entry: CredentialEntry) throws(CredentialError) {
    try change { entries in
      entries.removeAll { $0.account == entry.account }
      entries.append(entry)
    }
  }

  /// - Returns: Whether there was one.
  package func remove(_ account: String) throws(CredentialError) -> Bool {
    guard try entries().contains(where: { $0.account == account }) else { return false }
    try change { entries in entries.removeAll { $0.account == account } }
    return true
  }

  // MARK: Reading

  private func read() throws(CredentialError) -> [CredentialEntry] {
    guard let content = try content() else { return [] }
    do throws(CredentialError) {
      switch protection {
      case .mode: return try CredentialList.read(content.bytes)
      case .passphrase(let ask):
        let passphrase = try ask()
        let opened: Secret
        do throws(SealingError) {
          opened = try SealedBox.open(content.bytes, passphrase: passphrase)
        } catch {
          throw CredentialError(error.explanation)
        }
        return try CredentialList.read(opened.bytes)
      }
    } catch {
      throw CredentialError("the file '\(path)' cannot be used: \(error.explanation)")
    }
  }

  /// Nil where there is no such file.
  private func content() throws(CredentialError) -> Secret? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno != ENOENT else { return nil }
      throw current("cannot be read")
    }
    defer { close(descriptor) }
    // The open file is asked, not its name, which could be another file by now.
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw current("cannot be read") }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
      throw CredentialError("'\(path)' is not a file of yours: it is not read")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw CredentialError(
        "others can read the file '\(path)': it is not used; run chmod 600 '\(path)', and make new "
          + "keys if others use this machine")
    }
    guard status.st_size <= Self.bytesMax else {
      throw CredentialError("the file '\(path)' is larger than \(Self.bytesMax) bytes")
    }
    do throws(Secret.ReadingFailure) {
      return try Secret.read(descriptor, atMost: Int(status.st_size))
    } catch {
      switch error {
      case .system(let reason):
        throw CredentialError("the file '\(path)' cannot be read: \(reason)")
      case .interrupted: throw CredentialError("a signal asked for the end")
      case .tooLong: throw CredentialError("the file '\(path)' grew while it was read")
      }
    }
  }

  // MARK: Writing

  private func change(
    _ change: (inout [CredentialEntry]) -> Void
  ) throws(CredentialError) {
    // Two who add a key at once must not lose one of them.
    let lock = SharedFile(
      path: "\(path).lock", patience: TimeInterval(nanoseconds: 10_000_000_000))
    let held: LockedFile
    do throws(SharedFileError) { held = try lock.lock() } catch {
      throw CredentialError(error.explanation)
    }
    defer { withExtendedLifetime(held) {} }
    var entries = try read()
    change(&entries)
    let text = CredentialList.write(entries)
    switch protection {
    case .mode: try replace(text.bytes)
    case .passphrase(let ask):
      let passphrase = try ask()
      let sealed: [UInt8]
      do throws(SealingError) {
        sealed = try SealedBox.seal(text.bytes, passphrase: passphrase)
      } catch {
        throw CredentialError("the file '\(path)' \(error.explanation)")
      }
      try replace(sealed.span)
    }
    known.withLock { $0 = entries }
  }

  /// Puts a whole new file in its place, or leaves the old one.
  private func replace(_ bytes: Span<UInt8>) throws(CredentialError) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw current("cannot be written") }
    defer { unsafe unlink(temporary) }
    defer { close(descriptor) }
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw current("cannot be written") }
      rest = rest.extracting(count..<rest.count)
    }
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw current("cannot be written")
    }
  }

  /// What the last system call ran into.
  private func current(_ what: String) -> CredentialError {
    CredentialError("the file '\(path)' \(what): \(unsafe String(cString: strerror(errno)))")
  }
}
