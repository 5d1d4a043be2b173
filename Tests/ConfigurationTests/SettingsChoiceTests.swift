import Domain
import Testing

@testable import Configuration

@Suite struct SettingsChoiceTests {
  private let settings: Settings

  init() throws {
    settings = try SettingsFile.settings(
      Array(
        """
        [venues.desk]
        gateway = "127.0.0.1:7070"
        [accounts.main]
        [accounts.real]
        mode = "live"
        venue = "desk"
        [accounts.lab]
        mode = "demo"
        venue = "desk"
        """.utf8), path: "c")
  }

  @Test func `without a word it is paper`() throws {
    let choice = try Settings().choose()
    #expect(choice.account.name == "main")
    #expect(choice.venue == "paper")
    #expect(choice.connection == nil)
    #expect(choice.mode == .paper)
  }

  @Test func `an account brings its venue and its mode`() throws {
    let choice = try settings.choose(account: "lab")
    #expect(choice.mode == .demo)
    #expect(choice.venue == "desk")
    #expect(choice.connection == .gateway(.loopback(port: 7070, isVersion6: false)))
  }

  @Test func `a live account trades live only when that is confirmed`() throws {
    #expect(throws: AccountChoiceError.liveNotConfirmed(account: "real")) {
      try settings.choose(account: "real")
    }
    #expect(throws: AccountChoiceError.liveNotConfirmed(account: "real")) {
      try settings.choose(account: "real", mode: .live)
    }
    for mode in [nil, TradingMode.live] {
      let choice = try settings.choose(account: "real", mode: mode, isLiveConfirmed: true)
      #expect(choice.mode == .live)
    }
  }

  @Test func `any account can practise on paper, at any venue`() throws {
    for isLiveConfirmed in [false, true] {
      let choice = try settings.choose(
        account: "real", mode: .paper, isLiveConfirmed: isLiveConfirmed)
      #expect(choice.mode == .paper)
      #expect(choice.venue == "desk")
    }
    #expect(try settings.choose(account: "main", venue: "desk").mode == .paper)
  }

  @Test func `nobody goes further than the account is configured for`() {
    for (account, mode, isConfirmed) in [
      ("main", TradingMode.live, true), ("main", .demo, false), ("lab", .live, true),
      ("real", .demo, true),
    ] {
      #expect(throws: AccountChoiceError.self) {
        try settings.choose(account: account, mode: mode, isLiveConfirmed: isConfirmed)
      }
    }
    // A confirmation that would be for nothing is a misunderstanding.
    #expect(
      throws: AccountChoiceError.otherMode(account: "main", configured: .paper, wanted: .live)
    ) { try settings.choose(account: "main", isLiveConfirmed: true) }
  }

  @Test func `real money does not go to the paper exchange`() {
    #expect(throws: AccountChoiceError.paperVenue(account: "real", mode: .live)) {
      try settings.choose(account: "real", venue: "paper", isLiveConfirmed: true)
    }
  }

  @Test func `names that are not known are told with the nearest that is`() {
    let account = #expect(throws: AccountChoiceError.self) {
      try settings.choose(account: "maim")
    }
    #expect(
      account?.explanation
        == "There is no account 'maim' in the configuration; did you mean 'main'?")
    let venue = #expect(throws: AccountChoiceError.self) { try settings.choose(venue: "dsk") }
    #expect(
      venue?.explanation == "There is no venue 'dsk' in the configuration; did you mean 'desk'?")
  }

  @Test func `of several accounts one is named, or called main, or the default`() throws {
    func settings(_ text: String) throws -> Settings {
      try SettingsFile.settings(Array(text.utf8), path: "c")
    }
    #expect(try settings("[accounts.a]\n[accounts.main]").choose().account.name == "main")
    #expect(try settings("[accounts.a]").choose().account.name == "a")
    #expect(throws: AccountChoiceError.noAccountNamed) {
      try settings("[accounts.a]\n[accounts.b]").choose()
    }
    let named = try settings("defaults.account = 'b'\n[accounts.a]\n[accounts.b]")
    #expect(try named.choose().account.name == "b")
    #expect(try named.choose(account: "a").account.name == "a")
  }
}
