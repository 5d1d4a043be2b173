internal import Domain

/// A line over time with its axes: vector graphics for the shapes, text of the page for the labels.
///
/// The shapes live in a square of 10,000 units that is stretched to whatever room there is, with
/// strokes that keep their width; so the labels stay readable on any screen, without a script.
struct Chart {
  static let extent = 10_000.0

  /// One round trip drawn on a price: where it was entered and left.
  struct Mark {
    let entry: SeriesPoint?
    let exit: SeriesPoint
    let isWin: Bool
  }

  /// Unique in the page; letters, digits and hyphens.
  let identifier: String
  let title: String
  /// What a reader who cannot see the picture is told.
  let summary: String
  /// Behind numbers read off the chart.
  let unit: String
  let times: TimeAxis
  let values: ValueAxis
  let points: [SeriesPoint]
  /// Fills between the line and this number; nil for a bare line.
  var areaBase: Double?
  /// A dashed horizontal line.
  var reference: Double?
  var marks: [Mark] = []
  var isLow = false
  /// Draws the line quietly, behind the marks.
  var isBackdrop = false

  /// The longest label of the vertical axis, in characters.
  var labelWidth: Int { values.ticks.map { values.label($0).count }.max() ?? 0 }

  func write(to page: inout MarkupWriter) {
    page.raw(
      "<figure class=\"chart\(isLow ? " low" : "")\(isBackdrop ? " backdrop" : "")\">\n<figcaption>"
    )
    page.raw("<h3>")
    page.text(title)
    page.raw(" ")
    page.element("span", "class=\"unit\"", content: unit)
    page.raw("</h3>")
    page.raw("<span class=\"readout\" aria-hidden=\"true\"></span></figcaption>\n")
    page.raw(
      "<div class=\"plot\" data-from=\"\(milliseconds(times.start))\""
        + " data-to=\"\(milliseconds(times.end))\" data-low=\"\(values.lower)\""
        + " data-high=\"\(values.upper)\" data-unit=\"")
    page.text(unit)
    page.raw("\">\n")
    writeLabels(to: &page)
    let extent = Int(Self.extent)
    page.raw(
      "<svg viewBox=\"0 0 \(extent) \(extent)\" preserveAspectRatio=\"none\" role=\"img\""
        + " aria-labelledby=\"\(identifier)-title \(identifier)-desc\">\n")
    page.element("title", "id=\"\(identifier)-title\"", content: title)
    page.element("desc", "id=\"\(identifier)-desc\"", content: summary)
    writeShapes(to: &page)
    page.raw("</svg>\n</div>\n</figure>\n")
  }

  private func writeLabels(to page: inout MarkupWriter) {
    page.raw("<div class=\"labels\" aria-hidden=\"true\">")
    for tick in values.ticks {
      let top = NumberText.percentage(1 - values.position(of: tick))
      page.element("span", "class=\"y\" style=\"top:\(top)%\"", content: values.label(tick))
    }
    for (index, tick) in times.ticks.enumerated() {
      let share = times.position(of: tick.time)
      let edge = share < 0.04 ? " first" : (share > 0.96 ? " last" : "")
      let minor = index % 2 == 1 ? " minor" : ""
      let left = NumberText.percentage(share)
      page.element(
        "span", "class=\"x\(edge)\(minor)\" style=\"left:\(left)%\"", content: tick.label)
    }
    page.raw("</div>\n")
  }

  private func writeShapes(to page: inout MarkupWriter) {
    let extent = Int(Self.extent)
    let grid = values.ticks.map { "M0 \(vertical($0))H\(extent)" }.joined()
    page.raw("<path class=\"grid\" d=\"\(grid)\"/>\n")
    if let reference {
      page.raw("<path class=\"reference\" d=\"M0 \(vertical(reference))H\(extent)\"/>\n")
    }
    if let first = points.first, let last = points.last {
      // A single point is a line of no length, whose round ends make a dot.
      let line =
        "M" + points.map(place).joined(separator: "L")
        + (points.count == 1 ? "L\(place(first))" : "")
      if let areaBase {
        let base = vertical(areaBase)
        page.raw(
          "<path class=\"area\" d=\"\(line)L\(horizontal(last.time)) \(base)"
            + "L\(horizontal(first.time)) \(base)Z\"/>\n")
      }
      page.raw("<path class=\"line\" d=\"\(line)\"/>\n")
    }
    writeMarks(to: &page)
  }

  /// Entries are dots, exits are rings, and a line joins the two: solid for a win, else dashed.
  private func writeMarks(to page: inout MarkupWriter) {
    guard !marks.isEmpty else { return }
    func joins(_ isWin: Bool) -> String {
      marks.filter { $0.isWin == isWin }.compactMap { mark in
        mark.entry.map { "M\(place($0))L\(place(mark.exit))" }
      }.joined()
    }
    // A line of no length with round ends is a dot that keeps its shape when stretched.
    let entries = marks.compactMap(\.entry).map { "M\(place($0))h0" }.joined()
    let exits = marks.map { "M\(place($0.exit))h0" }.joined()
    for (name, data) in [
      ("win", joins(true)), ("loss", joins(false)), ("exit", exits), ("hole", exits),
      ("entry", entries),
    ] where !data.isEmpty {
      page.raw("<path class=\"\(name)\" d=\"\(data)\"/>\n")
    }
  }

  private func place(_ point: SeriesPoint) -> String {
    "\(horizontal(point.time)) \(vertical(point.value))"
  }

  private func horizontal(_ time: Timestamp) -> Int {
    Int((times.position(of: time) * Self.extent).rounded())
  }

  private func vertical(_ value: Double) -> Int {
    Int(((1 - values.position(of: value)) * Self.extent).rounded())
  }

  private func milliseconds(_ time: Timestamp) -> Int64 { time.nanoseconds / 1_000_000 }
}

extension NumberText {
  /// A share as a percentage for a style, without separators: `12.5`.
  static func percentage(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
