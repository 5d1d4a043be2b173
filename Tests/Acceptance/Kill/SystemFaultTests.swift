import Foundation
import TestSupport
import Testing

/// The library that makes the system fail does so where it is told to.
@Suite struct SystemFaultTests {
  /// Runs a program that writes five pieces of ten bytes, and says how much arrived.
  private func dd(
    _ fault: SystemFault?, log: String? = nil, in folder: TemporaryFolder
  ) throws -> (run: Finished, size: Int) {
    let words = ["dd", "if=/dev/zero", "of=out", "bs=10", "count=5", "status=none"]
    let run = try Running.program(
      SystemFault.wrapping(words, in: fault, log: log), in: folder)
    return (run, try folder.read("out").count)
  }

  private func isKilled(_ run: Finished) -> Bool {
    run.signal == SIGKILL || run.status == 128 + SIGKILL
  }

  @Test(arguments: [
    (SystemFault.What.killBefore, 20), (.killAfter, 30), (.killHalf, 25),
  ])
  func `a program is ended at the call that was chosen`(what: SystemFault.What, size: Int) throws {
    let result = try dd(SystemFault(at: 3, what: what), in: try TemporaryFolder())
    #expect(isKilled(result.run))
    #expect(result.size == size)
  }

  @Test func `half a write is told to the program, which writes the rest`() throws {
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/log"
    let result = try dd(SystemFault(at: 3, what: .half), log: log, in: folder)
    #expect(result.run.status == 0)
    #expect(result.size == 50)
    #expect(String(decoding: try folder.read("log"), as: UTF8.self).lines.count == 6)
  }

  @Test func `a call fails with the error that was chosen`() throws {
    let full = SystemFault(at: 3, what: .fail, error: ENOSPC)
    let result = try dd(full, in: try TemporaryFolder())
    #expect(result.run.status == 1)
    #expect(result.run.errorText.contains("No space left on device"))
    #expect(result.size == 20)
  }

  @Test func `only calls of the chosen names count`() throws {
    let folder = try TemporaryFolder()
    let words = ["dd", "if=/dev/zero", "of=out", "bs=10", "count=5", "status=none", "conv=fsync"]
    let fault = SystemFault(at: 1, what: .failAlways, error: EIO, only: ["fsync", "fdatasync"])
    let run = try Running.program(SystemFault.wrapping(words, in: fault), in: folder)
    #expect(run.status == 1)
    #expect(run.errorText.contains("fsync failed"))
    #expect(try folder.read("out").count == 50)
  }

  @Test func `without a fault everything is as it was, and counted`() throws {
    let folder = try TemporaryFolder()
    let result = try dd(nil, log: "\(folder.path)/log", in: folder)
    #expect(result.run.status == 0 && result.size == 50)
    let lines = String(decoding: try folder.read("log"), as: UTF8.self).lines
    // dd gives itself the file as standard output.
    #expect(lines == (1...5).map { "\($0) write \(folder.path)/out" })
  }

  @Test(arguments: [0, 3600, -86_400])
  func `the time of day is another`(seconds: Int) throws {
    let before = Int(Date().timeIntervalSince1970)
    let run = try Running.program(
      SystemFault.wrapping(["date", "+%s"], in: nil, clock: seconds))
    let shown = try #require(Int(run.lines.first ?? ""))
    let after = Int(Date().timeIntervalSince1970)
    #expect((before + seconds...after + seconds).contains(shown))
  }

  @Test func `what the program starts is left alone`() throws {
    let run = try Running.program(
      SystemFault.wrapping(
        ["bash", "-c", "env | grep -E '^(LD_PRELOAD|FAULT_)' || echo none"],
        in: SystemFault(at: 1000, what: .killBefore)))
    #expect(run.text == "none\n")
  }
}
