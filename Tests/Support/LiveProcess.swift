import Foundation
import Glibc

/// `tradectl` with a pipe at either end, to write a line and wait for its answer.
package final class LiveProcess: Sendable {
  private let child: ChildProcess
  private let input: PrivatePipe
  private let output: PrivatePipe

  package convenience init(_ words: String) throws {
    try self.init(words.split(separator: " ").map(String.init))
  }

  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - environment: What its environment has beside the usual.
  /// - Throws: When it does not start.
  package init(_ words: [String], environment: [String: String] = [:]) throws {
    input = try PrivatePipe()
    output = try PrivatePipe()
    child = try ChildProcess(
      [try BuiltProgram.path()] + words,
      environment: try Running.environment("/").merging(environment) { $1 }, folder: "/",
      descriptors: [
        input.reading.fileDescriptor, output.writing.fileDescriptor,
        FileHandle.nullDevice.fileDescriptor,
      ])
    try input.reading.close()
    try output.writing.close()
  }

  package func write(_ text: String) throws {
    try input.writing.write(contentsOf: Data(text.utf8))
  }

  /// What it writes next; empty where nothing came for ten seconds or its output has ended.
  package func read() throws -> String {
    var request = pollfd(
      fd: output.reading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 10_000) > 0 else { return "" }
    return String(decoding: output.reading.availableData, as: UTF8.self)
  }

  package func send(_ signal: Int32) { child.send(signal) }

  /// Ends its input, and waits for its end.
  package func finish() throws -> (status: Int32?, signal: Int32?, rest: String) {
    try input.writing.close()
    let rest = try output.reading.readToEnd() ?? Data()
    let (status, signal) = child.wait()
    return (status, signal, String(decoding: rest, as: UTF8.self))
  }

  /// Waits for the end that a signal brings, with the input still open.
  package func wait() throws -> (status: Int32?, signal: Int32?, rest: String) {
    let rest = try output.reading.readToEnd() ?? Data()
    let (status, signal) = child.wait()
    return (status, signal, String(decoding: rest, as: UTF8.self))
  }
}
