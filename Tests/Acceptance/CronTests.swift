import Foundation
import TestSupport
import Testing

/// The crontab of docs/operations.md, line by line, as cron runs it: nearly no environment, no
/// terminal, nothing on standard input.
@Suite struct CronTests {
  private static let lines: [String] = {
    let text = try? String(
      contentsOfFile: "\(BuiltProgram.package)/docs/operations.md", encoding: .utf8)
    let all = (text ?? "").lines
    guard let start = all.firstIndex(of: "```crontab"),
      let end = all[start...].firstIndex(of: "```")
    else { return [] }
    return Array(all[(start + 1)..<end])
  }()

  /// The commands, without their times.
  static let commands: [String] = lines.compactMap { line in
    let words = line.split(separator: " ", maxSplits: 5)
    guard words.count == 6, !line.hasPrefix("#") else { return nil }
    // To cron, a bare percent sign is the end of the line.
    return String(words[5]).trimmingCharacters(in: .whitespaces)
      .replacingOccurrences(of: "\\%", with: "%")
  }

  /// A home of its own with `tradectl` and a `mail` that keeps what it gets.
  private func home() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "#!/bin/sh\ncat > \"$HOME/mail\"\n", to: "mail.sh")
    let run = try Running.shell(
      """
      mkdir bin metrics backup .config; chmod 700 .config
      ln -s "$T" bin/tradectl; mv mail.sh bin/mail; chmod 755 bin/mail
      $T config init
      """, in: folder)
    #expect(run.status == 0, "\(run.errorText)")
    return folder
  }

  private func cron(_ command: String, _ folder: TemporaryFolder) throws -> Finished {
    try Running.program(
      [
        "setsid", "--wait", "env", "-i", "HOME=\(folder.path)", "SHELL=/bin/sh", "LOGNAME=me",
        "PATH=\(folder.path)/bin:/usr/bin:/bin", "METRICS=\(folder.path)/metrics",
        "BACKUP=\(folder.path)/backup", "TRADECTL_REFERENCE_PRICE=64250", "/bin/sh", "-c", command,
      ], in: folder)
  }

  @Test func `each line works, is silent, and does nothing twice`() throws {
    #expect(Self.commands.count >= 6)
    let folder = try home()
    for round in 1...2 {
      for command in Self.commands where !command.contains("doctor") {
        let run = try cron(command, folder)
        #expect(run.status == 0, "\(round) \(command): \(run.text) \(run.errorText)")
        #expect(run.text.isEmpty && run.errorText.isEmpty, "\(command): \(run.text)")
      }
    }
    let orders = try tradectl("order list --all", in: folder)
    #expect(orders.records("order").count == 1)
    let text = String(decoding: try folder.read("metrics/tradectl.prom"), as: UTF8.self)
    #expect(text.contains("tradectl_equity{"))
    #expect(String(decoding: try folder.read("mail"), as: UTF8.self).contains("BTC/USDT"))
    let copies = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backup")
    #expect(copies.count == 1)
  }

  @Test func `the doctor has nothing to say but of this machine`() throws {
    let folder = try home()
    let command = try #require(Self.commands.first { $0.contains("doctor") })
    _ = try cron(Self.commands[0], folder)
    let run = try cron(command, folder)
    #expect(run.errorText.isEmpty)
    // Whether its clock is right and its disk large is not for this test to say.
    #expect(
      run.records.allSatisfy { ["clock", "disk"].contains($0.text("name") ?? "") }, "\(run.text)")
    #expect(run.status == (run.records.isEmpty ? 0 : 1))
  }

  @Test func `a line that fails says so, by its status and a record`() throws {
    let folder = try home()
    _ = try tradectl("risk trip --reason look", in: folder)
    let run = try cron(Self.commands[0], folder)
    #expect(run.status == 5)
    #expect(run.records.first?.text("error.code") == "BREAKER_OPEN")
  }

  @Test func `the rules for Prometheus are rules`() throws {
    let document = "\(BuiltProgram.package)/docs/operations.md"
    let run = try Running.shell(
      """
      sed -n '/^```yaml/,/^```$/p' '\(document)' | sed '1d;$d' > rules.yml
      command -v promtool > /dev/null || exit 0
      promtool check rules rules.yml 2>&1
      """)
    #expect(run.status == 0, "\(run.text)")
  }
}
