internal import Glibc

/// A command that `/bin/sh -c` runs.
package struct ShellProcess: Sendable {
  /// Why it could not be started, as a sentence without its full stop.
  package struct Failure: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) { self.reason = reason }

    /// What the system calls an error number.
    package init(_ code: Int32) { reason = unsafe String(cString: strerror(code)) }
  }

  /// How it ended.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  private let identifier: pid_t
  private let hasOwnGroup: Bool

  /// Starts it, and returns without waiting for anything.
  ///
  /// - Parameters:
  ///   - text: What the shell runs.
  ///   - input: What it reads; nil for what we read.
  ///   - output: What it writes to; nil for our standard error, because standard output is for
  ///     records.
  ///   - hasOwnGroup: Whether it outlives a key that ends us.
  /// - Throws: Why it could not be started.
  package init(
    _ text: String, input: Int32? = nil, output: Int32? = nil, hasOwnGroup: Bool
  ) throws(Failure) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let input { unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    if fcntl(STDERR_FILENO, F_GETFD) < 0 {
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, output ?? STDERR_FILENO, STDOUT_FILENO)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // What we ignore or block, a reader that goes away above all, is not for it.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let group = hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))

    var arguments = unsafe ["/bin/sh", "-c", text].map { (word: String) in unsafe strdup(word) }
    unsafe arguments.append(nil)
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var identifier = pid_t()
    let code = unsafe posix_spawn(
      &identifier, "/bin/sh", &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw Failure(code) }
    self.identifier = identifier
    self.hasOwnGroup = hasOwnGroup
  }

  /// How it ended; nil while it runs.
  package func ending() -> Ending? { ending(WNOHANG) }

  /// Waits until it has ended.
  package func wait() -> Ending {
    while true { if let ending = ending(0) { return ending } }
  }

  /// Ends it, and whatever it has started in a group of its own.
  package func end() {
    kill(hasOwnGroup ? -identifier : identifier, SIGKILL)
    _ = wait()
  }

  private func ending(_ options: Int32) -> Ending? {
    var result: Int32 = 0
    let found = unsafe waitpid(identifier, &result, options)
    // Where nobody keeps endings for us, all that is known is that it is over.
    if found < 0 { return errno == EINTR ? nil : .exited(0) }
    guard found == identifier else { return nil }
    let signal = result & 0x7F
    return signal == 0 ? .exited((result >> 8) & 0xFF) : .killed(signal: signal)
  }
}
