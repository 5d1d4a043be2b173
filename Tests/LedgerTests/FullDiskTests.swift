import Domain
import Foundation
import Glibc
import Ledger
import TestSupport
import Testing

/// A file system of a megabyte, which only the superuser can make.
@Suite(.enabled(if: SmallDisk.isPossible, "needs the right to mount"))
struct FullDiskTests {
  @Test func `on a full disk nothing is half written, and it goes on once there is room`() throws {
    let disk = try SmallDisk()
    let path = disk.path + "/ledger.db"
    let ledger = try Ledger.open(path: path)
    let desk = try Desk()
    _ = try desk.journal(Desk.intent(id: "first"), on: ledger)
    let ballast = disk.path + "/ballast"
    // All that is left, to the last byte.
    try Data().write(to: URL(filePath: ballast))
    let file = try FileHandle(forWritingTo: URL(filePath: ballast))
    while (try? file.write(contentsOf: Data(count: 4_096))) != nil {}
    try file.close()

    var placed = 1
    var failure: LedgerError?
    while failure == nil, placed < 2_000 {
      do {
        _ = try desk.journal(Desk.intent(at: placed, id: "\(placed)"), on: ledger)
        placed += 1
      } catch let error as LedgerError {
        failure = error
      }
    }
    #expect(failure == .full(path: path))
    #expect(failure?.explanation.contains("full") == true)
    func count() throws -> Int {
      try ledger.read { view throws(LedgerError) in try view.orders(OrderQuery()) }.count
    }
    #expect(try count() == placed)
    #expect(throws: LedgerError.full(path: path)) {
      try desk.journal(Desk.intent(.eth, id: "\(placed)"), on: ledger)
    }
    #expect(throws: LedgerError.self) { try ledger.backup(to: disk.path + "/backup.db") }
    #expect(!FileManager.default.fileExists(atPath: disk.path + "/backup.db"))

    try FileManager.default.removeItem(atPath: ballast)
    _ = try desk.journal(Desk.intent(.eth, id: "\(placed)"), on: ledger)
    #expect(try count() == placed + 1)
    #expect(try ledger.verify().firstFault == nil)
  }
}

/// Mounted for one test.
final class SmallDisk {
  private let folder: TemporaryFolder

  var path: String { folder.path }

  /// Tried once, because a container may have the user but not the right.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    return (try? SmallDisk()) != nil
  }()

  init() throws {
    folder = try TemporaryFolder()
    guard unsafe mount("tradectl", folder.path, "tmpfs", 0, "size=1m") == 0 else {
      throw Unexpected()
    }
  }

  deinit { _ = unsafe umount2(folder.path, CInt(MNT_DETACH)) }
}
