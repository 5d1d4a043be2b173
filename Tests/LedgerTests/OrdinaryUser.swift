import Glibc

/// Runs a body without the superuser's right to pass over file modes.
enum OrdinaryUser {
  private typealias SetUser = @convention(c) (uid_t) -> CInt
  private static let nobody: uid_t = 65_534

  /// The body must not leave its thread: the right is the thread's.
  static func run(_ body: () throws -> Void) throws {
    // Swift's module of the C library does not have the function.
    guard let symbol = unsafe dlsym(nil, "setfsuid") else { throw Unexpected() }
    let setUser = unsafe unsafeBitCast(symbol, to: SetUser.self)
    let isRoot = geteuid() == 0
    if isRoot { _ = setUser(nobody) }
    defer { if isRoot { _ = setUser(0) } }
    try body()
  }
}
