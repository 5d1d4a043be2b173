import Domain
import Foundation
import Ledger
import Lifecycle
import TestSupport
import Testing

@Suite struct BackupTests {
  @Test func `a backup is the ledger of one moment`() throws {
    let desk = try VerificationTests.desk()
    let path = desk.folder.path + "/backup.db"
    try desk.ledger.backup(to: path)
    _ = try desk.place(Desk.intent(.btc, .sell))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    let copy = try Ledger.open(path: path)
    let result = try copy.verify()
    #expect(result.firstFault == nil)
    #expect(result.orderCount == 3)
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
    #expect(names.filter { $0.hasSuffix(".part") }.isEmpty)
  }

  @Test func `it can be taken in the middle of another's transaction`() throws {
    let desk = try VerificationTests.desk()
    let other = try desk.another()
    let path = desk.folder.path + "/backup.db"
    let request = desk.request(Desk.intent(.btc, .sell))
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      _ = try transaction.journal([request], policy: Desk.open, Desk.basis())
      try other.backup(to: path)
    }
    #expect(try Ledger.open(path: path).verify().orderCount == 3)
  }

  @Test func `a backup replaces an older one only when it is whole`() throws {
    let desk = try VerificationTests.desk()
    let path = try desk.folder.write("old", to: "backup.db")
    try desk.ledger.backup(to: path)
    #expect(try Ledger.open(path: path).verify().isIntact)
    let error = #expect(throws: LedgerError.self) {
      try desk.ledger.backup(to: desk.folder.path + "/no/such/folder.db")
    }
    guard case .cannotOpen? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
