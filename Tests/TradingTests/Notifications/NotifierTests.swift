import Synchronization
import TestSupport
import Testing
import Trading

/// The user's command for what a person should know at once.
@Suite struct NotifierTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Tells of records and waits; the warnings.
  private func tell(
    _ records: [String], _ command: String, patience: Duration = .seconds(10)
  ) -> [String] {
    let warnings = Mutex<[String]>([])
    let notifier = Notifier(command, patience: patience) { text in
      warnings.withLock { $0.append(text) }
    }
    for record in records { notifier.tell(Array(record.utf8)) }
    notifier.finish()
    return warnings.withLock { $0 }
  }

  @Test func `each record is told, one after the other`() throws {
    let records = (1...20).map { "record \($0)\n" }
    #expect(tell(records, "cat >> '\(folder.path)/told'") == [])
    #expect(String(decoding: try folder.read("told"), as: UTF8.self) == records.joined())
  }

  @Test func `a record of any usual length arrives whole`() throws {
    let record = String(repeating: "x", count: 500_000) + "\n"
    #expect(tell([record], "cat > '\(folder.path)/told'") == [])
    #expect(try folder.read("told").count == record.utf8.count)
  }

  @Test func `one that hangs is ended with all that it has started, and told of`() throws {
    let warnings = tell(
      ["a\n", "b\n"], "sh -c 'sleep 60; touch \(folder.path)/late' & wait",
      patience: .milliseconds(50))
    #expect(warnings.count == 2)
    #expect(warnings.first?.contains("was ended") == true)
    #expect(warnings.last?.contains("1 notifications were left out") == true)
    let left = try Running.shell("pgrep -f '[t]ouch \(folder.path)/late' | wc -l")
    #expect(left.text == "0\n")
  }

  @Test func `more than a person would read are counted`() {
    let count = Notifier.waitingMax + 5
    let warnings = tell(Array(repeating: "a\n", count: count), "sleep 0.001")
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("notifications were left out") == true)
  }

  @Test func `what cannot run is told`() {
    #expect(tell(["a\n"], "exit 7") == ["The notify command ended with status 7."])
  }
}
