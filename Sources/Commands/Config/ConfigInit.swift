internal import Arguments
internal import Configuration

/// `tradectl config init`: a configuration to begin with.
struct ConfigInit: Command {
  static let name = "init"
  static let summary = "Write a commented configuration to begin with."
  static let discussion = """
    Every setting is in it with its default, commented out, so that nothing changes until a line \
    is made to count. Only its owner can read the file. One that is there already is never \
    overwritten.
    """
  static let examples = [
    Example("tradectl config init", "Write ~/.config/tradectl/config.toml.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [.negative, .inputOutput, .configuration]

  var file = SettingsFileOptions()

  static let arguments: [Argument<Self>] = [.group(\.file)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let path = try file.path(context).path
    do throws(PrivateFileError) {
      try PrivateFile.create(path, content: ExampleConfiguration.text)
    } catch {
      let status = error == .exists ? ExitStatus.negative : .inputOutput
      throw CommandFailure(status, "\(path) cannot be written: \(error.explanation).")
    }
    context.tellPerson("\(path) is written; nothing in it counts until you uncomment it")
    return .success
  }
}
