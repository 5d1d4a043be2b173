internal import Arguments
internal import Configuration
internal import Wire

/// `tradectl config check`: everything that is wrong with the configuration.
struct ConfigCheck: Command {
  static let name = "check"
  static let summary = "Check the configuration, and tell every problem with its line."
  static let discussion = """
    Each problem is an error record with the line and the key. Without problems nothing is \
    written, so that it can stand in a script before anything else; a person at a terminal is told \
    on standard error. No configuration at all is none that is wrong: then the defaults hold.
    """
  static let examples = [
    Example("tradectl config check", "Check the configuration of this user."),
    Example(
      "tradectl config check --config new.toml && mv new.toml ~/.config/tradectl/config.toml",
      "Take a new configuration into use only when it is right."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var file = SettingsFileOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [.group(\.file), .group(\.output)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let (path, isOptional) = try file.path(context)
    var output = try context.output(self.output, onTerminal: .table)
    do throws(ConfigurationError) {
      let settings = try SettingsFile.read(
        path: path, isOptional: isOptional, exchanges: .all)
      context.tellPerson(
        settings.path == nil ? "there is no \(path); the defaults hold" : "\(path): no problems")
    } catch {
      do throws(StreamFailure) {
        for problem in error.problems { try output.write(problem, path: path) }
        try output.close()
      } catch {
        throw CommandFailure(error)
      }
      return .configuration
    }
    return .success
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ problem: ConfigurationProblem, path: String
  ) throws(StreamFailure) {
    begin(.error)
    text.add(.file, path)
    if problem.line > 0 { text.add(.line, problem.line) }
    // A sentence of a record has no full stop.
    let message =
      problem.message.hasSuffix(".") ? String(problem.message.dropLast()) : problem.message
    text.key(.error)
    text.append(literal: "{")
    text.add(
      FailureDetail(
        "BAD_CONFIGURATION", .config, message, field: problem.key.isEmpty ? nil : problem.key))
    text.append(literal: "}")
    try end(isFailure: true)
  }
}

extension Context {
  /// Says something to whoever sits there, and nothing to a log or a mailbox.
  func tellPerson(_ message: String) {
    guard Descriptor.error.isTerminal else { return }
    try? Descriptor.error.write(Array("tradectl \(commandName): \(message).\n".utf8).span)
  }
}
