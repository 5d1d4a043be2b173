internal import Domain

extension ReportPage {
  /// Results by symbol and strategy, what became of the orders, and the round trips.
  func writeTables(to page: inout MarkupWriter) {
    writeRows(report.bySymbol, "By symbol", identifier: "symbols", first: "Symbol", to: &page)
    let strategies = report.byStrategy
    if strategies.contains(where: { $0.name != nil }) {
      writeRows(strategies, "By strategy", identifier: "strategies", first: "Strategy", to: &page)
    }
    if !report.orders.isEmpty {
      let rows = report.orders.map { order in
        [
          order.status.rawValue.split(separator: "_").joined(separator: " "),
          NumberText.count(order.count),
        ]
      }
      writeTable(
        Table(
          title: "Orders", identifier: "orders", columns: [.text("Status"), .number("Orders")],
          rows: rows),
        to: &page)
    }
    if !roundTrips.isEmpty { writeRoundTrips(to: &page) }
  }

  /// What to say where not all round trips are shown.
  var omission: String? {
    let total = report.totals.trades
    guard total > roundTrips.count else { return nil }
    let (shown, all) = (NumberText.count(roundTrips.count), NumberText.count(total))
    return "The newest \(shown) of \(all) round trips."
  }

  private struct Table {
    enum Column {
      case text(String)
      case number(String)
    }

    let title: String
    let identifier: String
    var note: String?
    let columns: [Column]
    let rows: [[String]]
  }

  private func writeRows(
    _ rows: [PerformanceRow], _ title: String, identifier: String, first: String,
    to page: inout MarkupWriter
  ) {
    guard !rows.isEmpty else { return }
    let fields: [(String, ReportRowField)] = [
      ("Trades", .trades), ("Wins", .wins), ("Win rate", .winRatePercent),
      ("Realized", .realizedProfit), ("Fees", .fees), ("Net", .netProfit),
      ("Traded", .tradedNotional),
    ]
    let cells = rows.map { row in
      [row.name ?? "without a name"]
        + fields.map { _, field in
          let isGain = field == .realizedProfit || field == .netProfit
          return Self.text(row.value(of: field), field.unit, signed: isGain)
        }
    }
    writeTable(
      Table(
        title: title, identifier: identifier,
        columns: [.text(first)] + fields.map { .number($0.0) }, rows: cells),
      to: &page)
  }

  private func writeRoundTrips(to page: inout MarkupWriter) {
    let rows = roundTrips.map { trip in
      [
        CalendarTime(trip.openTime).sortableText, CalendarTime(trip.closeTime).sortableText,
        trip.symbol.description, trip.side.rawValue,
        NumberText.plain(trip.quantity),
        trip.entryPrice.map(NumberText.price) ?? NumberText.missing,
        NumberText.price(trip.exitPrice), NumberText.money(trip.profit, signed: true),
        NumberText.money(trip.fees), NumberText.duration(seconds: trip.holdingTime.seconds),
        trip.strategy ?? NumberText.missing,
      ]
    }
    writeTable(
      Table(
        title: "Round trips", identifier: "trips",
        note: "\(omission.map { $0 + " " } ?? "")Newest last.",
        columns: [
          .text("Opened"), .text("Closed"), .text("Symbol"), .text("Side"),
          .number("Quantity"), .number("Entry"), .number("Exit"),
          .number("Net profit"), .number("Fees"), .number("Held"), .text("Strategy"),
        ], rows: rows),
      to: &page)
  }

  private func writeTable(_ table: Table, to page: inout MarkupWriter) {
    page.raw("<section aria-labelledby=\"\(table.identifier)\">\n")
    page.element("h2", "id=\"\(table.identifier)\"", content: table.title)
    if let note = table.note { page.element("p", "class=\"note\"", content: note) }
    // A wide table scrolls within its own frame, which the keyboard can reach.
    page.raw(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"\(table.identifier)\">"
        + "\n<table>\n<thead><tr>")
    for column in table.columns {
      switch column {
      case .text(let name): page.element("th", "scope=\"col\"", content: name)
      case .number(let name):
        page.element("th", "scope=\"col\" class=\"number\"", content: name)
      }
    }
    page.raw("</tr></thead>\n<tbody>\n")
    for row in table.rows {
      page.raw("<tr>")
      for (index, cell) in row.enumerated() {
        switch table.columns[index] {
        case .text where index == 0: page.element("th", "scope=\"row\"", content: cell)
        case .text: page.element("td", content: cell)
        case .number: page.element("td", "class=\"number\"", content: cell)
        }
      }
      page.raw("</tr>\n")
    }
    page.raw("</tbody>\n</table>\n</div>\n</section>\n")
  }
}
