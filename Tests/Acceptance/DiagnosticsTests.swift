import TestSupport
import Testing

/// What is said on standard error, for programs.
@Suite struct DiagnosticsTests {
  private let misspelt =
    #"{"symbol":"BTC/USDT","side":"buy","quantity":1,"pricee":2,"quantitty":3}"#

  private func runs(_ run: Finished) -> [String] {
    run.errorText.lines.map { JSONObject($0).text("run") ?? "" }
  }

  @Test func `each line of a run has the same name, and each run its own`() throws {
    var names: [String] = []
    for _ in 1...2 {
      let run = try tradectl(
        "risk-check --equity 100 --log-format json",
        input: misspelt.replacing("pricee", with: "pricce") + "\n"
          + misspelt.replacing("pricee", with: "quantity_") + "\n")
      #expect(run.errorText.lines.count >= 2)
      #expect(Set(runs(run)).count == 1)
      names += runs(run).prefix(1)
    }
    #expect(Set(names).count == 2)
    #expect(!names.contains(""))
  }

  @Test func `the user's name of the run is taken, and its end says it too`() throws {
    let folder = try TemporaryFolder()
    let run = try tradectl(
      "ledger verify", environment: ["TRADECTL_RUN": "nightly", "TRADECTL_LOG_FORMAT": "json"],
      in: folder)
    #expect(run.status == 74)
    let line = JSONObject(run.errorText)
    #expect(line.text("run") == "nightly")
    #expect(line.text("level") == "error")
    #expect(line.text("command") == "ledger verify")
    #expect(line.text("message")?.hasPrefix("There is no ledger") == true)
  }

  @Test func `a wrong command line is one line for a program too`() throws {
    for words in ["--log-format json risk statsu", "risk status --log-format=json --nothing"] {
      let run = try Running.tradectl(words)
      #expect(run.status == 64)
      #expect(run.errorText.lines.count == 1, "\(run.errorText)")
      #expect(JSONObject(run.errorText).text("level") == "error")
    }
  }
}
