internal import Glibc

/// What the system says about a file or a folder.
struct FileFacts: Hashable {
  let isFolder: Bool
  /// The permission bits.
  let mode: UInt32
  let isOurs: Bool

  /// Nil where there is nothing by that name, or nothing that can be asked about.
  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(
      isFolder: status.st_mode & S_IFMT == S_IFDIR, mode: status.st_mode & 0o7777,
      isOurs: status.st_uid == geteuid())
  }

  init(isFolder: Bool, mode: UInt32, isOurs: Bool) {
    self.isFolder = isFolder
    self.mode = mode
    self.isOurs = isOurs
  }

  /// What is wrong with it as something that only its owner may see; nil when nothing is.
  ///
  /// - Parameters:
  ///   - path: Its name, for the sentence.
  ///   - isFolder: What it should be.
  /// - Returns: What was found.
  func problem(_ path: String, isFolder: Bool) -> Finding? {
    let wanted = isFolder ? "700" : "600"
    if self.isFolder != isFolder {
      let kind = isFolder ? "a folder" : "a file"
      return .failed("\(path) is not \(kind)", hint: "Move it out of the way")
    }
    if !isOurs {
      return .failed(
        "\(path) belongs to another user", hint: "Run as that user, or give it back with chown")
    }
    let hint = "Run chmod \(wanted) '\(path)'"
    if mode & 0o022 != 0 { return .failed("Others can write to \(path)", hint: hint) }
    if mode & 0o055 != 0 { return .warning("Others can read \(path)", hint: hint) }
    return nil
  }
}
