import Foundation
import Synchronization

/// Checks records against the schemas that the binary prints, in one Python process for all tests.
package final class RecordValidator: Sendable {
  package struct Objection: Error, CustomStringConvertible {
    package let description: String
  }

  /// The only one; the error where it did not start.
  package static let shared = Result { try RecordValidator() }

  private let questions: PrivatePipe
  private let answers: PrivatePipe
  private let rest = Mutex("")
  private let child: ChildProcess

  private init() throws {
    questions = try PrivatePipe()
    answers = try PrivatePipe()
    let script = "\(BuiltProgram.package)/Tests/Support/validate_records.py"
    child = try ChildProcess(
      ["/usr/bin/python3", script, try BuiltProgram.path()],
      environment: try Running.environment("/"), folder: "/",
      descriptors: [
        questions.reading.fileDescriptor,
        answers.writing.fileDescriptor, FileHandle.standardError.fileDescriptor,
      ])
    try questions.reading.close()
    try answers.writing.close()
    let greeting = rest.withLock { answer(&$0) }
    guard greeting == "ready" else { throw Objection(description: greeting) }
  }

  /// Checks every record among the lines.
  ///
  /// - Throws: The first objection.
  package func check(_ lines: [UInt8]) throws {
    guard !lines.isEmpty else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(lines, to: "records")
    let verdict = try rest.withLock { rest in
      try questions.writing.write(contentsOf: Data("\(file)\n".utf8))
      return answer(&rest)
    }
    guard verdict == "ok" else { throw Objection(description: verdict) }
  }

  /// The next line of the answers.
  private func answer(_ rest: inout String) -> String {
    while true {
      if let end = rest.firstIndex(of: "\n") {
        let line = String(rest[..<end])
        rest = String(rest[rest.index(after: end)...])
        return line
      }
      let data = answers.reading.availableData
      guard !data.isEmpty else { return "the validator has ended" }
      rest += String(decoding: data, as: UTF8.self)
    }
  }
}
