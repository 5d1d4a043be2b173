package import Domain

/// A figure of a report as a record writes it.
package enum ReportValue: Hashable, Sendable {
  /// Exact, in the quote (or settlement) currency.
  case money(Notional)
  /// A finite number.
  case number(Double)
  case count(Int)
  case time(Timestamp)
  case text(String)
  /// The figure does not exist for this run.
  case none

  init(_ money: Notional?) { self = money.map(Self.money) ?? .none }

  init(_ number: Double?) { self = number.flatMap(finite).map(Self.number) ?? .none }

  init(_ time: Timestamp?) { self = time.map(Self.time) ?? .none }
}

/// What a figure is measured in, which also decides how it is written.
package enum ReportUnit: String, CaseIterable, Hashable, Sendable {
  /// An exact amount of the quote (or settlement) currency.
  case money
  /// A number of hundredths: 2 is 2 %.
  case percent
  /// A plain number.
  case ratio
  case seconds
  /// A whole number.
  case count
  /// A moment in UTC.
  case time
  case text
}
