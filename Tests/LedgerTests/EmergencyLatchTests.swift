import Domain
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct EmergencyLatchTests {
  let folder: TemporaryFolder
  let latch: EmergencyLatch

  init() throws {
    folder = try TemporaryFolder()
    latch = EmergencyLatch(folder: folder.path + "/state")
  }

  private static let note = LatchNote(
    time: Timestamp(nanoseconds: 1_700_000_000_123_456_000), who: "root",
    reason: "two\nlines of it")
  private static let other = LatchNote(time: .seconds(5), who: "somebody", reason: "late")

  private func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/state/\(name)")
  }

  private func makeState() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/state", withIntermediateDirectories: false)
  }

  @Test func `it is open before anything was made`() throws {
    #expect(!latch.isHalted)
    #expect(latch.note == nil)
    #expect(try !latch.reset())
  }

  @Test func `it can be set without a folder, and says who did it`() throws {
    #expect(try !latch.halt(Self.note))
    #expect(latch.isHalted)
    #expect(latch.note == Self.note)
  }

  @Test func `armed becomes halted and halted becomes armed`() throws {
    try makeState()
    latch.arm()
    #expect(has("armed") && !has("halted") && !latch.isHalted)
    #expect(try latch.halt(Self.note))
    #expect(!has("armed") && has("halted") && latch.isHalted)
    #expect(try latch.reset())
    #expect(has("armed") && !has("halted") && !latch.isHalted)
    #expect(try !latch.reset())
  }

  @Test func `what was noted first stays until it is reset`() throws {
    try makeState()
    latch.arm()
    #expect(try latch.halt(Self.note))
    #expect(try !latch.halt(Self.other))
    #expect(latch.note == Self.note)
    _ = try latch.reset()
    try latch.halt(Self.other)
    #expect(latch.note == Self.other)
  }

  @Test func `a latch that is set is not armed by accident`() throws {
    try latch.halt(Self.note)
    latch.arm()
    #expect(latch.isHalted && !has("armed"))
  }

  @Test func `arming keeps room that is given back on demand`() throws {
    try makeState()
    latch.arm()
    #expect(has("reserve"))
    latch.makeRoom()
    #expect(!has("reserve"))
    latch.arm()
    #expect(has("reserve"))
  }

  @Test func `a note that nobody can read still halts`() throws {
    try makeState()
    try folder.write("who knows", to: "state/halted")
    #expect(latch.isHalted)
    #expect(latch.note == nil)
    // What is there is not written over: it may be all that is known.
    try latch.halt(Self.note)
    #expect(latch.note == nil)
  }

  @Test func `a long reason is cut, not lost`() throws {
    let reason = String(repeating: "why ", count: 5_000)
    try latch.halt(LatchNote(time: .seconds(1), who: "root", reason: reason))
    let note = try #require(latch.note)
    #expect(reason.hasPrefix(note.reason) && note.reason.utf8.count > 3_000)
  }

  @Test func `many threads set it, and exactly one was the first`() async throws {
    try makeState()
    latch.arm()
    let latch = latch
    let firsts = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { try latch.halt(Self.note) } }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(firsts == 1)
    #expect(latch.note == Self.note)
  }

  @Test func `where it cannot be set the reason is told`() throws {
    try folder.write("a file", to: "state")
    #expect(throws: LatchFailure.self) { try latch.halt(Self.note) }
  }
}
