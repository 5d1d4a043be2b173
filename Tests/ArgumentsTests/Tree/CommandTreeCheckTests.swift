import Testing

@testable import Arguments

@Suite struct CommandTreeCheckTests {
  @Test func `finds nothing wrong with a good tree`() {
    #expect(garden.flaws == [])
  }

  @Test func `finds everything that is wrong with a bad one`() {
    let tree = CommandTree<any ParsableCommand>(
      name: "bad", version: "1", summary: "No period", environmentPrefix: "BAD_",
      globals: Globals.self
    ) {
      [
        .bad(Sloppy.self), .bad(Sloppy.self), .bad(Clashing.self),
        .group("Empty", "Has nothing.") { [] },
        .group("help", "Shadows help.") { [.bad(Clashing.self)] },
      ]
    }
    #expect(
      Set(tree.flaws) == [
        "bad: the summary is not a sentence ending in a period.",
        "bad: two subcommands 'sloppy'.",
        "bad: the subcommand 'Empty' is not a lower-case word.",
        "bad: 'help' is there without being declared.",
        "bad Empty: neither a command nor a group of commands.",
        "bad sloppy: the explanation of 'bad sloppy' is not a sentence ending in a period.",
        "bad sloppy: the help of '--one' is not a sentence ending in a period.",
        "bad sloppy: the option '-two' is not named --like-this and -l.",
        "bad sloppy: nothing can follow '<many> ...'.",
        "bad sloppy: the required '<last>' follows an optional argument.",
        "bad clashing: two options '--one'.",
        "bad clashing: two options read BAD_ONE.",
        "bad clashing: the option '--help' is there without being declared.",
        "bad clashing: the option '--verbose' shadows the global '--verbose'.",
        "bad help clashing: two options '--one'.",
        "bad help clashing: two options read BAD_ONE.",
        "bad help clashing: the option '--help' is there without being declared.",
        "bad help clashing: the option '--verbose' shadows the global '--verbose'.",
      ])
  }

  private struct Globals: OptionGroup {
    var verbose = false
    static let arguments: [Argument<Self>] = [
      .flag("--verbose", \.verbose, help: "Say more.")
    ]
  }

  private struct Sloppy: ParsableCommand {
    static let name = "sloppy"
    static let summary = "Is sloppy."
    static let examples = [Example("bad sloppy", "no sentence")]
    var one = 1
    var many: [String] = []
    var last = ""
    static let arguments: [Argument<Self>] = [
      .option("--one", \.one, value: "n", help: "no period"),
      .option("-two", \.one, value: "n", help: "Has one dash."),
      .positional(\.many, value: "many", help: "All."),
      .positional(\.last, value: "last", required: true, help: "Never reached."),
    ]
  }

  private struct Clashing: ParsableCommand {
    static let name = "clashing"
    static let summary = "Clashes."
    var one = 1
    var flag = false
    static let arguments: [Argument<Self>] = [
      .option("--one", \.one, value: "n", help: "First."),
      .option("--one", \.one, value: "n", help: "Second."),
      .flag("--help", \.flag, help: "Is there already."),
      .flag("--verbose", \.flag, help: "Means something else."),
    ]
  }
}

extension CommandNode where Product == any ParsableCommand {
  fileprivate static func bad<Command: ParsableCommand>(_ type: Command.Type) -> Self {
    Self(type, product: { $0 })
  }
}
