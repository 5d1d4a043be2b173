import Foundation
import TestSupport
import Testing

/// `tradectl config`.
@Suite struct ConfigTests {
  static let configuration = """
    [accounts.main]
    mode = "demo"
    venue = "desk"
    [accounts.main.risk]
    max_positions = 2
    [venues.desk]
    gateway = "127.0.0.1:7070"
    [risk]
    max_positions = 4
    max_drawdown = 7
    """

  private func value(_ key: String, in run: Finished) throws -> String {
    let record = try #require(run.records("setting").first { $0.text("key") == key }, "\(key)")
    let place = record.text("line") ?? record.text("variable") ?? "-"
    return "\(record.text("value") ?? "") \(record.text("origin") ?? "") \(place)"
  }

  @Test func `every setting is shown with who says it`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.configuration, to: "c.toml")
    let run = try tradectl(
      "config show --config c.toml --max-leverage 3 --no-stop-required",
      environment: ["TRADECTL_DAILY_LOSS": "1.5", "TRADECTL_MAX_DRAWDOWN": "9"], in: folder)
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
    #expect(try value("config", in: run) == "c.toml flag -")
    #expect(try value("account", in: run) == "main default -")
    #expect(try value("venue", in: run) == "desk file 3")
    #expect(try value("mode", in: run) == "demo file 2")
    #expect(try value("live", in: run) == "false default -")
    #expect(try value("risk.max_positions", in: run) == "2 file 5")
    #expect(try value("risk.max_drawdown", in: run) == "9 environment TRADECTL_MAX_DRAWDOWN")
    #expect(try value("risk.daily_loss", in: run) == "1.5 environment TRADECTL_DAILY_LOSS")
    #expect(try value("risk.max_leverage", in: run) == "3 flag -")
    #expect(try value("risk.stop_required", in: run) == "false flag -")
    #expect(try value("risk.max_risk", in: run) == "2 default -")
    #expect(try value("risk.day_start", in: run) == "00:00 UTC default -")
    #expect(try value("breaker.cooldown", in: run) == "1h default -")
    #expect(try value("paper.equity", in: run) == "10000 default -")
    #expect(try value("accounts.main.risk.max_positions", in: run) == "2 file 5")
    #expect(try value("venues.desk.gateway", in: run) == "127.0.0.1:7070 file 7")
    let keys = run.records.map { $0.text("key") ?? "" }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `without a file the defaults hold`() throws {
    let run = try tradectl("config show")
    #expect(run.status == 0)
    #expect(try value("config", in: run) == "none default -")
    #expect(run.records.allSatisfy { $0.text("origin") == "default" })
  }

  @Test func `the file is that of the user, of the variable or of the flag`() throws {
    let folder = try TemporaryFolder()
    for (name, count) in [
      (".config/tradectl/config.toml", 1), ("xdg/tradectl/config.toml", 2), ("v.toml", 3),
      ("f.toml", 4),
    ] {
      let path = "\(folder.path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
        withIntermediateDirectories: true)
      try folder.write("risk.max_positions = \(count)", to: name)
    }
    let xdg = ["XDG_CONFIG_HOME": "\(folder.path)/xdg"]
    let variable = ["TRADECTL_CONFIG": "v.toml"].merging(xdg) { $1 }
    for (words, environment, count) in [
      ("", [:], 1), ("", ["XDG_CONFIG_HOME": "xdg"], 1), ("", xdg, 2), ("", variable, 3),
      ("--config f.toml", variable, 4),
    ] {
      let run = try tradectl("config show \(words)", environment: environment, in: folder)
      #expect(try value("risk.max_positions", in: run) == "\(count) file 1", "\(words)")
    }
  }

  @Test func `without HOME, as under cron, the system knows where this user is at home`() throws {
    let run = try Running.shell("env -i $T config check")
    #expect(run.status == 0, "\(run.errorText)")
  }

  @Test func `every problem is a record with its line and key`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "[risk]\nmax_drawdwn = 5\n[accounts.main]\nvenue = 'desk'\nmode = 'x'\n", to: "c.toml")
    let run = try tradectl("config check --config c.toml", in: folder)
    #expect(run.status == 78)
    #expect(run.errorText.isEmpty)
    #expect(
      run.records.map { "\($0.text("line") ?? "") \($0.text("error.field") ?? "")" } == [
        "2 risk.max_drawdwn", "4 accounts.main.venue", "5 accounts.main.mode",
      ])
    #expect(
      run.records[0].text("error.message")
        == "'max_drawdwn' is unknown; did you mean 'max_drawdown'?")
    #expect(run.records[0].text("error.code") == "BAD_CONFIGURATION")
    #expect(run.records[0].text("file") == "c.toml")
    // Commands that need it say the same and do nothing.
    let show = try tradectl("config show --config c.toml", in: folder)
    #expect(show.status == 78)
    #expect(show.text.isEmpty)
    #expect(show.errorText.contains("c.toml:4: There is no venue 'desk'"))
  }

  @Test func `no problems are told to a person alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.configuration, to: "c.toml")
    let run = try tradectl("config check --config c.toml", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(run.errorText.isEmpty)
    let person = try Running.shell(
      "script -qec '$T config check --config c.toml' /dev/null </dev/null", in: folder)
    #expect(person.text == "tradectl config check: c.toml: no problems.\r\n")
    let nobody = try Running.shell(
      "script -qec '$T config check' /dev/null </dev/null", in: folder)
    #expect(nobody.text.hasSuffix("config.toml; the defaults hold.\r\n"))
  }

  @Test func `a file that cannot be read or believed is a problem too`() throws {
    let missing = try tradectl("config check --config nowhere.toml")
    #expect(missing.status == 78)
    #expect(missing.records[0].text("error.message")?.contains("No such file") == true)
    let open = try Running.shell("touch c.toml; chmod 666 c.toml; $T config check --config c.toml")
    #expect(open.status == 78)
    #expect(open.text.contains("others can write it"))
  }

  @Test func `an account that is not there, and a flag out of its range`() throws {
    let account = try tradectl("config show --account nobody")
    #expect(account.status == 78)
    #expect(
      account.errorText == "Error: There is no account 'nobody' in the configuration.\n")
    let flag = try tradectl("config show --max-leverage 200")
    #expect(flag.status == 64)
  }

  // MARK: init

  @Test func `a first configuration is right, private and never overwritten`() throws {
    let folder = try TemporaryFolder()
    let run = try tradectl("config init", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty && run.errorText.isEmpty)
    let modes = try Running.shell(
      "stat -c %a .config .config/tradectl .config/tradectl/config.toml", in: folder)
    #expect(modes.lines == ["700", "700", "600"])
    #expect(try tradectl("config check", in: folder).status == 0)
    try folder.write("[risk]\n", to: ".config/tradectl/config.toml")
    let again = try tradectl("config init", in: folder)
    #expect(again.status == 1)
    #expect(again.errorText.hasSuffix("there is a file by that name, which is left as it is.\n"))
    #expect(try folder.read(".config/tradectl/config.toml") == Array("[risk]\n".utf8))
  }

  @Test func `a place that cannot be written is told`() throws {
    let run = try tradectl("config init --config /proc/nowhere/c.toml")
    #expect(run.status == 74)
    #expect(run.errorText.hasPrefix("Error: /proc/nowhere/c.toml cannot be written: "))
  }
}
