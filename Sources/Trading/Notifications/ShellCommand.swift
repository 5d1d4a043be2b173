internal import Glibc
package import Processes

/// A command of the user's that `/bin/sh -c` runs, with some text on its standard input.
///
/// It has a process group of its own, so that it outlives a key that ends us.
package struct ShellCommand: Sendable {
  package typealias Failure = ShellProcess.Failure

  private let process: ShellProcess

  /// Starts it, and returns without waiting for anything.
  ///
  /// - Parameters:
  ///   - text: What the shell runs.
  ///   - input: All that it can read.
  /// - Throws: Why it could not be started.
  package init(_ text: String, input: [UInt8]) throws(Failure) {
    let source = try Self.pipe(with: input)
    defer { close(source) }
    process = try ShellProcess(text, input: source, hasOwnGroup: true)
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

  /// How it ended; nil while it runs.
  package func ending() -> ShellProcess.Ending? { process.ending() }

  /// Ends it and whatever it has started in its group.
  package func end() { process.end() }
}
