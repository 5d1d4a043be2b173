import Domain
import Foundation
import Ledger
import Lifecycle
import TestSupport
import Testing

@testable import Ledger

/// The file, and all that can be wrong with it.
@Suite struct LedgerFileTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int) ?? -1
  }

  @Test func `a new ledger is for nobody else`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/state/tradectl/ledger.db"
    let ledger = try Ledger.open(path: path)
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.add(LatchEntry(time: .seconds(1), isHalted: true, reason: "r", who: "w"))
    }
    #expect(try mode(folder.path + "/state") == 0o700)
    #expect(try mode(folder.path + "/state/tradectl") == 0o700)
    for name in ["", "-wal", "-shm"] { #expect(try mode(path + name) == 0o600, "\(name)") }
  }

  @Test func `what was written is there when it is opened again`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.db"
    for count in 1...3 {
      let ledger = try Ledger.open(path: path)
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.add(
          LatchEntry(time: .seconds(Int64(count)), isHalted: true, reason: "r", who: "w"))
      }
      #expect(try ledger.read { view throws(LedgerError) in try view.latchLog() }.count == count)
    }
  }

  @Test func `a log that has grown is emptied by who closes it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.db"
    func size() throws -> Int { try folder.read("ledger.db-wal").count }
    var sizes: [Int] = []
    for turn in 0..<12 {
      let ledger = try Ledger.open(path: path)
      for count in 0..<20 {
        try ledger.write(.relaxed) { transaction throws(LedgerError) in
          try transaction.savePaperAccount(
            String(repeating: "\(turn) \(count) ", count: 2_000), of: .paper)
        }
      }
      _ = consume ledger
      sizes.append(try size())
    }
    #expect((sizes.max() ?? 0) < 2 << 20)
    #expect(sizes.contains(0))
  }

  @Test func `who only looks makes no ledger`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none/ledger.db"
    #expect(throws: LedgerError.missing(path: path)) { try Ledger.open(path: path, isMade: false) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
  }

  @Test func `an empty file becomes a ledger`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "ledger.db")
    #expect(try Ledger.open(path: path).verify().isIntact)
  }

  @Test func `a file of somebody else is left alone`() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "not a database. ", count: 400), to: "a.txt")
    #expect(throws: LedgerError.foreign(path: text)) { try Ledger.open(path: text) }
    let other = folder.path + "/other.db"
    try Meddler(other).run("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
    #expect(throws: LedgerError.foreign(path: other)) { try Ledger.open(path: other) }
    #expect(try Meddler(other).column("SELECT name FROM sqlite_schema") == ["mine"])
    let versioned = folder.path + "/versioned.db"
    try Meddler(versioned).run("PRAGMA user_version = 1; PRAGMA application_id = 7")
    #expect(throws: LedgerError.foreign(path: versioned)) { try Ledger.open(path: versioned) }
  }

  @Test func `a ledger of a later program is refused`() throws {
    let desk = try Desk()
    try Meddler(desk.path).run("PRAGMA user_version = 99")
    let error = LedgerError.newer(path: desk.path, version: 99, known: Migration.latest)
    #expect(throws: error) { try desk.another() }
    #expect(error.explanation.contains("format 99"))
  }

  @Test func `a folder that is a file is said to be one`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "file")
    let path = folder.path + "/file/ledger.db"
    let error = #expect(throws: LedgerError.self) { try Ledger.open(path: path) }
    guard case .cannotOpen? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `damage is called damage`() throws {
    let desk = try Desk()
    for number in 1...40 { _ = try desk.place(Desk.intent(at: number)) }
    let copy = desk.folder.path + "/copy.db"
    try desk.ledger.backup(to: copy)
    var bytes = try desk.folder.read("copy.db")
    // Pages in the middle, so that the header stays whole.
    for index in (3 * 4_096)..<(bytes.count - 4_096) { bytes[index] = 0xA5 }
    try desk.folder.write(bytes, to: "copy.db")
    let error = #expect(throws: LedgerError.self) {
      let ledger = try Ledger.open(path: copy)
      if let fault = try ledger.verify().firstFault {
        throw LedgerError.corrupt(path: copy, reason: fault)
      }
    }
    guard case .corrupt? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `who waits too long is told so, and nothing is written`() throws {
    let desk = try Desk()
    let other = try Ledger.open(path: desk.path, patienceSeconds: 0)
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      _ = try transaction.nextNonce(for: "k", least: 1)
      let error = #expect(throws: LedgerError.self) {
        try other.write(.durable) { transaction throws(LedgerError) in
          _ = try transaction.nextNonce(for: "k", least: 1)
        }
      }
      #expect(error == .locked(path: desk.path, seconds: 0))
      #expect(error?.explanation.contains("database is locked") == false)
    }
    let next = try other.write(.durable) { transaction throws(LedgerError) in
      try transaction.nextNonce(for: "k", least: 1)
    }
    #expect(next == 2)
  }

  @Test func `reading goes on while another writes`() throws {
    let desk = try Desk()
    let other = try Ledger.open(path: desk.path, patienceSeconds: 0)
    _ = try desk.place(Desk.intent())
    let request = desk.request(Desk.intent(.eth))
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      _ = try transaction.journal([request], policy: Desk.open, Desk.basis())
      let seen = try other.read { view throws(LedgerError) in try view.orders(OrderQuery()) }
      #expect(seen.count == 1)
    }
  }

  @Test func `nothing is sent once the file is gone`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent())
    try FileManager.default.removeItem(atPath: desk.path)
    #expect(throws: LedgerError.replaced(path: desk.path)) { try desk.place(Desk.intent(.eth)) }
  }

  @Test func `nothing is sent once another file is in its place`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent())
    let backup = desk.folder.path + "/backup.db"
    try desk.ledger.backup(to: backup)
    try FileManager.default.removeItem(atPath: desk.path)
    try FileManager.default.moveItem(atPath: backup, toPath: desk.path)
    #expect(throws: LedgerError.replaced(path: desk.path)) { try desk.place(Desk.intent(.eth)) }
  }

  @Test func `nothing is sent once the log is gone`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent())
    try FileManager.default.removeItem(atPath: desk.path + "-wal")
    #expect(throws: LedgerError.replaced(path: desk.path)) { try desk.place(Desk.intent(.eth)) }
  }

  @Test func `a file that may only be read is read, and not written`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent())
    for (name, mode) in [("", 0o444), ("-wal", 0o444), ("-shm", 0o444)] {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: desk.path + name)
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: desk.folder.path)
    try OrdinaryUser.run {
      let reader = try desk.another()
      #expect(
        try reader.read { view throws(LedgerError) in try view.orders(OrderQuery()) }.count == 1)
      #expect(throws: LedgerError.readOnly(path: desk.path)) {
        try desk.journal(Desk.intent(.eth), on: reader)
      }
    }
  }

  @Test func `a folder that may not be written holds no new ledger`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    try OrdinaryUser.run {
      let error = #expect(throws: LedgerError.self) {
        try Ledger.open(path: folder.path + "/ledger.db")
      }
      guard case .cannotOpen(_, let reason)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason == "Permission denied")
    }
  }

  @Test func `every commit that a send waits for is synced`() throws {
    let desk = try Desk()
    for durability in [Durability.durable, .relaxed, .durable, .relaxed, .durable] {
      let found = try desk.ledger.write(durability) { transaction throws(LedgerError) in
        try (transaction as? LedgerSession)?.database.number(Query("PRAGMA synchronous"))
      }
      #expect(found == (durability == .durable ? 2 : 1))
    }
    let log = try Meddler(desk.path).column("PRAGMA journal_mode")
    #expect(log == ["wal"])
  }
}
