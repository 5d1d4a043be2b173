import Foundation
import Glibc
import Synchronization

/// A program of this folder, in Python, that answers each line on its input by one on its output.
///
/// It ends where its input does, and so with this value.
package final class ScriptedProcess: Sendable {
  /// What it said first.
  package let greeting: String
  private let name: String
  private let child: ChildProcess
  private let commands: PrivatePipe
  private let answers: PrivatePipe
  /// What has come after the last line that was given out; held by whoever asks.
  private let rest: Mutex<[UInt8]>

  /// Starts one and waits for what it says first.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - arguments: What it is given.
  /// - Throws: When it does not start.
  package init(_ name: String, _ arguments: String...) throws {
    let (commands, answers) = (try PrivatePipe(), try PrivatePipe())
    child = try ChildProcess(
      ["/usr/bin/python3", "\(BuiltProgram.package)/Tests/Support/\(name)"] + arguments,
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      folder: "/",
      descriptors: [
        commands.reading.fileDescriptor, answers.writing.fileDescriptor,
        FileHandle.standardError.fileDescriptor,
      ])
    try commands.reading.close()
    try answers.writing.close()
    var rest: [UInt8] = []
    greeting = try Self.line(from: answers, of: name, &rest)
    self.name = name
    self.commands = commands
    self.answers = answers
    self.rest = Mutex(rest)
  }

  deinit {
    try? commands.writing.close()
    _ = child.wait()
  }

  /// Says something, and returns the answer.
  package func tell(_ command: String) throws -> String {
    try rest.withLock { rest in
      try commands.writing.write(contentsOf: Data("\(command)\n".utf8))
      return try Self.line(from: answers, of: name, &rest)
    }
  }

  /// Ends it at once, as a power cut would.
  package func kill() { child.send(SIGKILL) }

  private static func line(
    from pipe: PrivatePipe, of name: String, _ rest: inout [UInt8]
  ) throws -> String {
    var scanned = 0
    while true {
      if let feed = rest[scanned...].firstIndex(of: 0x0A) {
        defer { rest.removeFirst(feed + 1) }
        return String(decoding: rest[..<feed], as: UTF8.self)
      }
      scanned = rest.count
      let data = pipe.reading.availableData
      guard !data.isEmpty else {
        throw ChildProcess.StartFailure(description: "\(name) has ended")
      }
      rest += data
    }
  }
}
