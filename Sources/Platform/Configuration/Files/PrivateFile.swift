internal import Glibc

/// Files that nobody but their owner can read, in folders that nobody else can enter.
package enum PrivateFile {
  /// Writes a new file whole, or not at all.
  ///
  /// - Parameters:
  ///   - path: Folders on the way to it that are missing are made.
  ///   - content: Becomes UTF-8.
  /// - Throws: `.exists` when there is something by that name; it stays as it was.
  package static func create(_ path: String, content: String) throws(PrivateFileError) {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try createFolder(String(path[..<slash]))
    }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PrivateFileError() }
    defer { unsafe unlink(temporary) }
    defer { close(descriptor) }
    try write(content, to: descriptor)
    guard fsync(descriptor) == 0 else { throw PrivateFileError() }
    // Unlike a rename, a link never takes the place of another file.
    guard unsafe link(temporary, path) == 0 else { throw PrivateFileError() }
  }

  /// Makes a folder and those above it, as far as they are missing.
  package static func createFolder(_ path: String) throws(PrivateFileError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw PrivateFileError()
    }
    try createFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw PrivateFileError() }
  }

  private static func write(_ content: String, to descriptor: Int32) throws(PrivateFileError) {
    var rest = Array(content.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw PrivateFileError() }
      rest = rest.dropFirst(count)
    }
  }
}

/// Why a private file is not there.
package enum PrivateFileError: Error, Hashable, Sendable {
  case exists
  case failed(reason: String)

  /// What the system said last.
  init() {
    self = errno == EEXIST ? .exists : .failed(reason: unsafe String(cString: strerror(errno)))
  }

  /// The reason, as the end of a sentence.
  package var explanation: String {
    switch self {
    case .exists: "there is a file by that name, which is left as it is"
    case .failed(let reason): reason
    }
  }
}
