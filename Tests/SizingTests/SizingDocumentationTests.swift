import Foundation
import Sizing
import Testing

/// The tables of docs/sizing.md name what the code knows.
@Suite struct SizingDocumentationTests {
  @Test func `every code, reason and method has its row`() throws {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/sizing.md")
    let names = try String(contentsOf: page, encoding: .utf8)
      .split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    let errors: [SizingError] = [.outOfRange(.equity), .stopSide, .stopMissing, .overflow]
    #expect(
      names == ["fixed", "kelly", "volatility", "risk", "atr"] + errors.map(\.code)
        + SizingObjection.allCases.map(\.rawValue))
  }
}
