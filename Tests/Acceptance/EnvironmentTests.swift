import TestSupport
import Testing

/// Every option has its variable; the flag wins.
@Suite struct EnvironmentTests {
  @Test func `a variable stands in for a flag, and the flag wins`() throws {
    let words = "size --entry 50000 --stop 48000"
    let flagged = try tradectl("\(words) --equity 10000")
    let variable = try tradectl(words, environment: ["TRADECTL_EQUITY": "10000"])
    #expect(variable.status == 0)
    #expect(variable.text == flagged.text)
    let both = try tradectl(
      "\(words) --equity 10000", environment: ["TRADECTL_EQUITY": "77"])
    #expect(both.text == flagged.text)
  }

  @Test func `the form of the output is a variable too`() throws {
    let words = "size --equity 10000 --entry 50000 --stop 48000 --fields quantity"
    let csv = try Running.tradectl(words, environment: ["TRADECTL_FORMAT": "csv"])
    #expect(csv.text.replacing("\r\n", with: "\n") == "quantity\n0.02\n")
    let lines = try Running.tradectl(
      "\(words) --format jsonl", environment: ["TRADECTL_FORMAT": "csv"])
    #expect(lines.text == #"{"record":"intent","v":1,"quantity":0.02}"# + "\n")
  }

  @Test func `a limit of the risk policy is a variable too`() throws {
    let words =
      "risk-check --equity 10000 --symbol BTC/USDT --side buy --quantity 0.01 --price 50000"
    #expect(try tradectl(words).status == 0)
    let run = try tradectl(words, environment: ["TRADECTL_MAX_POSITION": "1"])
    #expect(run.status == 1)
  }

  @Test(arguments: [
    ("TRADECTL_EQUITY", "abc", "equity", "expected a decimal number"),
    ("TRADECTL_FORMAT", "xml", "format", "expected one of jsonl, json, table, csv"),
    ("TRADECTL_STRICT", "perhaps", "strict", "expected"),
  ])
  func `a bad value names the variable`(
    variable: String, value: String, option: String, wanted: String
  ) throws {
    let run = try Running.tradectl(
      "size --entry 50000 --stop 48000", environment: [variable: value])
    #expect(run.status == 64)
    #expect(run.text.isEmpty)
    let first = run.errorText.lines.first ?? ""
    #expect(
      first.hasPrefix(
        "Error: Invalid value '\(value)' for the environment variable \(variable) "
          + "(option '--\(option)'): \(wanted)"))
  }

  @Test func `a variable of an option that the command lacks is nothing to it`() throws {
    let run = try Running.tradectl("schema order", environment: ["TRADECTL_LATENCY": "never"])
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
  }
}
