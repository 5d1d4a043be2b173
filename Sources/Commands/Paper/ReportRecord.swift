internal import Domain
internal import Reports
internal import Wire

extension RecordOutput {
  /// The figures of a run, and a row for each symbol and strategy.
  mutating func write(
    _ report: PerformanceReport, of origin: ReportOrigin? = nil, currency: String
  ) throws(StreamFailure) {
    begin(.report)
    if let origin {
      if let mode = origin.mode { text.add(.mode, mode) }
      if let account = origin.account { text.add(.account, account) }
      if let venue = origin.venue { text.add(.venue, venue) }
    } else {
      text.add(.mode, word: "paper")
      text.add(.account, word: "paper")
      text.add(.venue, word: "paper")
    }
    text.add(.asset, currency)
    for field in ReportField.allCases {
      text.add(field.name, report.value(of: field))
    }
    text.key("orders_by_status")
    text.append(literal: "{")
    for count in report.orders {
      text.key(count.status.rawValue)
      text.append(count.count)
    }
    text.append(literal: "}")
    text.add("by_symbol", report.bySymbol, name: "symbol")
    text.add("by_strategy", report.byStrategy, name: "strategy")
    try end()
  }
}

extension JSONText {
  fileprivate mutating func add(_ key: String, _ rows: [PerformanceRow], name: String) {
    self.key(key)
    append(literal: "[")
    for (index, row) in rows.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      for field in ReportRowField.allCases {
        add(field == .name ? name : field.rawValue, row.value(of: field))
      }
      append(literal: "}")
    }
    append(literal: "]")
  }

  /// A figure; one that does not exist is null, so that every report has the same members.
  fileprivate mutating func add(_ key: String, _ value: ReportValue) {
    self.key(key)
    switch value {
    case .money(let amount): append(amount)
    case .number(let number): append(number)
    case .count(let count): append(count)
    case .time(let time): append(time)
    case .text(let text): append(text)
    case .none: append(literal: "null")
    }
  }
}
