internal import Arguments
internal import Wire

/// `tradectl completions`: what makes a shell complete command lines.
struct Completions: Command {
  static let name = "completions"
  static let summary = "Print the completion script of a shell."
  static let examples = [
    Example("source <(tradectl completions bash)", "For this shell, in bash."),
    Example(
      "tradectl completions fish > ~/.config/fish/completions/tradectl.fish", "For good, in fish."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput]

  var shell: Shell?

  static let arguments: [Argument<Self>] = [
    .positional(\.shell, value: "shell", required: true, help: "Which shell.")
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let shell else { throw .usage("The shell is missing.") }
    do throws(StreamFailure) {
      try Descriptor.output.write(Array(context.tree.completionScript(for: shell).utf8).span)
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }
}
