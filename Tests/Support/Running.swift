import Foundation

/// Runs the binary under test, alone or in a shell, with nothing of the caller's environment.
package enum Running {
  /// Nothing here takes as long; what does hangs.
  private static let secondsMax = "60"

  package static func environment(_ folder: String) throws -> [String: String] {
    let ours = ProcessInfo.processInfo.environment
    return [
      "PATH": ours["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
      "TERM": "dumb", "T": try BuiltProgram.path(),
    ]
  }

  /// Runs `tradectl` with words that are separated by single spaces.
  package static func tradectl(
    _ words: String, input: some Sequence<UInt8>, environment: [String: String] = [:],
    in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    try tradectl(
      words.split(separator: " ").map(String.init), input: input, environment: environment,
      in: folder)
  }

  package static func tradectl(
    _ words: String, input: String = "", environment: [String: String] = [:],
    in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    try tradectl(words, input: input.utf8, environment: environment, in: folder)
  }

  /// Runs `tradectl`.
  package static func tradectl(
    _ words: [String], input: some Sequence<UInt8>, environment: [String: String] = [:],
    in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    try program(
      [try BuiltProgram.path()] + words, input: input, environment: environment, in: folder)
  }

  /// Runs a script in bash, where `$T` is the binary under test.
  package static func shell(
    _ script: String, input: String = "", in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    try program(["bash", "-c", script], input: input.utf8, in: folder)
  }

  /// Runs any program; its output goes through files, so that no pipe can fill up.
  package static func program(
    _ words: [String], input: some Sequence<UInt8> = [], environment: [String: String] = [:],
    in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    let own = try TemporaryFolder()
    let source = try FileHandle(forReadingFrom: URL(filePath: try own.write(input, to: "in")))
    let output = try FileHandle(forWritingTo: URL(filePath: try own.write("", to: "out")))
    let errors = try FileHandle(forWritingTo: URL(filePath: try own.write("", to: "err")))
    let place = folder?.path ?? own.path
    let child = try ChildProcess(
      ["timeout", "--foreground", secondsMax] + words,
      environment: try Self.environment(place).merging(environment) { $1 }, folder: place,
      descriptors: [source, output, errors].map(\.fileDescriptor))
    let (status, signal) = child.wait()
    // The handles close their files when they go away, and not before.
    withExtendedLifetime((source, output, errors)) {}
    return Finished(
      output: try own.read("out"), errorOutput: try own.read("err"), status: status,
      signal: signal)
  }
}
