import Testing

@testable import Arguments

@Suite struct HelpTextTests {
  @Test func `shows a command with all its parts`() {
    #expect(
      garden.help(of: ["water"]) == """
        OVERVIEW: Water some plants.

        Each plant gets the same amount. A plant that was watered today is left alone
        unless it is asked for twice.

          rose    2 litres
          cactus  none

        USAGE: garden water [options] [<plant> ...]

        ARGUMENTS:
          <plant>                 The plants; '-' reads names from standard input.

        OPTIONS:
          -l, --litres <litres>   How much each one gets. (default: 1)
          --tool <tool>           What to water with. (values: can, hose, sprinkler)
          --skip <plant>          A plant to leave alone. (repeatable)
          --times <count>         How often. (default: 1)
          --dry-run               Only say what would be done.

        OUTPUT OPTIONS:
          --log <file>            Where to note what was done, one line for each plant,
                                  with its name and the amount. (environment: WATER_LOG)
          --note <text>           A remark for the log.

        GLOBAL OPTIONS:
          --format <format>       How to write the answer. (values: json, table)
          -q, --quiet             Say only what went wrong.
          --color/--no-color      Use colors on a terminal. (default: --color)
          -h, --help              Show help information.

        EXAMPLES:
          Give one plant two litres.
            garden water rose --litres 2

          Water every plant.
            garden plant list --names |
              garden water -

        Each option except --dry-run can also be set by an environment variable:
        --litres by GARDEN_LITRES.

        """)
  }

  @Test func `shows the program`() {
    #expect(
      garden.help(of: []) == """
        OVERVIEW: Look after plants.

        Plants are known by their names.

        USAGE: garden <subcommand>

        GLOBAL OPTIONS:
          --format <format>       How to write the answer. (values: json, table)
          -q, --quiet             Say only what went wrong.
          --color/--no-color      Use colors on a terminal. (default: --color)
          --version               Show the version.
          --generate-completion-script <shell>
                                  Print a completion script. (values: bash, zsh, fish)
          -h, --help              Show help information.

        SUBCOMMANDS:
          water                   Water some plants.
          alarm                   Call for help.

        LISTS:
          plant                   Keep the list of plants.

        EXAMPLES:
          Give one plant two litres.
            garden water rose --litres 2

        Each option can also be set by an environment variable: --format by
        GARDEN_FORMAT.

        See 'garden help <subcommand>' for more about one of them.

        """)
  }

  @Test func `shows a group of commands`() {
    #expect(
      garden.help(of: ["plant"]) == """
        OVERVIEW: Keep the list of plants.

        USAGE: garden plant <subcommand>

        OPTIONS:
          -h, --help              Show help information.

        SUBCOMMANDS:
          add                     Add a plant to the list.
          list                    Show the plants.

        See 'garden help plant <subcommand>' for more about one of them.

        """)
  }

  @Test func `says what is required`() throws {
    let help = try #require(garden.help(of: ["plant", "add"]))
    #expect(help.contains("USAGE: garden plant add --bed <bed> [options] <plant>\n"))
    #expect(help.contains("  --bed <bed>             Where it stands. (required)\n"))
  }

  @Test func `there is none for an unknown command`() {
    #expect(garden.help(of: ["plant", "nonsense"]) == nil)
    #expect(garden.help(of: ["water", "rose"]) == nil)
  }

  @Test(arguments: [0, 50, 60, 72, 80, 99, 100, 101, 200, 100_000])
  func `keeps to the width, but never goes beyond 100 columns`(width: Int) throws {
    let widest = min(max(width, 50), 100)
    for description in garden.descriptions {
      let text = HelpText.text(for: description, width: width)
      for line in text.split(separator: "\n") where line.contains(where: { $0.isWhitespace }) {
        #expect(line.count <= widest || line.hasPrefix("USAGE:"), "\(line)")
      }
      let words = HelpText.text(for: description, width: 80).split { $0.isWhitespace }
      #expect(text.split { $0.isWhitespace } == words)
    }
  }

  @Test func `uses a wide terminal`() throws {
    let help = try #require(garden.help(of: ["water"], width: 200))
    let longest = help.split(separator: "\n").map(\.count).max()
    #expect(longest == 100)
  }
}
