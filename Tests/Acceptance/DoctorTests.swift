import TestSupport
import Testing

/// `tradectl doctor`.
@Suite struct DoctorTests {
  private func findings(_ run: Finished) -> [String: String] {
    var worst: [String: String] = [:]
    for record in run.records("check") {
      let name = record.text("name") ?? ""
      let status = record.text("status") ?? ""
      let order = ["ok", "warning", "failed"]
      let former = worst[name].flatMap(order.firstIndex) ?? 0
      worst[name] = order[max(former, order.firstIndex(of: status) ?? 0)]
    }
    return worst
  }

  @Test func `a user who has nothing yet is well, the clock aside`() throws {
    let run = try tradectl("doctor")
    let findings = findings(run)
    for name in ["configuration", "folders", "latch", "ledger"] {
      #expect(findings[name] == "ok", "\(name)")
    }
    // Whether this machine's clock and disk are well is not for this test to say.
    let isWell = findings.values.allSatisfy { $0 == "ok" }
    #expect(run.status == (isWell ? 0 : 1))
    #expect(run.errorText.isEmpty)
    for record in run.records where record.text("status") != "ok" {
      #expect(record["hint"] != nil)
    }
  }

  @Test func `everything that is wrong is told at once, with what to do`() throws {
    let folder = try TemporaryFolder()
    let run = try recordsOfShell(
      """
      umask 022
      mkdir -p .local/state/tradectl .config/tradectl
      chmod 777 .local/state/tradectl
      echo 'by me' > .local/state/tradectl/halted
      touch .local/state/tradectl/ledger.db .local/state/tradectl/ledger.db-wal
      chmod 600 .local/state/tradectl/ledger.db
      echo 'rsik.x = 1' > .config/tradectl/config.toml
      $T doctor
      """, in: folder)
    #expect(run.status == 1)
    let findings = findings(run)
    #expect(findings["configuration"] == "failed")
    #expect(findings["folders"] == "failed")
    #expect(findings["latch"] == "warning")
    #expect(findings["ledger"] == "warning")
    #expect(run.text.contains("did you mean 'risk'?"))
    #expect(run.text.contains("Run chmod 700 '\(folder.path)/.local/state/tradectl'"))
    #expect(run.text.contains("Others can read \(folder.path)/.local/state/tradectl/ledger.db-wal"))
    #expect(run.text.contains("emergency-stop reset"))
  }

  @Test func `quiet, only what is wrong is written`() throws {
    let folder = try TemporaryFolder()
    let run = try recordsOfShell(
      "mkdir -p .local/state/tradectl; touch .local/state/tradectl/halted; $T doctor --quiet",
      in: folder)
    #expect(run.status == 1)
    #expect(run.records.allSatisfy { $0.text("status") != "ok" })
    #expect(run.records.contains { $0.text("name") == "latch" })
  }
}
