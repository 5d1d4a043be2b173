import Domain
import Glibc
import Matching
import Risk
import TestSupport
import Testing

@testable import Configuration

@Suite struct SettingsFileTests {
  private func settings(_ text: String) throws -> Settings {
    try SettingsFile.settings(Array(text.utf8), path: "config.toml")
  }

  private func problems(_ text: String) -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
      _ = try SettingsFile.settings(Array(text.utf8), path: "config.toml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `without a word there is one account on paper`() throws {
    let settings = try settings("")
    #expect(settings.accounts == [AccountSettings()])
    #expect(settings.accounts[0].name == "main")
    #expect(settings.accounts[0].venue == "paper")
    #expect(settings.accounts[0].mode == .paper)
    #expect(!settings.accounts[0].isReadOnly)
    #expect(settings.risk.policy == RiskPolicy())
    #expect(settings.risk.dayStart == .midnightUTC)
    #expect(settings.paper == PaperSettings())
    #expect(settings.notify.command == nil)
    #expect(settings.venues.isEmpty)
    #expect(settings.path == "config.toml")
    #expect(Settings().path == nil)
  }

  @Test func `every table reaches its settings`() throws {
    let settings = try settings(
      """
      [defaults]
      account = "swing"
      venue = "desk"

      [venues.desk]
      gateway = "unix:/run/desk.sock"
      [venues.lab]
      gateway = "127.0.0.1:7070"

      [accounts.swing]
      mode = "live"
      read_only = true
      currency = "USDC"
      spot_margin = true
      [accounts.swing.risk]
      name = "careful"
      max_positions = 2
      day_start = "00:30 UTC"
      [accounts.tests]
      venue = "lab"
      mode = "demo"
      [accounts.play]
      venue = "paper"

      [risk]
      max_positions = 7
      max_leverage = 3
      day_start = "17:00 America/New_York"
      order_rate = "10/1s,200/1m"
      failed_orders = "5/10m"

      [breaker]
      cooldown = "30m"
      trip_on = ["daily_loss", "failed_orders"]

      [paper]
      equity = 25_000
      currency = "USDC"
      maker_fee = -0.01
      taker_fee = 0.1
      slippage_bps = 2
      latency = "250ms"
      participation = 10
      leverage = 3
      maintenance = 0.4

      [notify]
      command = "mail -s tradectl me"
      on = ["trip", "halt"]
      """)
    #expect(settings.defaults.account == "swing")
    #expect(settings.defaults.venue == "desk")
    #expect(
      settings.venues == [
        VenueSettings(name: "desk", connection: .gateway(.unix(path: "/run/desk.sock"))),
        VenueSettings(
          name: "lab", connection: .gateway(.loopback(port: 7070, isVersion6: false))),
      ])
    #expect(settings.accounts.map(\.name) == ["swing", "tests", "play"])
    #expect(settings.accounts.map(\.venue) == ["desk", "lab", "paper"])
    #expect(settings.accounts.map(\.mode) == [.live, .demo, .paper])
    #expect(settings.accounts.map(\.isReadOnly) == [true, false, false])
    #expect(settings.accounts.map(\.hasSpotMargin) == [true, false, false])
    #expect(settings.accounts.map(\.currency) == ["USDC", nil, nil])

    let common = settings.accounts[1].risk
    #expect(common == settings.risk)
    #expect(common.policy.maximumPositions == 7)
    #expect(common.policy.orderRates.map(\.text) == ["10/1s", "200/1m"])
    #expect(common.policy.failedOrders.map(\.text) == ["5/10m"])
    #expect(common.policy.breaker.cooldown == TimeInterval(nanoseconds: 1_800_000_000_000))
    #expect(common.policy.breaker.causes == [.dailyLoss, .failedOrders])
    #expect(common.dayStart.text == "17:00 America/New_York")

    // What the account does not say comes from the common table, wherever that stands.
    let swing = settings.accounts[0].risk
    #expect(swing.policy.name == "careful")
    #expect(swing.policy.maximumPositions == 2)
    #expect(swing.policy.maximumLeverage == Rate(3))
    #expect(swing.policy.breaker == common.policy.breaker)
    #expect(swing.dayStart.text == "00:30 UTC")

