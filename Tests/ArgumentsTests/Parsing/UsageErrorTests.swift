import Testing

@testable import Arguments

@Suite struct UsageErrorTests {
  @Test(arguments: [
    ("", "Missing command."),
    ("plant", "Missing subcommand: one of add, list."),
    ("watr", "Unknown command 'watr'. Did you mean 'water'?"),
    ("xyz", "Unknown command 'xyz'."),
    ("plant ad", "Unknown subcommand 'ad'."),
    ("plant lits", "Unknown subcommand 'lits'. Did you mean 'list'?"),
    ("help plnt", "Unknown command 'plnt'. Did you mean 'plant'?"),
    ("help plant water", "Unknown subcommand 'water'."),
    ("secrets", "Unknown command 'secrets'."),
    ("--times 3 water", "Unknown option '--times' before the subcommand."),
    ("--formt json", "Unknown option '--formt' before the subcommand. Did you mean '--format'?"),
    ("water --litre 3", "Unknown option '--litre'. Did you mean '--litres'?"),
    ("water --dryrun", "Unknown option '--dryrun'. Did you mean '--dry-run'?"),
    ("water --no-colour", "Unknown option '--no-colour'. Did you mean '--no-color'?"),
    ("water --hlep", "Unknown option '--hlep'. Did you mean '--help'?"),
    ("water -x", "Unknown option '-x'."),
    ("water --times", "Missing value for '--times <count>'."),
    (
      "water --note --dry-run",
      "Missing value for '--note <text>': a value that begins with a dash is written"
        + " '--note=--dry-run'."
    ),
    (
      "water --note -q",
      "Missing value for '--note <text>': a value that begins with a dash is written '--note=-q'."
    ),
    ("water --times 1 --times 1", "Option '--times' was given more than once."),
    ("water -l 1 --litres 2", "Option '--litres' was given more than once."),
    ("--format json water --format table", "Option '--format' was given more than once."),
    ("water --color --no-color", "Options '--color' and '--no-color' contradict each other."),
    ("water --dry-run=yes", "Option '--dry-run' takes no value."),
    ("water --times 1.5", "Invalid value '1.5' for '--times <count>': expected a whole number."),
    (
      "water --times 99999999999999999999",
      "Invalid value '99999999999999999999' for '--times <count>': the number is too large."
    ),
    (
      "water --litres 1.005",
      "Invalid value '1.005' for '--litres <litres>': more than 2 fraction digits."
    ),
    (
      "water --tool sprinklr",
      "Invalid value 'sprinklr' for '--tool <tool>': expected one of can, hose, sprinkler."
        + " Did you mean 'sprinkler'?"
    ),
    (
      "water --tool=", "Invalid value '' for '--tool <tool>': expected one of can, hose, sprinkler."
    ),
    ("plant add --bed 3", "Missing argument '<plant>'."),
    ("plant add rose", "Missing option '--bed <bed>'."),
    ("plant add rose fern --bed 3", "Unexpected argument 'fern'."),
    ("plant list a b", "Unexpected argument 'b'."),
    ("--generate-completion-script", "Missing value for '--generate-completion-script <shell>'."),
    (
      "--generate-completion-script tcsh",
      "Unknown shell 'tcsh': expected one of bash, zsh, fish."
    ),
  ])
  func `says what is wrong`(line: String, message: String) {
    #expect(Reading(line).error?.message == message)
  }

  @Test(arguments: [
    ("water --times x", "garden water [options] [<plant> ...]", "garden water --help"),
    ("plant add", "garden plant add --bed <bed> [options] <plant>", "garden plant add --help"),
    ("plant nonsense", "garden plant <subcommand>", "garden plant --help"),
    ("alarm now", "garden alarm [options] [<subcommand>]", "garden alarm --help"),
    ("nonsense", "garden <subcommand>", "garden --help"),
    ("help plant nonsense", "garden <subcommand>", "garden --help"),
  ])
  func `shows the usage of the command and where to read more`(
    line: String, usage: String, help: String
  ) {
    let error = Reading(line).error
    #expect(error?.usage == usage)
    #expect(error?.helpCommand == help)
  }

  @Test func `is three lines on standard error`() {
    #expect(
      Reading("water --skpi 1").error?.text == """
        Error: Unknown option '--skpi'. Did you mean '--skip'?
        Usage: garden water [options] [<plant> ...]
        See 'garden water --help' for more.
        """)
  }

  @Test func `what the user typed cannot take over the terminal`() {
    let evil = "a\u{1B}[2J\n\u{202E}b\u{7F}\u{9B}"
    for words in [[evil], ["water", "--\(evil)"], ["water", "--times", evil], ["plant", evil]] {
      let message = Reading(words: words).error?.message ?? ""
      #expect(message.contains(#"a\u{1B}[2J\n\u{202E}b\u{7F}\u{9B}"#))
    }
    let long = Reading(words: ["water", "--times", String(repeating: "9x", count: 5000)])
    #expect(long.error?.message.count ?? 10_000 < 300)
  }
}
