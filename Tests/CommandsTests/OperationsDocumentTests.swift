import Foundation
import TestSupport
import Testing

@testable import Commands

/// docs/operations.md beside the code it tells of.
@Suite struct OperationsDocumentTests {
  private let lines: [String]

  init() throws {
    lines = try String(
      contentsOfFile: "\(BuiltProgram.package)/docs/operations.md", encoding: .utf8
    ).lines
  }

  /// The cells of the rows that begin so.
  private func rows(_ start: (String) -> Bool) -> [[String]] {
    lines.filter { $0.hasPrefix("| ") && start(String($0.dropFirst(2))) }.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test func `every exit status has its row`() {
    let statuses = rows { $0.first?.isNumber == true }.flatMap { $0[0].split(separator: ",") }
      .compactMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
    let ours = Commands.ExitStatus.allCases.map(\.rawValue)
    #expect(statuses.count == Set(statuses).count)
    #expect(Set(statuses) == Set(ours + [129, 130, 143]))
  }

  @Test func `every metric has its row`() {
    let rows = rows { $0.hasPrefix("`tradectl_") }
    #expect(rows.map { $0[0] } == Metric.allCases.map { "`\($0.rawValue)`" })
    #expect(rows.map { $0[1] } == Metric.allCases.map(\.kind.rawValue))
    #expect(rows.map { $0[3] } == Metric.allCases.map(\.help))
  }

  @Test func `every metric that a rule asks for is one of ours, or of node_exporter`() {
    let names = Set(
      lines.filter { $0.contains("expr:") }.flatMap { line in
        line.split { !$0.isLetter && $0 != "_" }.filter { $0.hasPrefix("tradectl_") }.map(
          String.init)
      })
    #expect(names.count >= 5)
    for name in names {
      let base = name.hasSuffix("_bucket") ? String(name.dropLast(7)) : name
      #expect(Metric(rawValue: base) != nil, "\(name)")
    }
  }
}
