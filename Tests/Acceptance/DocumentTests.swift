import Foundation
import TestSupport
import Testing

/// Help, completion scripts, man pages and the reference: made from the code, and current.
@Suite struct DocumentTests {
  static let commands = [
    "", "size", "risk-check", "execute", "order", "order place", "order amend", "order cancel",
    "order status", "order list", "order history", "order watch", "order reconcile",
    "order resolve", "positions", "position", "position close", "position protect",
    "position leverage", "balance", "account", "fills", "market", "market instruments",
    "market ticker", "market book", "market trades", "market candles", "report", "risk",
    "risk status", "risk trip", "risk reset", "paper", "paper run", "paper account",
    "paper deposit", "paper reset", "paper feed", "emergency-stop", "emergency-stop status",
    "emergency-stop reset", "venues", "health", "limits", "limits reset", "credentials",
    "credentials add",
    "credentials list",
    "credentials test", "credentials remove", "config", "config show", "config check",
    "config init", "ledger", "ledger backup",
    "ledger verify", "metrics", "doctor", "schema", "completions", "manual",
  ]

  private func checkedIn(_ path: String) throws -> String {
    try String(contentsOfFile: "\(BuiltProgram.package)/\(path)", encoding: .utf8)
  }

  /// Rewritten by `RECORD_GOLDEN=1 swift test --filter DocumentTests`.
  @Test(arguments: commands, [80, 200])
  func `help reads as it did`(command: String, columns: Int) throws {
    let folder = try TemporaryFolder()
    // Only a terminal has a width; without one it is 80.
    let run =
      columns == 80
      ? try Running.shell("$T \(command) --help", in: folder)
      : try Running.shell(
        "script -qec 'stty cols \(columns); $T \(command) --help' /dev/null </dev/null",
        in: folder)
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
    let help = run.text.replacing("\r\n", with: "\n").replacing("\u{1B}", with: "ESC")
    let name = ["tradectl"] + command.split(separator: " ").map(String.init)
    let path = "Tests/Golden/\(name.joined(separator: "-")).\(columns).txt"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try help.write(
        toFile: "\(BuiltProgram.package)/\(path)", atomically: true, encoding: .utf8)
    }
    #expect(help == (try checkedIn(path)), "see RECORD_GOLDEN")
    // The command lines of examples stay whole, so that they can be copied.
    for line in help.lines where !line.hasPrefix("    ") {
      #expect(line.count <= columns, "\(line)")
    }
  }

  @Test(arguments: commands)
  func `help can be asked for in three ways`(command: String) throws {
    let long = try Running.tradectl("\(command) --help")
    #expect(long.status == 0)
    #expect(try Running.tradectl("\(command) -h").text == long.text)
    #expect(try Running.tradectl("help \(command)").text == long.text)
  }

  @Test(arguments: [
    ("bash", "completions/tradectl.bash"), ("zsh", "completions/_tradectl"),
    ("fish", "completions/tradectl.fish"),
  ])
  func `completion scripts are current`(shell: String, path: String) throws {
    let run = try Running.tradectl("completions \(shell)")
    #expect(run.text == (try checkedIn(path)), "run make completions")
    #expect(try Running.tradectl("--generate-completion-script \(shell)").text == run.text)
  }

  @Test func `the reference is current`() throws {
    #expect(
      try Running.tradectl("manual").text == (try checkedIn("docs/commands.md")),
      "run make docs")
  }

  @Test func `man pages are clean, one for each command`() throws {
    let run = try Running.shell(
      """
      mkdir pages && $T manual --pages pages && ls pages
      mandoc -Tlint -Wwarning pages/* >&2
      """)
    #expect(
      run.lines
        == Self.commands.map {
          (["tradectl"] + $0.split(separator: " ").map(String.init)).joined(separator: "-") + ".1"
        }.sorted())
    #expect(run.errorText.isEmpty, "\(run.errorText)")
  }

  @Test func `a folder that is not there is told`() throws {
    let run = try Running.tradectl("manual --pages nowhere")
    #expect(run.status == 74)
    #expect(run.errorText.hasPrefix("Error: The output cannot be written: nowhere/"))
  }

  @Test func `the version is one line`() throws {
    let run = try Running.tradectl("--version")
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(run.text.hasPrefix("tradectl "))
  }
}