    #expect(
      PaperSetting.allCases.map(settings.paper.text) == [
        "25000", "USDC", "-0.01", "0.1", "2", "250ms", "10", "3", "0.4",
      ])
    #expect(settings.notify.command(for: .trip) == "mail -s tradectl me")
    #expect(settings.notify.command(for: .halt) == "mail -s tradectl me")
    #expect(settings.notify.command(for: .unknown) == nil)
    #expect(settings.lines["accounts.swing.risk.max_positions"] == 17)
    #expect(settings.lines["risk.max_positions"] == 26)
    #expect(settings.lines["accounts.swing.risk.max_leverage"] == nil)
  }

  @Test func `an account without a venue takes the default one`() throws {
    let settings = try settings(
      "defaults.venue = 'desk'\nvenues.desk.gateway = '127.0.0.1:1'\n[risk]\nmax_positions = 1")
    #expect(settings.accounts.map(\.venue) == ["desk"])
    #expect(settings.accounts.map(\.risk.policy.maximumPositions) == [1])
  }

  @Test func `none is no cooldown, and no list trips nothing`() throws {
    let settings = try settings("[breaker]\ncooldown = 'none'\ntrip_on = []")
    #expect(settings.risk.policy.breaker.cooldown == nil)
    #expect(settings.risk.policy.breaker.causes.isEmpty)
  }

  @Test func `every problem is reported with its line and key`() {
    let found = problems(
      """
      [defaults]
      acount = "x"
      account = "mian"
      [venues.desk]
      gatway = "unix:/run/desk.sock"
      [venues.lab]
      gateway = "example.org:80"
      [accounts.main]
      venue = "dusk"
      mode = "real"
      read_only = "yes"
      [accounts.main.risk]
      max_positins = 3
      [accounts.real]
      mode = "live"
      [accounts.ok]
      venue = "lab"
      mode = "live"
      [risk]
      day_start = "17:00 America/New_Yrok"
      order_rate = "10"
      [breaker]
      cooldown = 5
      trip_on = ["daily_loss", "bad_mood"]
      [paper]
      leverage = 200
      [notify]
      on = "trip"
      command = ""
      [papper]
      """)
    #expect(
      found.map { "\($0.line) \($0.key): \($0.message)" } == [
        "2 defaults.acount: 'acount' is unknown; did you mean 'account'?",
        "3 defaults.account: There is no account 'mian'; did you mean 'main'?",
        "4 venues.desk: gateway is missing: how is the venue 'desk' reached?",
        "5 venues.desk.gatway: 'gatway' is unknown; did you mean 'gateway'?",
        "7 venues.lab.gateway: gateway must be unix:/path, 127.0.0.1:port or [::1]:port, because "
          + "a gateway runs on this machine, not 'example.org:80'.",
        "9 accounts.main.venue: There is no venue 'dusk'; did you mean 'desk'?",
        "10 accounts.main.mode: mode must be paper, demo or live, not 'real'.",
        "11 accounts.main.read_only: read_only must be true or false, not 'yes'.",
        "13 accounts.main.risk.max_positins: 'max_positins' is unknown; did you mean "
          + "'max_positions'?",
        "14 accounts.real: The account 'real' is for live trading, which the venue 'paper' is "
          + "not; name another with venue = \"…\".",
        "20 risk.day_start: day_start must name a time zone that is in /usr/share/zoneinfo, not "
          + "'America/New_Yrok'.",
        "21 risk.order_rate: order_rate must be a count and a time such as 10/1s, several with "
          + "commas between them, or none, not '10'.",
        "23 breaker.cooldown: cooldown must be a time above 0 such as 30m or 1h, or none, not "
          + "'5'.",
        "24 breaker.trip_on: trip_on must be a list of words among max_drawdown, daily_loss, "
          + "failed_orders, not 'bad_mood'.",
        "26 paper.leverage: leverage must be a number from 1 to 125, and below 100 divided by "
          + "the maintenance, not '200'.",
        "28 notify.on: on must be a list of words among trip, halt, unknown, not 'trip'.",
        "29 notify.command: command must be a text that a shell can run, not ''.",
        "30 papper: 'papper' is unknown; did you mean 'paper'?",
      ])
  }

  @Test(arguments: [
    ("accounts = 5", "accounts must be a table: write [accounts]."),
    ("[[accounts]]", "accounts must be a table: write [accounts]."),
    ("[accounts]\nmain = 5", "accounts.main must be a table: write [accounts.main]."),
    (
      "[accounts.main]\nrisk = 5", "accounts.main.risk must be a table: write [accounts.main.risk]."
    ),
    ("venues = []", "venues must be a table: write [venues]."),
    (
      "[venues.paper]\ngateway = '127.0.0.1:1'",
      "'paper' is the paper exchange, which has no connection; its table is [paper]."
    ),
    ("[accounts.\"a/b\"]", "A name has 1 to 32 letters, digits, dashes and underscores."),
    ("[accounts.\"\"]", "A name has 1 to 32 letters, digits, dashes and underscores."),
    (
      "[venues.\"ä\"]\ngateway = '127.0.0.1:1'",
      "A name has 1 to 32 letters, digits, dashes and underscores."
    ),
    ("defaults.venue = 'desk'", "There is no venue 'desk': describe it in [venues.desk]."),
    ("defaults.account = 5", "account must be a name in quotes, not '5'."),
    (
      "[venues.desk]\ngateway = '127.0.0.1:1'\nrest = 'https://example.org'",
      "a venue has a gateway, or what exchanges have, but not both."
    ),
    (
      "[risk]\nday_start = 17:00:00",
      "day_start must be a time of day and a time zone such as '17:00 America/New_York', not a "
        + "date or a time."
    ),
    (
      "[notify]\ncommand = \"a\\u0000b\"",
      "command must be a text that a shell can run, not 'a\u{0}b'."
    ),
    ("x =", "This is not TOML: Error while parsing key-value pair: encountered end-of-file."),
  ])
  func `each mistake has its own words`(text: String, message: String) {
    #expect(problems(text).map(\.message) == [message])
  }

  @Test func `a bad account among good ones refuses the whole file`() {
    #expect(throws: ConfigurationError.self) {
      try settings("[accounts.a]\n[accounts.b]\nmode = 'lve'")
    }
  }

  @Test func `whatever the bytes, they are read, or refused with a line of the text`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("SettingsFileTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let whole = Array(ExampleConfiguration.text.replacing("\n#", with: "\n").utf8)
    let lines = 2 + whole.count { $0 == 0x0A }
    var refused = 0
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...127, using: &generator)
      }
      do throws(ConfigurationError) {
        _ = try SettingsFile.settings(bytes, path: "c")
      } catch {
        refused += 1
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          #expect((1...lines).contains(problem.line))
          #expect(problem.message.hasSuffix("."))
        }
      }
    }
    #expect(refused > 100)
  }

  // MARK: Files

  @Test func `a file that is missing may be, unless somebody named it`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/config.toml"
    #expect(try SettingsFile.read(path: path, isOptional: true) == Settings())
    #expect(
      throws: ConfigurationError.unreadable(path: path, reason: "No such file or directory")
    ) { try SettingsFile.read(path: path) }
    #expect(
      throws: ConfigurationError.unreadable(path: folder.path, reason: "Is a directory")
    ) { try SettingsFile.read(path: folder.path, isOptional: true) }
    try folder.write("[risk]\nmax_positions = 3\n", to: "config.toml")
    for isOptional in [true, false] {
      let settings = try SettingsFile.read(path: path, isOptional: isOptional)
      #expect(settings.risk.policy.maximumPositions == 3)
      #expect(settings.path == path)
    }
  }

  @Test(arguments: [
    (0o600, true), (0o644, true), (0o400, true), (0o755, true), (0o620, false), (0o602, false),
    (0o666, false),
  ])
  func `a file that others can write is refused`(mode: Int, isRead: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("[risk]\n", to: "config.toml")
    #expect(unsafe chmod(path, mode_t(mode)) == 0)
    if isRead {
      #expect(throws: Never.self) { try SettingsFile.read(path: path) }
    } else {
      #expect(
        throws: ConfigurationError.untrusted(
          path: path, reason: "others can write it: it is not read; run chmod go-w '\(path)'")
      ) { try SettingsFile.read(path: path) }
    }
  }

  @Test func `nothing at all can be read from the empty device`() throws {
    let settings = try SettingsFile.read(path: "/dev/null")
    #expect(settings.accounts == Settings().accounts)
  }

  @Test func `a text above the limit is refused`() {
    let bytes = [UInt8](repeating: 0x0A, count: SettingsFile.sizeLimit + 1)
    #expect(throws: ConfigurationError.tooLarge(path: "c", limit: 1_048_576)) {
      try SettingsFile.settings(bytes, path: "c")
    }
    #expect(throws: ConfigurationError.tooLarge(path: "/dev/zero", limit: 1_048_576)) {
      try SettingsFile.read(path: "/dev/zero")
    }
  }
}

extension SettingsFileTests {
  @Test func `whether spot is on margin is true or false`() {
    let found = problems("[accounts.main]\nspot_margin = \"cross\"\n")
    #expect(found.map(\.key) == ["accounts.main.spot_margin"])
  }

  @Test(arguments: ["5", "\"\"", "\"US DC\"", "\"a/b\""])
  func `a currency is the name of an asset`(value: String) {
    let found = problems("[accounts.main]\ncurrency = \(value)\n")
    #expect(found.map(\.key) == ["accounts.main.currency"])
  }
}
