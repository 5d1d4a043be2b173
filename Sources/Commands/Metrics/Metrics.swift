internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl metrics`: numbers for a monitor.
struct Metrics: Command {
  static let name = "metrics"
  static let summary = "Write what a monitor wants to know, as Prometheus text or as records."
  static let discussion = """
    It reads the ledger, all of its accounts, and asks no venue. Without --format it writes the \
    text format of Prometheus. With --output the text goes into a file that is replaced at once, \
    so that the textfile collector of node_exporter never reads half of it. --format jsonl writes \
    metric records instead. docs/operations.md lists the metrics, and alerts on them.
    """
  static let examples = [
    Example(
      "tradectl metrics --output /var/lib/prometheus/node-exporter/tradectl.prom",
      "Every minute, by cron."),
    Example(
      "tradectl metrics --format jsonl | jq 'select(.name == \"tradectl_equity\")'",
      "One of them for a script."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var outputFile: String?
  var file = SettingsFileOptions()
  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .option(
      "--output", \.outputFile, value: "file", completion: .file,
      help: "Replace this file with the text, readable for everybody."),
    .group(\.file),
    .group(\.store),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let now = SystemClock().now()
    let samples = try samples(context, at: now)
    if outputFile == nil, output.format != nil { return try write(samples, context, at: now) }
    let text = Array(PrometheusText.text(samples).utf8)
    do throws(StreamFailure) {
      if let outputFile {
        try OutputFile.replace(outputFile, with: text.span, mode: 0o644)
      } else {
        try Descriptor.output.write(text.span)
      }
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }

  private func samples(
    _ context: Context, at now: Timestamp
  ) throws(CommandFailure) -> [Sample] {
    let latch = EmergencyLatch(folder: try context.folders().state)
    var samples = [
      Sample(metric: .latchHalted, labels: [], value: .number(latch.isHalted ? .one : .zero))
    ]
    // Before the first order there is nothing to measure but this.
    guard let ledger = try context.readingLedger(try store.path(context)) else { return samples }
    let settings = try file.settings(context)
    let scopes = try asking { () throws(LedgerError) in
      try ledger.read { view throws(LedgerError) in try view.scopes() }
    }
    for scope in scopes {
      let paper = scope.mode == .paper ? try context.paperVenue(settings.paper, scope) : nil
      samples += try asking { () throws(LedgerError) in
        try ledger.read { view throws(LedgerError) in
          let basis = try basis(view, scope, paper, settings, at: now)
          return try AccountMetrics(view, scope, basis).samples
        }
      }
    }
    return samples
  }

  /// What an account is worth: by the paper engine, or by what the ledger saw last.
  private func basis(
    _ view: any LedgerView, _ scope: AccountScope, _ paper: PaperVenue?, _ settings: Settings,
    at now: Timestamp
  ) throws(LedgerError) -> RiskBasis {
    let risk = settings.accounts.first { $0.name == scope.account }?.risk ?? settings.risk
    var basis = RiskBasis(now: now, dayStart: risk.dayStart.day(containing: now).start)
    if let paper {
      try paper.open(view)
      basis.equity = try? paper.equity
      basis.marks = paper.marks
      return basis
    }
    for position in try view.positions(in: scope, symbol: nil) {
      basis.marks[position.symbol] = try view.price(of: position.symbol, at: scope.venue)?.last
    }
    return basis
  }

  private func write(
    _ samples: [Sample], _ context: Context, at now: Timestamp
  ) throws(CommandFailure) -> ExitStatus {
    var output = try context.output(self.output)
    do throws(StreamFailure) {
      for sample in samples { try output.write(sample, at: now) }
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }
}

extension RecordOutput {
  fileprivate mutating func write(_ sample: Sample, at time: Timestamp) throws(StreamFailure) {
    begin(.metric)
    text.add(.ts, time)
    text.add(.name, sample.metric.rawValue)
    text.add(.type, word: sample.metric.kind.rawValue)
    for (field, value) in sample.labels { text.add(field, value) }
    switch sample.value {
    case .number(let number): text.add(.value, number)
    case .histogram(let histogram):
      text.add(.sum, histogram.sum)
      text.add(.count, histogram.count)
      text.add(.buckets) { text in
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
          text.key(bound.description)
          text.append(count)
        }
      }
    }
    try end()
  }
}
