internal import Arguments
internal import Domain
internal import Risk
internal import Wire

/// `tradectl risk-check`: what the risk policy says about intents.
struct RiskCheckCommand: Command {
  static let name = "risk-check"
  static let summary = "Judge intents by a risk policy, with every violation."
  static let discussion = """
    It reads intents from standard input and adds risk to each: the verdict, and every rule that \
    the order breaks, not just the first. Denied intents stay in the stream, where nothing places \
    them; --only pass or --only deny keeps one kind. With --symbol, --side and --quantity it \
    judges that one order, and exits 1 if it is denied.

    Each line is judged against the account that the flags describe. With --cumulative, what has \
    passed counts as an open order for the lines after it. What flags say of an order is added to \
    the lines that do not say it. docs/risk.md lists every code.
    """
  static let examples = [
    Example(
      "cat signals.jsonl | tradectl size --equity 10000 | tradectl risk-check --equity 10000",
      "Judge sized signals by the default policy."),
    Example(
      "tradectl risk-check --equity 10000 --symbol BTC/USDT --side buy --quantity 0.02"
        + " --price 50000 --stop-loss 48000",
      "Judge one order; the exit status is the answer."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .badInput, .inputOutput, .configuration,
  ]

  var dash: StandardInput?
  var order = OrderOptions()
  var account = AccountOptions()
  var risk = RiskOptions()
  var only: Verdict?
  var cumulative = false
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.dash, value: "-", help: "Read records from standard input."),
    .option("--only", \.only, value: "verdict", help: "Write only intents with this verdict."),
    .flag(
      "--cumulative", \.cumulative,
      help: "Count intents that passed as open orders for the lines after them."),
    .group(\.order),
    .group(\.account),
    .group(\.risk),
    .group(\.instrument),
    .group(\.output),
  ]

  enum Verdict: String, CaseIterable, ArgumentValue {
    case pass, deny
  }

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let judge = RiskJudge(
      policy: try risk.policy(), state: try account.state(), account: account,
      instruments: try InstrumentRules(instrument), isCumulative: cumulative)
    if dash == nil, let intent = try order.intent() {
      return try judgeOne(intent, judge, context)
    }
    return try judgeEach(judge, context)
  }

  // MARK: One order by flags

  private func judgeOne(
    _ intent: Intent, _ judge: consuming RiskJudge, _ context: Context
  ) throws(CommandFailure) -> ExitStatus {
    var output = try context.output(self.output)
    let violations = judge.violations(of: intent, entry: nil)
    output.begin(.intent)
    output.text.add(intent)
    output.text.add(.risk) { $0.add(violations, policy: judge.policy.name) }
    do throws(StreamFailure) {
      try output.end(isFailure: !violations.isEmpty)
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return violations.isEmpty ? .success : .negative
  }

  // MARK: A stream of intents

  private func judgeEach(
    _ judge: consuming RiskJudge, _ context: Context
  ) throws(CommandFailure) -> ExitStatus {
    var judge = judge
    let defaults = try LineDefaults(order)
    var completed = EditedLine()
    // Signals that ask for nothing have no verdict that could be picked.
    let unjudged: RecordFilter.Verdict = only == nil ? .untouched : .dropped
    let filter = try RecordFilter(context, output)
    return try filter.run { record, edit throws(RecordProblem) in
      guard !record.isNamed || record.kind == .intent || record.kind == .signal else {
        return .untouched
      }
      if try record.flag(.vetoed) == true { return unjudged }
      if try record.word(.action, as: SignalAction.self) == .hold { return unjudged }
      edit.begin(.intent)
      // What was judged is what travels on.
      let isCompleted = try defaults.complete(record, &edit)
      if isCompleted { try completed.take(record, edit) }
      let intent =
        isCompleted
        ? try completed.record.intent(reference: account.reference)
        : try record.intent(reference: account.reference)
      let violations = judge.violations(of: intent, entry: try record.decimal(.entry))
      let verdict = violations.isEmpty ? Verdict.pass : .deny
      if let only, only != verdict { return .dropped }
      edit.set(.risk, in: record) { $0.add(violations, policy: judge.policy.name) }
      return .edited
    }.status
  }
}
