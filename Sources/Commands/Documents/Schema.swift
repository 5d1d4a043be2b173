internal import Arguments
internal import Reports
internal import Wire

/// `tradectl schema`: what records and commands look like, for other programs.
struct Schema: Command {
  static let name = "schema"
  static let summary = "Print the JSON Schema of a record, or a command as JSON."
  static let discussion = """
    For a kind of record, such as order, it prints its JSON Schema (2020-12), made from the same \
    list that records are written from. For a command, such as paper run, it prints its flags with \
    their defaults and variables, what it can change, and how it can end. Without a name it lists \
    both.
    """
  static let examples = [
    Example("tradectl schema order", "What an order record carries."),
    Example(
      "tradectl schema size | jq -r '.options[].name'", "The names of a command's options."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput]

  var words: [String] = []

  static let arguments: [Argument<Self>] = [
    .positional(
      \.words, value: "name", completion: .values(RecordKind.allCases.map(\.rawValue)),
      help: "A kind of record, or the words of a command.")
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    var text = JSONText()
    if words.isEmpty {
      list(context, in: &text)
    } else if words.count == 1, let kind = RecordKind(rawValue: words[0]) {
      text.bytes.append(contentsOf: RecordSchema.json(for: kind, extra: Self.extra(kind)).utf8)
    } else if let command = context.tree.description(of: words) {
      text.append(command, context.tree.command(at: words))
      text.bytes.append(0x0A)
    } else {
      let name = words.joined(separator: " ")
      throw .usage("'\(name)' is neither a kind of record nor a command.")
    }
    try write(text.bytes.array)
    return .success
  }

  /// What can be asked for.
  private func list(_ context: Context, in text: inout JSONText) {
    text.append(literal: "{")
    text.key("records")
    text.append(RecordKind.allCases.map(\.rawValue))
    text.key("commands")
    text.append(
      context.tree.descriptions.filter(\.isRunnable).map {
        $0.words.dropFirst().joined(separator: " ")
      })
    text.append(literal: "}\n")
  }

  private func write(_ bytes: [UInt8]) throws(CommandFailure) {
    do throws(StreamFailure) {
      try Descriptor.output.write(bytes.span)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The figures of a report are defined by the target that reckons them.
  private static func extra(_ kind: RecordKind) -> [SchemaMember] {
    guard kind == .report else { return [] }
    return ReportField.allCases.map { field in
      let type: FieldType =
        switch field.unit {
        case .money: .decimal
        case .percent, .ratio, .seconds: .statistic
        case .count: .wholeNumber
        case .time: .time
        case .text: .text
        }
      return SchemaMember(
        name: field.name, type: type, summary: field.description,
        isRequired: field.isAlwaysPresent)
    }
  }
}

extension JSONText {
  /// A list of texts.
  fileprivate mutating func append(_ texts: [String]) {
    append(literal: "[")
    for (index, text) in texts.enumerated() {
      if index > 0 { append(literal: ",") }
      append(text)
    }
    append(literal: "]")
  }

  fileprivate mutating func add(_ key: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    self.key(key)
    append(value)
  }

  /// A command with all that a program needs to call it.
  fileprivate mutating func append(
    _ description: CommandDescription, _ command: (any Command.Type)?
  ) {
    append(literal: "{")
    add("command", description.words.dropFirst().joined(separator: " "))
    add("summary", description.summary)
    add("usage", description.usage)
    add("effect", command?.effect.rawValue)
    if let command {
      key("exit_statuses")
      append(literal: "[")
      let statuses = [ExitStatus.success] + command.exitStatuses + [.wrongUsage]
      for (index, status) in statuses.sorted(by: { $0.rawValue < $1.rawValue }).enumerated() {
        append(literal: index == 0 ? "{" : ",{")
        key("code")
        append(Int(status.rawValue))
        add("meaning", status.meaning)
        append(literal: "}")
      }
      append(literal: "]")
    }
    key("subcommands")
    append(description.subcommands.map(\.name))
    key("options")
    append(literal: "[")
    for (index, argument) in description.arguments.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      append(argument)
      append(literal: "}")
    }
    append(literal: "]}")
  }

  private mutating func append(_ argument: ArgumentDescription) {
    let kind =
      switch argument.kind {
      case .option: "option"
      case .flag: "flag"
      case .positional: "positional"
      }
    add("kind", kind)
    add("name", argument.name)
    add("short", argument.shortName)
    add("negative", argument.negativeName)
    add("value", argument.valueName)
    add("help", argument.help)
    add("form", argument.wantedForm)
    if !argument.allowedValues.isEmpty {
      key("values")
      append(argument.allowedValues)
    }
    add("default", argument.defaultText)
    add("variable", argument.environmentVariable)
    key("required")
    append(argument.isRequired)
    key("repeatable")
    append(argument.isRepeatable)
  }
}
