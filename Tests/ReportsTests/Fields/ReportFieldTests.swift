import Domain
import Testing

@testable import Reports

@Suite struct ReportFieldTests {
  @Test func `names are snake case and unique, meanings are one sentence`() {
    for (names, meanings) in [
      (ReportField.allCases.map(\.name), ReportField.allCases.map(\.description)),
      (ReportRowField.allCases.map(\.rawValue), ReportRowField.allCases.map(\.description)),
    ] {
      #expect(Set(names).count == names.count)
      #expect(Set(meanings).count == meanings.count)
      for name in names { #expect(name.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }) }
      for meaning in meanings { #expect(meaning.hasSuffix(".") && meaning.utf8.count < 100) }
    }
  }

  @Test func `units are told by the names`() {
    for field in ReportField.allCases {
      #expect(field.name.hasSuffix("_percent") == (field.unit == .percent))
      #expect(field.name.hasSuffix("_seconds") == (field.unit == .seconds))
      #expect(field.name.hasSuffix("_time") == (field.unit == .time))
    }
  }

  /// Whether a value is of the kind that its unit says.
  private func fits(_ value: ReportValue, _ unit: ReportUnit) -> Bool {
    switch value {
    case .money: unit == .money
    case .number(let number): number.isFinite && [.percent, .ratio, .seconds].contains(unit)
    case .count: unit == .count
    case .time: unit == .time
    case .text: unit == .text
    case .none: true
    }
  }

  @Test func `an empty run has exactly the fields that are always present`() {
    let report = Desk().report
    for field in ReportField.allCases {
      #expect((report.value(of: field) != .none) == field.isAlwaysPresent, "\(field)")
      #expect(fits(report.value(of: field), field.unit), "\(field)")
    }
  }

  @Test func `a lively run has every field, each in its unit`() throws {
    var desk = Desk()
    try desk.sample(0, "1000")
    try desk.trade(.buy, "1", at: "100", hours: 1, fee: "0.1", strategy: "a", liquidity: .maker)
    try desk.trade(.sell, "1", at: "110", hours: 2, fee: "0.1", strategy: "a")
    try desk.sample(24, "1009.8")
    try desk.trade(.buy, "1", at: "100", hours: 30, fee: "0.1")
    try desk.trade(.sell, "1", at: "90", hours: 40, fee: "0.1")
    try desk.sample(48, "999.6")
    try desk.sample(72, "1003")
    desk.recorder.order(status: .filled)
    let report = desk.recorder.report(balance: try .of("999.6"), unrealized: try .of("3.4"))
    for field in ReportField.allCases {
      #expect(report.value(of: field) != .none, "\(field)")
      #expect(fits(report.value(of: field), field.unit), "\(field)")
    }
    for row in report.bySymbol + report.byStrategy {
      for field in ReportRowField.allCases {
        #expect(fits(row.value(of: field), field.unit), "\(field)")
        #expect(row.value(of: field) != .none || !field.isAlwaysPresent, "\(field)")
      }
    }
    #expect(report.value(of: .startEquity) == .money(try .of("1000")))
    #expect(report.value(of: .endEquity) == .money(try .of("1003")))
    #expect(report.value(of: .endBalance) == .money(try .of("999.6")))
    #expect(report.value(of: .unrealizedProfit) == .money(try .of("3.4")))
    #expect(report.value(of: .realizedProfit) == .money(.zero))
    #expect(report.value(of: .netProfit) == .money(try .of("-0.4")))
    #expect(report.value(of: .durationSeconds) == .number(259_200))
    #expect(report.value(of: .maximumDrawdownSeconds) == .number(172_800))
    #expect(report.value(of: .maximumDrawdownPeakTime) == .time(.hours(24)))
    #expect(report.value(of: .maximumDrawdownTroughTime) == .time(.hours(48)))
    #expect(report.value(of: .returns) == .count(3))
  }
}
