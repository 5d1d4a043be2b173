import TestSupport
import Testing

/// Orders on the account that stays fill as they do in `paper run`.
@Suite struct PaperPipelineTests {
  private static let recorded = BuiltProgram.sharedData.map {
    "\($0)/binance_spot_btcusdt_20240808.trades.csv.gz"
  }

  /// What of a fill does not depend on how it was told.
  private static let fills =
    "jq -r 'select(.record == \"fill\") | [.ts, .side, .price, .quantity, .fee, .realized_pnl, "
    + ".liquidity] | @csv' | sort"

  /// Signals at every so many trades of `data.csv`: entries with a stop and a target.
  private static let signals = #"""
    awk -F, -v every="$EVERY" -v limit="$LIMIT" '
      NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      (NR - 2) % every == 0 && NR > 2 {
        price = $(at["price"]) * (1 - limit); n += 1
        printf "{\"record\":\"signal\",\"v\":1,\"id\":\"s-%d\",\"ts\":%s,", n, $(at["trade_ms"])
        printf "\"symbol\":\"BTC/USDT\",\"entry\":%.2f,", price
        if (limit == 0 && n % 3 == 0) printf "\"action\":\"close\"}\n"
        else {
          if (limit > 0) printf "\"order_type\":\"limit\",\"price\":%.2f,", price
          printf "\"action\":\"buy\",\"stop_loss\":%.2f,\"take_profit\":%.2f}\n", \
            price * 0.999, price * 1.001
        }
      }' data.csv > signals.jsonl
    """#

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    if let recorded = Self.recorded {
      _ = try Running.shell("zcat \(recorded) > data.csv", in: folder)
    } else {
      // A market that swings by a percent, and rises so that no two orders are alike.
      let rows = (0..<6000).map { number -> String in
        let swing = (number % 400 < 200 ? number % 200 : 200 - number % 200) * 3
        let price = 60_000 + swing + number / 20
        return "\(1_700_000_000_000 + number * 100),\(price).5,0.25"
      }
      try folder.write("trade_ms,price,qty\n" + rows.joined(separator: "\n") + "\n", to: "data.csv")
    }
    return folder
  }

  @Test func `a whole pipe fills as paper run does`() throws {
    let folder = try folder()
    let run = try Running.shell(
      """
      EVERY=350 LIMIT=0.0005
      \(Self.signals)
      size() { $T size --equity 10000 --max-position 0.3 < signals.jsonl; }
      size | $T risk-check --equity 10000 | $T paper run --data BTC/USDT=data.csv \
        --equity 10000 --records fill | \(Self.fills) > expected
      : > placed
      ( size | $T risk-check --equity 10000 | $T order place --paper-time line \
        | tee placed | $T order watch | tee watched | $T report --equity 10000 > report ) &
      until [ "$(wc -l < placed)" -eq "$(wc -l < signals.jsonl)" ]; do :; done
      $T paper feed --data BTC/USDT=data.csv > fed && $T order cancel --all > ended
      wait
      cat fed | \(Self.fills) > told; $T fills | \(Self.fills) > kept
      cmp expected told && cmp expected kept && wc -l < expected
      jq -e '.fills > 0' report > /dev/null && $T ledger verify > /dev/null; echo $?
      """, in: folder)
    #expect(run.errorText == "")
    let lines = run.lines
    #expect(lines.count == 2, "the fills differ")
    #expect(Int(lines.first?.filter(\.isNumber) ?? "") ?? 0 > 10)
    #expect(lines.last == "0")
    let watched = String(decoding: try folder.read("watched"), as: UTF8.self)
    try RecordValidator.shared.get().check(Array(watched.utf8))
  }

  @Test func `orders sent while the market moves fill as paper run does`() throws {
    let folder = try folder()
    let run = try Running.shell(
      """
      EVERY=700 LIMIT=0
      \(Self.signals)
      $T size --equity 10000 --max-position 3 < signals.jsonl \
        | $T risk-check --equity 10000 > orders.jsonl
      $T paper run --data BTC/USDT=data.csv --equity 10000 --orders orders.jsonl --records fill \
        | \(Self.fills) > expected
      column=$(head -n 1 data.csv | tr , '\\n' | grep -n trade_ms | cut -d: -f1)
      upto() {
        awk -F, -v at="$column" -v from="$1" -v to="$2" \
          'NR == 1 || ($at >= from && $at < to)' data.csv | $T paper feed --symbol BTC/USDT
      }
      last=0
      while read -r line; do
        now=$(jq .ts <<< "$line")
        upto $last $now; last=$now
        $T order place --paper-time line <<< "$line" > placed
        grep -q -e '"status":"pending"' -e NOTHING_TO_CLOSE placed || cat placed >&2
      done < orders.jsonl > fed
      upto $last 9999999999999 >> fed
      cat fed | \(Self.fills) > told; $T fills | \(Self.fills) > kept
      cmp expected told && cmp expected kept && wc -l < expected
      """, in: folder)
    #expect(run.errorText == "")
    #expect(Int(run.text.filter(\.isNumber)) ?? 0 > 10, "the fills differ")
  }
}
