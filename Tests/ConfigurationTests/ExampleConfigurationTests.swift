import Foundation
import Matching
import Risk
import TestSupport
import Testing

@testable import Configuration

/// The example, and the page about it, say what the code does.
@Suite struct ExampleConfigurationTests {
  private let example = ExampleConfiguration.text

  private func settings(_ text: String) throws -> Settings {
    try SettingsFile.settings(Array(text.utf8), path: "c", exchanges: .ofTests)
  }

  /// The example with its settings counting.
  private var uncommented: String {
    example.lines.map { line in
      line.hasPrefix("#") && !line.hasPrefix("# ") ? String(line.dropFirst()) : line
    }.joined(separator: "\n")
  }

  @Test func `the example changes nothing`() throws {
    let read = try settings(example)
    #expect(read.lines.isEmpty)
    #expect(read.accounts == Settings().accounts)
  }

  @Test func `uncommented it says the defaults`() throws {
    let read = try settings(uncommented)
    #expect(read.risk == RiskSettings())
    #expect(read.paper == PaperSettings())
    #expect(read.notify.events == Set(NotifyEvent.allCases))
    var account = AccountSettings()
    // These have no default.
    account.credentialCommand = "pass show exchange/main"
    account.currency = "USDC"
    #expect(read.accounts == [account])
    #expect(read.credentials.passphraseCommand == "pass show tradectl")
    #expect(read.venues.map(\.name) == ["desk", "local"])
    #expect(read.defaults.account == "main")
    #expect(read.defaults.venue == "paper")
  }

  @Test func `every setting is in it`() throws {
    let keys = Set(try settings(uncommented).lines.keys)
    for setting in RiskSetting.allCases { #expect(keys.contains("risk.\(setting.rawValue)")) }
    for setting in PaperSetting.allCases { #expect(keys.contains("paper.\(setting.rawValue)")) }
    for key in [
      "risk.day_start", "breaker.cooldown", "breaker.trip_on", "notify.command", "notify.on",
      "defaults.account", "defaults.venue", "accounts.main.venue", "accounts.main.mode",
      "accounts.main.read_only", "accounts.main.credential_command",
      "accounts.main.allow_withdrawal", "accounts.main.currency",
      "accounts.main.spot_margin", "credentials.passphrase_command",
      "venues.desk.gateway",
      "venues.local.dialect",
      "venues.local.rest",
    ] { #expect(keys.contains(key), "\(key)") }
  }

  // MARK: docs/configuration.md

  private func page() throws -> String {
    try String(contentsOfFile: "\(BuiltProgram.package)/docs/configuration.md", encoding: .utf8)
  }

  @Test func `each example of the page is right`() throws {
    let blocks = try page().components(separatedBy: "```toml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(blocks.count >= 4)
    for block in blocks { #expect(throws: Never.self, "\(block)") { try settings(block) } }
  }

  @Test func `the page names every key`() throws {
    let page = try page()
    let keys =
      PaperSetting.allCases.map(\.rawValue)
      + [
        "account", "venue", "mode", "read_only", "gateway", "dialect", "rest", "cooldown",
        "trip_on",
      ]
      + ["day_start", "command", "on", "name"]
    for key in keys { #expect(page.contains("`\(key)`"), "\(key)") }
    for event in NotifyEvent.allCases { #expect(page.contains("`\(event.rawValue)`")) }
  }

  @Test func `the paper table of the page has the defaults`() throws {
    let rows = try page().lines.filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|").map { cell in
        cell.filter { $0 != "`" }.trimmingCharacters(in: .whitespaces)
      }
    }
    for setting in PaperSetting.allCases {
      let row = try #require(rows.first { $0[0] == setting.rawValue }, "\(setting)")
      #expect(row[1] == PaperSettings().text(of: setting), "\(setting)")
    }
  }
}
