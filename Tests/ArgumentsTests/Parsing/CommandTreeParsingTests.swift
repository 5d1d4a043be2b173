import Testing

@testable import Arguments

@Suite struct CommandTreeParsingTests {
  @Test func `fills every kind of property`() throws {
    let line = "water rose fern --litres 2.5 --tool hose --skip ivy --skip=moss -q --dry-run"
    let water = try #require(Reading(line).water)
    var expected = Water()
    expected.plants = ["rose", "fern"]
    expected.litres = Litres(hundredths: 250)
    expected.tool = .hose
    expected.skip = ["ivy", "moss"]
    expected.dryRun = true
    expected.global.quiet = true
    #expect(water == expected)
  }

  @Test func `leaves defaults alone when nothing is given`() {
    let reading = Reading("water")
    #expect(reading.water == Water())
    #expect(reading.invocation?.sources == [])
    #expect(reading.path == ["water"])
  }

  @Test(arguments: [
    "water rose --times 3", "water --times 3 rose", "water --times=3 rose",
    "water --times 3 -- rose",
  ])
  func `takes options before and after positionals`(line: String) {
    let water = Reading(line).water
    #expect(water?.times == 3)
    #expect(water?.plants == ["rose"])
  }

  @Test(arguments: [
    "--format json water rose", "--format=json water rose", "water --format json rose",
    "water rose --format json",
  ])
  func `takes global options before the command too`(line: String) {
    let reading = Reading(line)
    #expect(reading.water?.global.format == .json)
    #expect(reading.water?.plants == ["rose"])
    #expect(reading.path == ["water"])
  }

  @Test func `takes global options between the words of a command`() throws {
    let reading = Reading("plant -q add --format table rose --bed 3")
    let command = try #require(reading.command as? PlantAdd)
    #expect(
      command.global
        == {
          var all = GardenOptions(); all.quiet = true; all.format = .table; return all
        }())
    #expect(reading.path == ["plant", "add"])
  }

  @Test func `an option's value is not mistaken for a command`() {
    #expect(Reading("--format table water").water?.global.format == .table)
    #expect(Reading("--format water").answer.contains("Missing command"))
  }

  @Test func `a command may have commands below it`() {
    #expect(Reading("alarm").command is Alarm)
    #expect(Reading("alarm --everybody").command is Alarm)
    #expect(Reading("alarm reset").command is AlarmReset)
    #expect(Reading("alarm -q reset").command is AlarmReset)
    #expect(
      Reading("alarm resett").answer
        == "Error: Unexpected argument 'resett'. Did you mean 'reset'?")
  }

  @Test func `hidden commands can be run`() {
    #expect(Reading("secret").command is Secret)
  }

  @Test func `a lone dash is a positional and a value`() {
    #expect(Reading("water -").water?.plants == ["-"])
    #expect(Reading("water --log -").water?.log == "-")
  }

  @Test func `two dashes end the options`() {
    #expect(
      Reading("water -- --times -q --help --").water?.plants == ["--times", "-q", "--help", "--"])
  }

  @Test func `negative numbers are values and positionals`() {
    #expect(Reading("water --times -5").water?.times == -5)
    #expect(Reading("water --litres -.5").answer.contains("expected a number of litres"))
    #expect(Reading("water -5").water?.plants == ["-5"])
  }

  @Test func `a value may begin with dashes behind an equals sign`() {
    #expect(Reading("water --note=--help").water?.note == "--help")
    #expect(Reading("water --note=").water?.note == "")
    #expect(Reading("water --note=a=b").water?.note == "a=b")
    #expect(Reading("water -l=3").water?.litres == Litres(hundredths: 300))
  }

  @Test func `a negatable flag has two names`() {
    #expect(Reading("water --no-color").water?.global.color == false)
    #expect(Reading("water --color").water?.global.color == true)
    #expect((Reading("alarm").command as? Alarm)?.everybody == nil)
    #expect((Reading("alarm --no-everybody").command as? Alarm)?.everybody == false)
  }

  @Test(arguments: [
    ("--help", "help"), ("-h", "help"), ("help", "help"), ("water --help", "help water"),
    ("water --times x --stpo -h", "help water"), ("--help plant add", "help plant add"),
    ("help plant add", "help plant add"), ("help plant", "help plant"),
    ("plant --help", "help plant"), ("plant add --help", "help plant add"),
    ("--format json plant --help add", "help plant add"), ("plant nonsense --help", "help plant"),
    ("--version", "version"), ("water --version", "version"), ("-q --version", "version"),
    ("--generate-completion-script zsh", "script zsh"),
    ("--generate-completion-script=fish", "script fish"),
  ])
  func `answers requests`(line: String, answer: String) {
    #expect(Reading(line).answer == answer)
  }

  @Test func `a quoted request is an ordinary word`() {
    #expect(Reading("water --note=-h -- --help").water?.plants == ["--help"])
  }

  @Test func `says where values came from`() throws {
    let reading = Reading(
      "water rose --times 2 -q", ["GARDEN_FORMAT": "json", "GARDEN_TIMES": "9"])
    let invocation = try #require(reading.invocation)
    for name in ["plant", "--times", "--quiet"] {
      #expect(invocation.origin(of: name) == .commandLine)
    }
    #expect(invocation.origin(of: "--format") == .environment(variable: "GARDEN_FORMAT"))
    #expect(invocation.origin(of: "--skip") == nil)
    #expect(invocation.sources.count == 4)
    #expect(reading.water?.times == 2)
  }
}
