internal import Glibc

/// A command of the user's that `/bin/sh -c` runs, with some text on its standard input.
///
/// It has a process group of its own, so that it outlives a key that ends us. What it writes goes to
/// our standard error, because standard output is for records.
package struct ShellCommand: Sendable {
  /// Why it could not be started, as a sentence without its full stop.
  package struct Failure: Error, Hashable {
    package let reason: String
  }

  /// How it ended.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  private let identifier: pid_t

  /// Starts it, and returns without waiting for anything.
  ///
  /// - Parameters:
  ///   - text: What the shell runs.
  ///   - input: All that it can read.
  /// - Throws: Why it could not be started.
  package init(_ text: String, input: [UInt8]) throws(Failure) {
    let source = try Self.pipe(with: input)
    defer { close(source) }
    identifier = try Self.start(["/bin/sh", "-c", text], input: source)
  }

  /// A pipe that holds all of the input already, so that nobody waits for a reader.
  ///
  /// - Returns: The end to read from; the other one is closed.
  private static func pipe(with input: [UInt8]) throws(Failure) -> Int32 {
    var ends: [Int32] = [0, 0]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw Failure(errno) }
    let (source, target) = (ends[0], ends[1])
    defer { close(target) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A pipe takes 64 KiB, or what it is told to take (F_SETPIPE_SZ, fcntl(2)).
    if input.count > 1 << 16 { _ = fcntl(target, 1031, Int32(clamping: input.count)) }
    _ = fcntl(target, F_SETFL, O_NONBLOCK)
    let count = unsafe input.withUnsafeBytes { unsafe write(target, $0.baseAddress, $0.count) }
    guard count == input.count else {
      let failure = count < 0 ? Failure(errno) : Failure(reason: "the record is too long for it")
      close(source)
      throw failure
    }
    return source
  }

  private static func start(_ words: [String], input: Int32) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    if fcntl(STDERR_FILENO, F_GETFD) < 0 {
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)

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
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var identifier = pid_t()
    let code = unsafe posix_spawn(
      &identifier, words[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw Failure(code) }
    return identifier
  }

  /// How it ended; nil while it runs.
  package func ending() -> Ending? {
    var result: Int32 = 0
    let found = unsafe waitpid(identifier, &result, WNOHANG)
    // Where nobody keeps endings for us, all that is known is that it is over.
    if found < 0 { return errno == EINTR ? nil : .exited(0) }
    guard found == identifier else { return nil }
    let signal = result & 0x7F
    return signal == 0 ? .exited((result >> 8) & 0xFF) : .killed(signal: signal)
  }

  /// Ends it and whatever it has started in its group.
  package func end() {
    kill(-identifier, SIGKILL)
    var result: Int32 = 0
    while unsafe waitpid(identifier, &result, 0) < 0, errno == EINTR {}
  }
}

extension ShellCommand.Failure {
  fileprivate init(_ code: Int32) { reason = unsafe String(cString: strerror(code)) }
}
