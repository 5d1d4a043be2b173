import TestSupport
import Testing

/// Wrong use: three lines on standard error, nothing on standard output, 64.
@Suite struct UsageTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let words: [String]
    let error: String
    let command: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String, _ error: String, in command: String = "") {
      self.words = words.split(separator: " ").map(String.init)
      self.error = error
      self.command = command
    }
  }

  static let mistakes = [
    Mistake("sise", "Unknown command 'sise'. Did you mean 'size'?"),
    Mistake("paper rum", "Unknown subcommand 'rum'. Did you mean 'run'?", in: "paper"),
    Mistake("size --equty 5", "Unknown option '--equty'. Did you mean '--equity'?", in: "size"),
    Mistake("size --zzz", "Unknown option '--zzz'.", in: "size"),
    Mistake("size --equity", "Missing value for '--equity <money>'.", in: "size"),
    Mistake(
      "size --equity ten",
      "Invalid value 'ten' for '--equity <money>': expected a decimal number.", in: "size"),
    Mistake(
      "size --method kely",
      "Invalid value 'kely' for '--method <method>': expected one of fixed, kelly, volatility, "
        + "risk, atr. Did you mean 'kelly'?", in: "size"),
    Mistake(
      "size --entry 5 --stop 4", "--equity is missing: what is the account worth?", in: "size"),
    Mistake(
      "size --entry 5 --equity 5",
      "--stop is missing: --method risk measures the distance to it.", in: "size"),
    Mistake("size --entry 5 --equity 0", "--equity must be above 0.", in: "size"),
    Mistake(
      "size --equity 5 --method fixed",
      "--percent is missing: --method fixed needs it.", in: "size"),
    Mistake(
      "size --equity 5 --method atr",
      "--atr (or --atr-from) is missing: --method atr needs it.", in: "size"),
    Mistake("size --equity 5 --leverage 200", "--leverage must be from 1 to 125.", in: "size"),
    Mistake(
      "risk-check", "--equity is missing: what is the account worth?", in: "risk-check"),
    Mistake(
      "risk-check --equity 5 --side buy --quantity 1", "--symbol is missing.", in: "risk-check"),
    Mistake(
      "risk-check --equity 5 --symbol BTC/USDT --side buy", "--quantity is missing.",
      in: "risk-check"),
    Mistake(
      "risk-check --equity 5 --max-drawdown 200",
      "--max-drawdown must be a percentage above 0 and at most 100, or none, not '200'.",
      in: "risk-check"),
    Mistake(
      "paper run --equity 5", "Missing option '--data <[symbol=]file>'.", in: "paper run"),
    Mistake(
      "paper run --data a",
      "--equity is missing or not above zero: what does the account start with?",
      in: "paper run"),
    Mistake(
      "paper run --data a --equity 5 --records ordr",
      "Invalid value 'ordr' for '--records <kinds>': expected order, fill, equity, position, "
        + "balance, report, all, or several of them separated by commas.", in: "paper run"),
    Mistake(
      "paper run --data a --equity 5 --latency soon",
      "Invalid value 'soon' for '--latency <time>': expected a length of time such as 250ms, "
        + "30s, 5m, 1h or 1d.", in: "paper run"),
    Mistake(
      "schema ordr", "'ordr' is neither a kind of record nor a command.",
      in: "schema"),
    Mistake("completions", "Missing argument '<shell>'.", in: "completions"),
  ]

  @Test(arguments: mistakes)
  func `says what is wrong, how it is used and where to read more`(mistake: Mistake) throws {
    let run = try Running.tradectl(mistake.words, input: [])
    #expect(run.status == 64)
    #expect(run.text.isEmpty)
    let lines = run.errorText.lines
    try #require(lines.count == 3, "\(run.errorText)")
    let name = ["tradectl", mistake.command].filter { !$0.isEmpty }.joined(separator: " ")
    #expect(lines[0] == "Error: \(mistake.error)")
    #expect(lines[1].hasPrefix("Usage: \(name) "))
    #expect(lines[2] == "See '\(name) --help' for more.")
  }

  @Test func `no words at all ask for help`() throws {
    let run = try Running.tradectl("")
    let help = try Running.tradectl("--help")
    // Either is good manners; it must be one of the two, as a whole.
    #expect(run.status == 64 ? run.errorText.contains("Usage: tradectl") : run.text == help.text)
  }

  @Test func `files that cannot be read name themselves`() throws {
    let folder = try TemporaryFolder()
    let missing = "cannot be read: No such file or directory"
    for (words, status) in [
      ("size --equity 5 --entry 5 --stop 4 --instrument no.jsonl", Int32(65)),
      ("risk-check --equity 5 --positions no.jsonl", 65),
      ("paper run --data a --equity 5 --orders no.jsonl", 65),
      ("risk-check --equity 5 --policy no.jsonl", 78),
    ] {
      let run = try Running.tradectl(words, in: folder)
      #expect(run.status == status)
      #expect(run.text.isEmpty)
      #expect(run.errorText.contains("no.jsonl") && run.errorText.contains(missing))
      #expect(run.errorText.lines.count == 1)
    }
  }

  @Test func `files with a bad line name it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"record\":\"position\",\"v\":1,\"symbol\":\"BTC/USDT\"}\n", to: "p.jsonl")
    let run = try Running.tradectl("risk-check --equity 5 --positions p.jsonl", in: folder)
    #expect(run.status == 65)
    #expect(run.errorText == "Error: p.jsonl: line 1: quantity is missing.\n")
    try folder.write("[risk]\nmax_drawdwn = 5\n", to: "policy.toml")
    let policy = try Running.tradectl("risk-check --equity 5 --policy policy.toml", in: folder)
    #expect(policy.status == 78)
    #expect(policy.errorText.contains("policy.toml") && policy.errorText.contains("max_drawdown"))
  }
}
