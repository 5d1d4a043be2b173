import Foundation
import TestSupport
import Testing

/// What goes wrong between a program and the system, at a chosen call; faults.c does it.
struct SystemFault: Hashable, CustomStringConvertible {
  enum What: String, CaseIterable {
    case killBefore = "kill_before"
    case killAfter = "kill_after"
    /// Half of what is written or sent gets through.
    case killHalf = "kill_half"
    case half
    case fail
    /// From there on, every call of the same name fails.
    case failAlways = "fail_always"
  }

  /// Among the calls that count, from 1.
  let at: Int
  let what: What
  /// What the call fails with.
  var error: Int32 = EIO
  /// The names of the calls that count; all of them where it is empty.
  var only: [String] = []

  var description: String {
    "\(what.rawValue) at \(at)\(only.isEmpty ? "" : " of \(only.joined(separator: ", "))")"
  }

  /// What the library is told by.
  private var variables: [String] {
    [
      "FAULT_AT=\(at)", "FAULT_DO=\(what.rawValue)", "FAULT_ERROR=\(error)",
      "FAULT_ONLY=\(only.joined(separator: ","))",
    ]
  }

  /// The words that run a program under the library.
  ///
  /// - Parameters:
  ///   - words: The program and its arguments.
  ///   - fault: What goes wrong; nil for nothing.
  ///   - log: A file that gets a line for each call that counts.
  ///   - clock: How many seconds later it is.
  /// - Returns: The words of `env`, which does not run under the library itself.
  /// - Throws: When the library cannot be built.
  static func wrapping(
    _ words: [String], in fault: SystemFault?, log: String? = nil, clock: Int = 0
  ) throws -> [String] {
    ["env", "LD_PRELOAD=\(try library.get())", "FAULT_CLOCK=\(clock)"]
      + (log.map { ["FAULT_LOG=\($0)"] } ?? []) + (fault?.variables ?? []) + words
  }

  /// The library, built once; beside the other products of the build, where nothing is left behind.
  private static let library = Result {
    let file = "\(BuiltProgram.package)/.build/faults.so"
    let source = "\(BuiltProgram.package)/Tests/Acceptance/Kill/faults.c"
    let draft = "\(file).\(ProcessInfo.processInfo.processIdentifier)"
    let built = try Running.program([
      "cc", "-shared", "-fPIC", "-O2", "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-o", draft,
      source,
    ])
    try #require(built.status == 0, "\(built.errorText)")
    // Moved into place, because other test processes may be using it.
    let moved = try Running.program(["mv", draft, file])
    try #require(moved.status == 0, "\(moved.errorText)")
    return file
  }
}
