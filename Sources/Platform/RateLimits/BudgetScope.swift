internal import Domain
internal import Glibc
internal import SharedFiles
internal import VenueInterface

/// The limits that a venue counts by one thing, and the file that they are kept in.
struct BudgetScope: Sendable {
  let scope: RequestLimit.Scope
  let limits: [RequestLimit]
  private let path: String
  /// The file, where it is the same one for all symbols.
  private let file: SharedFile
  /// Longer than any process holds the file, and shorter than anybody waits for an order.
  private static let patience = TimeInterval(nanoseconds: 2_000_000_000)

  init(_ scope: RequestLimit.Scope, _ path: String, _ limits: [RequestLimit]) {
    self.scope = scope
    self.path = path
    self.limits = limits
    file = SharedFile(path: path, patience: Self.patience)
  }

  /// Reads what is known, and keeps everybody else out until the change ends.
  func begin(at now: Int64, for request: BudgetRequest) throws(BudgetFailure) -> ScopeChange {
    let file = file(for: request)
    do {
      let locked = try file.lock()
      let bytes = try locked.read(atMost: BudgetState.byteCount + 1)
      return ScopeChange(locked, BudgetState(bytes, limits, at: now))
    } catch {
      throw .unusable(error.explanation)
    }
  }

  /// Forgets what was used of any market.
  func resetMarkets() throws(BudgetFailure) {
    let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
    let beginning = path[path.index(after: end)...] + "."
    guard let folder = unsafe opendir(String(path[..<end])) else { return }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      guard name.hasPrefix(beginning) else { continue }
      let file = SharedFile(path: "\(path[..<end])/\(name)", patience: Self.patience)
      do { try file.lock().write(BudgetState().bytes) } catch {
        throw .unusable(error.explanation)
      }
    }
  }

  func change(
    at now: Int64, for request: BudgetRequest, _ change: (inout BudgetState) -> Void
  ) throws(BudgetFailure) {
    let begun = try begin(at: now, for: request)
    change(&begun.after)
    try begun.write()
  }

  private func file(for request: BudgetRequest) -> SharedFile {
    guard scope == .symbol, let symbol = request.symbol else { return file }
    // Symbols have slashes and colons.
    let name = symbol.utf8.map { byte in
      let isPlain =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~0x20)
      return isPlain ? String(UnicodeScalar(byte)) : "_"
    }
    return SharedFile(path: "\(path).\(name.joined())", patience: Self.patience)
  }
}

/// The limits of a scope as they were and as they will be.
final class ScopeChange {
  private let file: LockedFile
  let before: BudgetState
  var after: BudgetState

  fileprivate init(_ file: LockedFile, _ state: BudgetState) {
    self.file = file
    before = state
    after = state
  }

  func write() throws(BudgetFailure) {
    guard after != before else { return }
    do { try file.write(after.bytes) } catch { throw .unusable(error.explanation) }
  }
}
