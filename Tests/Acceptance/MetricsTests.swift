import TestSupport
import Testing

/// `tradectl metrics`.
@Suite struct MetricsTests {
  private func account() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let place = "order place --symbol BTC/USDT --side buy --reference-price 50000"
    #expect(try tradectl("\(place) --quantity 0.01", in: folder).status == 0)
    #expect(try tradectl("\(place) --quantity 0.01 --price 40000", in: folder).status == 0)
    #expect(try tradectl("\(place) --quantity 9", in: folder).status == 1)
    #expect(try tradectl("risk trip --reason look", in: folder).status == 0)
    return folder
  }

  /// The values by name and labels.
  private func values(_ text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.lines where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      #expect(values[String(parts[0])] == nil, "twice: \(line)")
      values[String(parts[0])] = String(parts.last ?? "")
    }
    return values
  }

  @Test func `the numbers are those of the ledger`() throws {
    let run = try Running.tradectl("metrics", in: try account())
    #expect(run.status == 0)
    let values = values(run.text)
    let labels = #"mode="paper",account="main",venue="paper""#
    for (name, value) in [
      ("orders{\(labels),status=\"filled\"}", "1"),
      ("orders{\(labels),status=\"accepted\"}", "1"),
      ("orders_open{\(labels)}", "1"), ("orders_unknown{\(labels)}", "0"),
      ("order_success_ratio{\(labels)}", "1"),
      ("refusals_total{\(labels),code=\"MAX_POSITION_SIZE\"}", "1"),
      ("equity{\(labels)}", "9999.5499"), ("equity_peak{\(labels)}", "10000"),
      ("drawdown_ratio{\(labels)}", "0.00004501"),
      ("daily_loss_ratio{\(labels)}", "0.00004501"),
      ("fees{\(labels),asset=\"USDT\"}", "0.2001"),
      ("realized_pnl{\(labels)}", "0"), ("unrealized_pnl{\(labels)}", "-0.25"),
      ("positions{\(labels)}", "1"),
      ("position_quantity{\(labels),symbol=\"BTC/USDT\"}", "0.01"),
      ("position_value{\(labels),symbol=\"BTC/USDT\"}", "500"),
      ("breaker_open{\(labels)}", "1"),
      ("breaker_trips_total{\(labels),cause=\"BY_HAND\"}", "1"),
      ("breaker_trips_total{\(labels),cause=\"DAILY_LOSS\"}", "0"),
      ("latch_halted", "0"),
      ("order_slippage_ratio_bucket{\(labels),le=\"0.0001\"}", "0"),
      ("order_slippage_ratio_bucket{\(labels),le=\"0.0005\"}", "1"),
      ("order_slippage_ratio_count{\(labels)}", "1"),
      ("order_fill_seconds_count{\(labels)}", "1"),
    ] {
      #expect(values["tradectl_\(name)"] == value, "\(name)")
    }
  }

  @Test func `a strict reader of the format has nothing to say against it`() throws {
    let folder = try account()
    let run = try Running.tradectl("metrics", in: folder)
    // Head, kind, samples of that name only; numbers plain; buckets that never fall.
    var name = ""
    var kind = ""
    var bucket = (labels: "", count: 0)
    var seen: Set<String> = []
    for line in run.text.lines {
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      if words[0] == "#" {
        if words[1] == "HELP" {
          #expect(seen.insert(words[2]).inserted, "\(line)")
          name = words[2]
          kind = ""
        } else {
          #expect(words[1] == "TYPE" && words[2] == name)
          kind = words[3]
        }
        continue
      }
      #expect(!kind.isEmpty, "\(line)")
      let match = try #require(
        line.wholeMatch(
          of:
            /([a-z_]+)(?:\{([a-z]+="(?:[^"\\]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\]|\\["\\n])*")*)\})? (-?[0-9]+(?:\.[0-9]+)?)/
        ), "\(line)")
      let suffix = String(match.1.dropFirst(name.count))
      #expect(match.1.hasPrefix(name))
      #expect(
        (kind == "histogram" ? ["_bucket", "_sum", "_count"] : [""]).contains(suffix), "\(line)")
      guard suffix == "_bucket" else { continue }
      let labels = name + String(match.2?.prefix { $0 != "l" } ?? "")
      let count = try #require(Int(match.3))
      if labels == bucket.labels { #expect(count >= bucket.count) }
      bucket = (labels, count)
    }
    #expect(seen.count > 15)
    let tool = try Running.shell(
      "command -v promtool > /dev/null || exit 0; $T metrics | promtool check metrics 2>&1",
      in: folder)
    #expect(tool.status == 0, "\(tool.text)")
    #expect(tool.text.isEmpty)
  }

  @Test func `the file for the collector is replaced at once, and everybody can read it`() throws {
    let folder = try account()
    let run = try Running.shell(
      """
      umask 077; echo old > m.prom; chmod 600 m.prom
      $T metrics --output m.prom; stat -c %a m.prom; ls
      """, in: folder)
    #expect(run.lines == ["644", "m.prom"])
    #expect(run.errorText.isEmpty)
    let text = String(decoding: try folder.read("m.prom"), as: UTF8.self)
    #expect(text.contains("tradectl_equity"))
    let failed = try Running.tradectl("metrics --output nowhere/m.prom", in: folder)
    #expect(failed.status == 74)
    #expect(failed.errorText.contains("nowhere/m.prom"))
  }

  @Test func `the same as records`() throws {
    let run = try tradectl("metrics --format jsonl", in: try account())
    #expect(run.status == 0)
    let equity = try #require(run.records.first { $0.text("name") == "tradectl_equity" })
    #expect(equity.text("record") == "metric")
    #expect(equity.text("type") == "gauge")
    #expect(equity.text("account") == "main")
    #expect(equity.text("value") == "9999.5499")
    let fills = try #require(run.records.first { $0.text("name") == "tradectl_order_fill_seconds" })
    #expect(fills.text("count") == "1")
    #expect(fills["buckets"]?.contains(#""0.01":1"#) == true)
  }

  @Test func `before the first order there is the latch, and no ledger is made`() throws {
    let folder = try TemporaryFolder()
    let run = try Running.shell("$T metrics; ls -A", in: folder)
    #expect(run.lines.last == "tradectl_latch_halted 0")
  }
}
