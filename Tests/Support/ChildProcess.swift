package import Glibc
import Synchronization

/// How a process ended, and what it wrote.
package struct Finished: Sendable {
  package let output: [UInt8]
  package let errorOutput: [UInt8]
  /// The exit status; nil where a signal ended it.
  package let status: Int32?
  /// The signal that ended it.
  package let signal: Int32?

  package var text: String { String(decoding: output, as: UTF8.self) }
  package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
  /// The lines of the output, without their ends.
  package var lines: [String] { text.lines }
}

extension String {
  /// Its lines, without their ends.
  package var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .dropLast(hasSuffix("\n") || isEmpty ? 1 : 0)
  }
}

/// A process started by its words, without a shell, whose files are those of the caller.
package struct ChildProcess: Sendable {
  /// Why it did not start.
  package struct StartFailure: Error, CustomStringConvertible {
    package let description: String
  }

  package let identifier: pid_t

  /// Starts it.
  ///
  /// - Parameters:
  ///   - words: The program's path or name, and its arguments.
  ///   - environment: All of its environment.
  ///   - folder: Where it works.
  ///   - descriptors: What it gets as standard input, output and error.
  /// - Throws: When the system cannot start it.
  package init(
    _ words: [String], environment: [String: String], folder: String, descriptors: [Int32]
  ) throws(StartFailure) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    for (number, descriptor) in descriptors.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    // Test runners may ignore or block signals, which a child would inherit.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let line = ["env", "-C", folder] + words
    var arguments = unsafe line.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    var identifier = pid_t()
    let code = PrivatePipe.starting.withLock { _ in
      unsafe posix_spawnp(&identifier, line[0], &actions, &attributes, &arguments, &variables)
    }
    unsafe (arguments + variables).forEach { unsafe free($0) }
    unsafe posix_spawnattr_destroy(&attributes)
    unsafe posix_spawn_file_actions_destroy(&actions)
    self.identifier = identifier
    guard code == 0 else {
      throw StartFailure(description: "\(words[0]) cannot be started (error \(code))")
    }
  }

  /// Waits for its end.
  package func wait() -> (status: Int32?, signal: Int32?) {
    var result: Int32 = 0
    while unsafe waitpid(identifier, &result, 0) < 0, errno == EINTR {}
    let signal = result & 0x7F
    return signal == 0 ? ((result >> 8) & 0xFF, nil) : (nil, signal)
  }

  package func send(_ signal: Int32) { kill(identifier, signal) }
}
