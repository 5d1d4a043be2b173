internal import Arguments
internal import Wire

/// `tradectl manual`: the man pages, and the reference that docs/commands.md holds.
struct Manual: Command {
  static let name = "manual"
  static let summary = "Write the man pages, or print the reference as Markdown."
  static let examples = [
    Example("tradectl manual --pages /usr/local/share/man/man1", "Write a page for each command."),
    Example("tradectl manual > commands.md", "Print the whole reference."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput]

  var pages: String?

  static let arguments: [Argument<Self>] = [
    .option(
      "--pages", \.pages, value: "folder", completion: .directory,
      help: "Write man pages into this folder instead.")
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    do throws(StreamFailure) {
      guard let pages else {
        try Descriptor.output.write(Array(context.tree.markdownReference.utf8).span)
        return .success
      }
      let sections = [ManualPage.Section("EXIT STATUS", Self.exitStatus)]
      for page in context.tree.manualPages(date: Program.releaseDate, sections: sections) {
        try OutputFile.replace("\(pages)/\(page.fileName)", with: Array(page.text.utf8).span)
      }
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }

  private static var exitStatus: String {
    ExitStatus.allCases.map { "\($0.rawValue)  \($0.meaning)" }.joined(separator: "\n\n")
  }
}
