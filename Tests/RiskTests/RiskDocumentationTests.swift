import Foundation
import Risk
import Testing

/// The tables of docs/risk.md say what the code does.
@Suite struct RiskDocumentationTests {
  /// The cells of the table of checks, a row for each code.
  private func rows() throws -> [[String]] {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/risk.md")
    return try String(contentsOf: page, encoding: .utf8)
      .split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .map { line in
        line.split(separator: "|").map { cell in
          cell.filter { $0 != "`" }.trimmingCharacters(in: .whitespaces)
        }
      }
  }

  @Test func `every check has its row, in the order of the checks`() throws {
    #expect(try rows().map { $0[0] } == RiskCheck.allCases.map(\.rawValue))
  }

  @Test func `the last column says whether reductions pass`() throws {
    for row in try rows() {
      let check = try #require(RiskCheck(rawValue: row[0]))
      #expect(row[4] == (check.reductionsPass ? "yes" : "no"), "\(row[0])")
    }
  }

  @Test func `every key is a setting and every setting has a row`() throws {
    let keys = try rows().map { $0[3] }.filter { !$0.isEmpty }
    #expect(Set(keys) == Set(RiskSetting.allCases.map(\.rawValue)))
    #expect(keys.count == RiskSetting.allCases.count)
  }

  @Test func `the defaults are those of a new policy`() throws {
    for row in try rows() where !row[3].isEmpty {
      let setting = try #require(RiskSetting(rawValue: row[3]))
      var policy = RiskPolicy()
      try policy.set(setting, to: row[2].replacing(" %", with: ""))
      #expect(policy == RiskPolicy(), "\(row[3])")
    }
  }
}
