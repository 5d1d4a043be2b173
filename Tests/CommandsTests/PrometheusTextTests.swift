import Domain
import Testing
import Wire

@testable import Commands

/// The text format of Prometheus.
@Suite struct PrometheusTextTests {
  @Test func `what could end a label is escaped`() {
    let sample = Sample(
      metric: .fees, labels: [(.account, #"a"b\c"# + "\nd"), (.asset, "ÅÄÖ {}")],
      value: .number(Rate(3)))
    #expect(
      PrometheusText.text([sample]).split(separator: "\n").last
        == #"tradectl_fees{account="a\"b\\c\nd",asset="ÅÄÖ {}"} 3"#)
  }

  @Test func `the samples of a metric stand together, under one head`() {
    let samples = ["a", "b"].flatMap { account in
      [Metric.equity, .openOrders].map { metric in
        Sample(metric: metric, labels: [(.account, account)], value: .number(.one))
      }
    }
    #expect(
      PrometheusText.text(samples) == """
        # HELP tradectl_orders_open Orders that are not over.
        # TYPE tradectl_orders_open gauge
        tradectl_orders_open{account="a"} 1
        tradectl_orders_open{account="b"} 1
        # HELP tradectl_equity What the account was worth when it was looked at last.
        # TYPE tradectl_equity gauge
        tradectl_equity{account="a"} 1
        tradectl_equity{account="b"} 1

        """)
  }

  @Test func `a histogram counts each observation in its bucket and in all above it`() throws {
    var histogram = Histogram(.slippage)
    for text in ["-0.02", "0", "0.00005", "0.0001", "0.04", "0.5"] {
      histogram.observe(try Rate(decimal: text))
    }
    #expect(histogram.count == 6)
    #expect(histogram.sum == (try Rate(decimal: "0.52015")))
    #expect(histogram.counts == [1, 1, 1, 1, 1, 1, 2, 4, 4, 4, 4, 4, 4, 5])
    #expect(histogram.bounds == histogram.bounds.sorted())
    let text = PrometheusText.text([
      Sample(metric: .slippage, labels: [], value: .histogram(histogram))
    ])
    #expect(text.contains("tradectl_order_slippage_ratio_bucket{le=\"+Inf\"} 6\n"))
    #expect(text.contains("tradectl_order_slippage_ratio_sum 0.52015\n"))
    #expect(text.contains("tradectl_order_slippage_ratio_count 6\n"))
  }

  @Test func `names and kinds follow the conventions`() {
    for metric in Metric.allCases {
      #expect(metric.rawValue.hasPrefix("tradectl_"))
      #expect(metric.rawValue.hasSuffix("_total") == (metric.kind == .counter), "\(metric)")
      #expect(metric.bounds.isEmpty == (metric.kind != .histogram))
      #expect(metric.help.hasSuffix("."))
    }
  }
}
