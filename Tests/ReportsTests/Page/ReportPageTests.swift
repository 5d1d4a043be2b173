import Domain
import Testing

@testable import Reports

@Suite struct ReportPageTests {
  private func text(_ page: ReportPage) -> String { String(decoding: page.html(), as: UTF8.self) }

  private func sample(_ strategies: [String] = ["breakout", "mean reversion"]) throws -> SampleRun {
    try SampleRun(seed: 7, hours: 24 * 40, strategies: strategies)
  }

  @Test func `the same values give the same bytes`() throws {
    #expect(try sample().page().html() == sample().page().html())
    #expect(try sample().page().html() != sample(["a", "b"]).page().html())
  }

  @Test func `nothing in the page leads outside`() throws {
    let page = text(try sample().page())
    for reference in [
      "http", "//", "@import", "url(", " src=", " href=", "<link", "<base", "<iframe",
    ] {
      #expect(!page.contains(reference), "\(reference)")
    }
  }

  @Test func `a text from outside never becomes markup`() throws {
    let hostile = "<script>alert('x')</script>\"><img onerror=\"y\">&\u{202E}\u{0}"
    let run = try sample([hostile, "plain"])
    let page = ReportPage(
      title: hostile, subtitle: hostile, currency: hostile, report: run.report,
      equity: run.equity,
      prices: [
        .init(symbol: Symbol(base: hostile, quote: hostile), points: run.prices[0].points)
      ], roundTrips: run.trips)
    let html = text(page)
    #expect(html.components(of: "<script>") == 1)
    #expect(html.components(of: "</script>") == 1)
    #expect(!html.contains("<img"))
    #expect(!html.unicodeScalars.contains("\u{202E}") && !html.unicodeScalars.contains("\u{0}"))
    let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&gt;"
    // Title, heading, subtitle, currency and price labels, strategy row and round trips.
    #expect(html.components(of: escaped) > 10)
    try expectBalanced(html)
  }

  @Test func `every tag that opens is closed in order`() throws {
    try expectBalanced(text(try sample().page()))
    try expectBalanced(text(try SampleRun(seed: 1, hours: 0).page()))
    let nothing = Desk().report
    try expectBalanced(text(ReportPage(title: "", currency: "", report: nothing, equity: [])))
  }

  @Test func `a run without anything says so and draws nothing`() {
    let page = ReportPage(title: "Empty", currency: "USDT", report: Desk().report, equity: [])
    let html = text(page)
    #expect(html.contains("Nothing was recorded · USDT"))
    #expect(!html.contains("<svg") && !html.contains("<table"))
  }

  @Test func `charts have titles and descriptions with identifiers of their own`() throws {
    let html = text(try sample().page())
    #expect(html.components(of: "<svg") == 4)
    for name in ["equity", "drawdown", "price-1", "price-2"] {
      #expect(html.contains("aria-labelledby=\"\(name)-title \(name)-desc\""))
      #expect(html.components(of: " id=\"\(name)-title\"") == 1)
      #expect(html.components(of: " id=\"\(name)-desc\"") == 1)
    }
    let identifiers = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(identifiers).count == identifiers.count)
  }

  @Test func `tables name their columns and rows`() throws {
    let html = text(try sample().page())
    #expect(html.components(of: "<table>") == 4)
    #expect(html.components(of: "<thead>") == 4)
    #expect(html.components(of: "<th>") == 0)
    let rows = html.components(of: "<tr>")
    #expect(html.components(of: "<th scope=\"row\">") == rows - 4)
  }

  @Test func `no more round trips are listed than the limit and the rest is told`() throws {
    let run = try sample()
    let total = run.report.totals.trades
    #expect(total > 20)
    let page = ReportPage(
      title: "t", currency: "USDT", report: run.report, equity: run.equity,
      roundTrips: run.trips, roundTripLimit: 5)
    let html = text(page)
    #expect(html.contains("The newest 5 of \(total) round trips."))
    let table = html.split(separator: "id=\"trips\"")[1]
    #expect(String(table).components(of: "<th scope=\"row\">") == 5)
    let newest = try #require(run.trips.last)
    #expect(table.contains(CalendarTime(newest.closeTime).sortableText))
  }

  @Test func `the script and the style contain nothing that markup gives a meaning to`() {
    for character in ["<", "&"] {
      #expect(!PageStyle.script.contains(character))
      #expect(!PageStyle.sheet.contains(character))
    }
    #expect(PageStyle.sheet.contains("prefers-color-scheme: dark"))
    #expect(PageStyle.sheet.contains("@media print"))
  }

  @Test func `extreme values stay numbers`() throws {
    var desk = Desk()
    let huge = try Notional.of("99999999999999999999")
    desk.recorder.sample(.distantPast, equity: huge, exposure: huge)
    desk.recorder.sample(.distantFuture, equity: -huge, exposure: .zero)
    let points = [
      SeriesPoint(time: .distantPast, value: 1e308),
      SeriesPoint(time: .distantFuture, value: -1e308),
    ]
    let page = ReportPage(
      title: "t", currency: "USDT", report: desk.recorder.report(balance: huge, unrealized: -huge),
      equity: points, prices: [.init(symbol: bitcoin, points: [points[0]])])
    let html = text(page)
    try expectBalanced(html)
    #expect(!html.contains("nan") && !html.contains("inf"))
  }

  /// Checks that tags nest; elements without content are written `<name/>`.
  private func expectBalanced(_ html: String) throws {
    var open: [Substring] = []
    for part in html.split(separator: "<", omittingEmptySubsequences: true).dropFirst(0) {
      let end = try #require(part.firstIndex(of: ">"), "\(part)")
      let tag = part[..<end]
      if tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst(), "\(tag)")
      } else {
        let name = tag.prefix { $0 != " " && $0 != "\n" }
        open.append(name)
        let quotes = tag.count { $0 == "\"" }
        #expect(quotes.isMultiple(of: 2), "\(tag)")
      }
    }
    #expect(open.isEmpty)
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
