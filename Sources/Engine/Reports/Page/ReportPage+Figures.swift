internal import Domain

extension ReportPage {
  /// The figures that are read first.
  func writeKeyFigures(to page: inout MarkupWriter) {
    page.raw(
      "<section aria-labelledby=\"key\">\n<h2 id=\"key\" class=\"unseen\">Key figures</h2>\n")
    page.raw("<dl class=\"key\">\n")
    for (label, field, note) in keyFigures {
      page.raw("<div>")
      page.element("dt", content: label)
      page.element("dd", content: text(of: field))
      page.element("dd", "class=\"note\"", content: note)
      page.raw("</div>\n")
    }
    page.raw("</dl>\n</section>\n")
  }

  /// What the return is in money, open positions included.
  private var equityChange: String {
    guard let start = report.start?.equity, let end = report.end?.equity,
      let change = try? end - start
    else { return "" }
    return "\(NumberText.money(change, signed: true)) \(currency)"
  }

  private var keyFigures: [(label: String, field: ReportField, note: String)] {
    let totals = report.totals
    return [
      ("Return", .returnPercent, equityChange),
      ("Growth a year", .cagrPercent, note(.volatilityPercent) { "\($0) volatility" }),
      (
        "Max drawdown", .maximumDrawdownPercent,
        report.drawdown == nil ? "never below a high" : "for \(text(of: .maximumDrawdownSeconds))"
      ),
      ("Sharpe ratio", .sharpe, note(.sortino) { "Sortino \($0)" }),
      (
        "Win rate", .winRatePercent,
        "\(NumberText.count(totals.wins)) of \(NumberText.count(totals.trades)) "
          + (totals.trades == 1 ? "trade" : "trades")
      ),
      ("Profit factor", .profitFactor, note(.expectancy) { "\($0) a trade" }),
    ]
  }

  /// A phrase around a figure; empty where the figure does not exist.
  private func note(_ field: ReportField, _ phrase: (String) -> String) -> String {
    report.value(of: field) == .none ? "" : phrase(text(of: field))
  }

  /// All figures, in groups.
  func writeFigures(to page: inout MarkupWriter) {
    page.raw("<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n")
    page.raw("<div class=\"groups\">\n")
    for (name, figures) in Self.groups {
      page.raw("<div>")
      page.element("h3", content: name)
      page.raw("<dl>\n")
      for (label, field) in figures {
        page.raw("<div title=\"")
        page.text(field.description)
        page.raw("\">")
        page.element("dt", content: label)
        page.element("dd", content: text(of: field))
        page.raw("</div>\n")
      }
      page.raw("</dl></div>\n")
    }
    page.raw("</div>\n</section>\n")
  }

  private static let groups: [(String, [(String, ReportField)])] = [
    (
      "Money",
      [
        ("Start equity", .startEquity), ("End equity", .endEquity), ("End balance", .endBalance),
        ("Realized profit", .realizedProfit), ("Unrealized profit", .unrealizedProfit),
        ("Fees", .fees), ("Slippage", .slippage), ("Net profit", .netProfit),
      ]
    ),
    (
      "Return and risk",
      [
        ("Return", .returnPercent), ("Growth a year", .cagrPercent),
        ("Volatility a year", .volatilityPercent), ("Sharpe ratio", .sharpe),
        ("Sortino ratio", .sortino), ("Calmar ratio", .calmar),
        ("Maximum drawdown", .maximumDrawdownPercent),
        ("Its length", .maximumDrawdownSeconds),
      ]
    ),
    (
      "Trades",
      [
        ("Round trips", .trades), ("Wins", .wins), ("Losses", .losses),
        ("Expectancy", .expectancy), ("Average win", .averageWin),
        ("Average loss", .averageLoss), ("Largest win", .largestWin),
        ("Largest loss", .largestLoss),
      ]
    ),
    (
      "Activity",
      [
        ("Time with a position", .exposurePercent), ("Average holding", .averageHoldingSeconds),
        ("Peak exposure", .peakExposure), ("Turnover", .turnover), ("Traded", .tradedNotional),
        ("Maker share", .makerSharePercent), ("Fills", .fills), ("Orders", .orders),
      ]
    ),
  ]

  /// A figure of the report as text, with its unit where that is not the currency.
  func text(of field: ReportField) -> String {
    let isGain =
      switch field {
      case .returnPercent, .cagrPercent, .realizedProfit, .unrealizedProfit, .netProfit,
        .expectancy, .averageWin, .averageLoss, .largestWin, .largestLoss:
        true
      default: false
      }
    return Self.text(report.value(of: field), field.unit, signed: isGain)
  }

  static func text(_ value: ReportValue, _ unit: ReportUnit, signed: Bool = false) -> String {
    switch value {
    case .money(let money): NumberText.money(money, signed: signed)
    case .number(let number) where unit == .percent:
      NumberText.fixed(number, digits: 2, signed: signed) + "\u{A0}%"
    case .number(let number) where unit == .seconds: NumberText.duration(seconds: number)
    case .number(let number): NumberText.fixed(number, digits: 2, signed: signed)
    case .count(let count): NumberText.count(count)
    case .time(let time): CalendarTime(time).text
    case .text(let text): text
    case .none: NumberText.missing
    }
  }
}
