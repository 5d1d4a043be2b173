import TestSupport
import Testing

/// `tradectl schema`; every record that any test here makes is held against these, too.
@Suite struct SchemaTests {
  @Test func `every schema is valid, and the validator has teeth`() throws {
    let validator = try RecordValidator.shared.get()
    try validator.check(Array("\(Sample.signal)\n\(Sample.intent)\n".utf8))
    for wrong in [
      #"{"record":"fill","v":1}"#, #"{"record":"intent","v":2}"#,
      #"{"record":"signal","v":1,"action":"wait"}"#, #"{"record":"error","v":1}"#,
      #"{"record":"order","v":1,"status":"done"}"#,
    ] {
      #expect(throws: RecordValidator.Objection.self) {
        try validator.check(Array("\(wrong)\n".utf8))
      }
    }
  }

  @Test func `the list names every kind and every command`() throws {
    let list = JSONObject(try Running.tradectl("schema").text)
    for kind in ["signal", "intent", "order", "fill", "report", "setting", "check", "error"] {
      #expect(list["records"]?.contains("\"\(kind)\"") == true)
    }
    // Those that do something; words that only group others have no schema.
    let groups: Set = [
      "", "order", "position", "market", "risk", "paper", "credentials", "config", "ledger",
    ]
    let commands = DocumentTests.commands.filter { !groups.contains($0) }
    #expect(list["commands"] == "[\(commands.map { "\"\($0)\"" }.joined(separator: ","))]")
  }

  @Test(arguments: [
    "size", "risk-check", "paper run", "config show", "config check", "config init", "doctor",
    "schema", "completions", "manual",
  ])
  func `a command tells its flags, its effect and its exit statuses`(command: String) throws {
    let run = try Running.tradectl("schema \(command)")
    #expect(run.status == 0)
    let object = JSONObject(run.lines[0])
    #expect(object.text("command") == command)
    #expect(["read", "paper", "mutate"].contains(object.text("effect") ?? ""))
    for code in [0, 64, 74] {
      #expect(object["exit_statuses"]?.contains("{\"code\":\(code),") == true)
    }
    // What the help lists, the schema lists.
    let help = try Running.tradectl("\(command) --help").text
    let options = try Running.shell("$T schema \(command) | jq -r '.options[].name'").lines
    for option in options where option.hasPrefix("--") { #expect(help.contains(option)) }
  }
}
