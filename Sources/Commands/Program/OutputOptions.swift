internal import Arguments
internal import Wire

/// The options that every command has.
struct OutputOptions: OptionGroup {
  var format: OutputFormat?
  var fields: [String] = []
  var decimals = JSONText.Decimals.number
  var strict = false
  var summary = false
  var quiet = false
  var logFormat = LogFormat.text
  var logLevel = LogLevel.warning
  var color = true

  static let arguments: [Argument<Self>] = [
    .section("OUTPUT OPTIONS"),
    .option(
      "--format", \.format, value: "format",
      help: "How records are written; a terminal gets what reads best, anything else jsonl."),
    .option(
      "--fields", \.fields, value: "names",
      help: "Only these fields, separated by commas, in this order; sizing.notional picks inside."),
    .option(
      "--decimals", \.decimals, value: "form",
      help: "Exact numbers as JSON numbers or as strings."),
    .flag("--strict", \.strict, help: "Refuse records with keys that are not known, except in x."),
    .flag(
      "--summary", \.summary, help: "End with a summary record: how many lines, how many failed."),
    .flag("--quiet", short: "-q", \.quiet, help: "Write only the records that failed."),
    .option(
      "--log-format", \.logFormat, value: "form",
      help: "Diagnostics on standard error as text or as JSON lines."),
    .option(
      "--log-level", \.logLevel, value: "level",
      help: "Which diagnostics: trace adds what is said to exchanges and what they say, without "
        + "the secrets."),
    .flag("--color", \.color, negatable: true, help: "Use colour on a terminal."),
  ]
}

/// How diagnostics look.
enum LogFormat: String, CaseIterable, ArgumentValue {
  case text, json
}

/// Which diagnostics there are; each has those before it.
enum LogLevel: String, CaseIterable, ArgumentValue {
  case error, warning, trace
}

extension OutputFormat: ArgumentValue {}
extension JSONText.Decimals: ArgumentValue {}
