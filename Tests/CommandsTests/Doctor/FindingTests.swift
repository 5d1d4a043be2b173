import Clock
import Domain
import Testing

@testable import Commands

/// What the checks make of what they see.
@Suite struct FindingTests {
  @Test(arguments: [
    (UInt32(0o600), nil as String?), (0o400, nil), (0o640, "warning"), (0o604, "warning"),
    (0o660, "failed"), (0o602, "failed"), (0o666, "failed"), (0o644, "warning"),
  ])
  func `a file of ours is for its owner alone`(mode: UInt32, status: String?) {
    let facts = FileFacts(isFolder: false, mode: mode, isOurs: true)
    let problem = facts.problem("/x", isFolder: false)
    #expect(problem?.status.rawValue == status)
    if let problem { #expect(problem.hint == "Run chmod 600 '/x'") }
  }

  @Test(arguments: [
    (UInt32(0o700), nil as String?), (0o750, "warning"), (0o705, "warning"), (0o720, "failed"),
    (0o1777, "failed"), (0o755, "warning"),
  ])
  func `a folder of ours is for its owner alone`(mode: UInt32, status: String?) {
    let facts = FileFacts(isFolder: true, mode: mode, isOurs: true)
    let problem = facts.problem("/x", isFolder: true)
    #expect(problem?.status.rawValue == status)
    if let problem { #expect(problem.hint == "Run chmod 700 '/x'") }
  }

  @Test func `what belongs to others or is something else is of no use`() {
    let foreign = FileFacts(isFolder: true, mode: 0o700, isOurs: false)
    #expect(foreign.problem("/x", isFolder: true)?.message == "/x belongs to another user")
    let folder = FileFacts(isFolder: true, mode: 0o700, isOurs: true)
    #expect(folder.problem("/x", isFolder: false)?.message == "/x is not a file")
    #expect(FileFacts("/nowhere") == nil)
    #expect(FileFacts("/")?.isFolder == true)
  }

  @Test(arguments: [
    ("0", "failed"), ("67108863", "failed"), ("67108864", "warning"), ("1073741823", "warning"),
    ("1073741824", "ok"),
  ])
  func `space is asked for before it is gone`(free: String, status: String) throws {
    let bytes = try #require(UInt64(free))
    let space = DiskSpace(freeBytes: bytes, freeFiles: nil, isReadOnly: false)
    #expect(space.finding("/s").status.rawValue == status)
    let readOnly = DiskSpace(freeBytes: bytes, freeFiles: nil, isReadOnly: true)
    #expect(readOnly.finding("/s").status == .failed)
  }

  @Test(arguments: [(UInt64(99), "failed"), (100, "ok")])
  func `files can run out too`(files: UInt64, status: String) {
    let space = DiskSpace(freeBytes: 1 << 40, freeFiles: files, isReadOnly: false)
    #expect(space.finding("/s").status.rawValue == status)
  }

  @Test func `the space of a folder that is not there is that of the nearest one`() {
    #expect(DiskSpace(near: "/nowhere/at/all") != nil)
    #expect(DiskSpace(near: "/proc/self/exe/x") == nil)
  }

  @Test func `a clock is believed when it can be right and is synchronized`() throws {
    func status(_ time: String, _ isSynchronized: Bool?, _ seconds: Int64? = 0) throws -> String {
      KernelClock(
        time: try Timestamp(rfc3339: Array(time.utf8).span), isSynchronized: isSynchronized,
        errorMax: seconds.map { TimeInterval(nanoseconds: $0 * 1_000_000_000) }
      ).finding.status.rawValue
    }
    #expect(try status("2026-11-21T00:00:00Z", true) == "ok")
    #expect(try status("2026-11-21T00:00:00Z", true, 1) == "ok")
    #expect(try status("2026-11-21T00:00:00Z", true, 2) == "warning")
    #expect(try status("2026-11-21T00:00:00Z", true, nil) == "ok")
    #expect(try status("2026-11-21T00:00:00Z", false) == "warning")
    #expect(try status("2026-11-21T00:00:00Z", nil) == "warning")
    #expect(try status("2025-11-20T23:59:59Z", true) == "failed")
    #expect(try status("2025-11-21T00:00:00Z", true) == "ok")
    #expect(try status("1970-01-01T00:00:00Z", true) == "failed")
    #expect(try status("2056-01-01T00:00:00Z", true) == "failed")
  }

  @Test func `each check has a name of its own`() {
    #expect(
      Doctor.checks.map(\.name)
        == ["configuration", "folders", "disk", "clock", "latch", "ledger"])
  }
}
