internal import Glibc
internal import Ledger
internal import Synchronization

/// A ledger that takes what an emergency stop sends when the real one takes nothing.
///
/// Orders that only reduce may be in a ledger of their own: were they sent twice, nothing would come
/// of it. It is in the state folder, or in memory where there is no room.
final class SpareLedger: Sendable {
  private let folder: String
  private let chosen = Mutex<String?>(nil)

  /// - Parameter folder: The state folder.
  init(folder: String) { self.folder = folder }

  /// Where it is; nil where it is not in use.
  var path: String? { chosen.withLock(\.self) }

  /// Opens it; all threads get the same one.
  func open() throws(LedgerError) -> Ledger {
    let path = try chosen.withLock { chosen throws(LedgerError) in
      if let chosen { return chosen }
      let found = try find()
      chosen = found
      return found
    }
    return try Ledger.open(path: path, patienceSeconds: 5)
  }

  private func find() throws(LedgerError) -> String {
    do throws(LedgerError) { return try usableFile(in: folder) } catch {
      var failure = error
      for parent in ["/dev/shm", "/tmp"] {
        guard let folder = newFolder(in: parent) else { continue }
        do throws(LedgerError) { return try usableFile(in: folder) } catch { failure = error }
        remove(folder)
      }
      throw failure
    }
  }

  /// A ledger that has taken something: only of such a one it is known that it takes more.
  private func usableFile(in folder: String) throws(LedgerError) -> String {
    let path = "\(folder)/\(Self.name)"
    try Ledger.open(path: path, patienceSeconds: 5).write(.relaxed) {
      transaction throws(LedgerError) in
      _ = try transaction.nextNonce(for: "emergency", least: 1)
    }
    return path
  }

  private static let name = "emergency.db"

  /// A folder of a name that nobody can know before, for us alone.
  private func newFolder(in parent: String) -> String? {
    var name = Array("\(parent)/tradectl-XXXXXX".utf8CString)
    return unsafe name.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress, unsafe mkdtemp(start) != nil else { return nil }
      return unsafe String(cString: start)
    }
  }

  /// Removes a folder that turned out to be of no use.
  private func remove(_ folder: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
      unsafe unlink("\(folder)/\(Self.name)\(suffix)")
    }
    unsafe rmdir(folder)
  }
}
