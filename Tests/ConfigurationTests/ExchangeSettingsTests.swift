import Domain
import Testing

@testable import Configuration

extension KnownExchanges {
  static let ofTests = KnownExchanges {
    ["binance", "binance-futures"]
  } addressProblem: { text in
    text.hasPrefix("http") ? nil : "'\(text)' is no address"
  }
}

/// Venues that are exchanges, with a description and without one.
@Suite struct ExchangeSettingsTests {
  private func settings(_ text: String) throws(ConfigurationError) -> Settings {
    try SettingsFile.settings(Array(text.utf8), path: "c", exchanges: .ofTests)
  }

  @Test func `an exchange is known by its name alone`() throws {
    let settings = try settings("[accounts.main]\nvenue = 'binance'\nmode = 'demo'")
    let choice = try settings.choose(exchanges: .ofTests)
    #expect(choice.connection == .exchange(ExchangeConnection("binance")))
    #expect(choice.mode == .demo)
    #expect(
      try settings.choose(venue: "binance-futures", exchanges: .ofTests).connection
        == .exchange(ExchangeConnection("binance-futures")))
    #expect(throws: AccountChoiceError.unknownVenue("binanc", near: "binance")) {
      try settings.choose(venue: "binanc", exchanges: .ofTests)
    }
    #expect(throws: AccountChoiceError.unknownVenue("binance", near: nil)) {
      try settings.choose()
    }
  }

  @Test func `a description gives another address, and another name`() throws {
    let settings = try settings(
      """
      [venues.binance]
      rest = 'http://127.0.0.1:1'
      [venues.lab]
      dialect = 'binance-futures'
      rest = 'https://example.org'
      market_fallback = ['https://a.example.org', 'https://b.example.org']
      """)
    var lab = ExchangeConnection("binance-futures", rest: ["https://example.org"])
    lab.marketFallback = ["https://a.example.org", "https://b.example.org"]
    #expect(
      settings.venues.map(\.connection) == [
        .exchange(ExchangeConnection("binance", rest: ["http://127.0.0.1:1"])), .exchange(lab),
      ])
    #expect(try settings.connection(of: "lab", .none) == .exchange(lab))
  }

  @Test(arguments: [
    (
      "[venues.lab]\nrest = 'https://example.org'",
      "dialect is missing: which exchange does 'lab' speak like?"
    ),
    (
      "[venues.lab]\ndialect = 'binanc'",
      "dialect must be one of binance, binance-futures, not 'binanc'."
    ),
    ("[venues.binance]\nrest = 'ftp://x'", "'ftp://x' is no address."),
    (
      "[venues.binance]\nrest = 5", "rest must be an address in quotes, or a list of them, not '5'."
    ),
    (
      "[venues.binance]\nrest = ['https://x', 5]",
      "rest must be an address in quotes, or a list of them, not '5'."
    ),
    ("[venues.binance]\nrest = []", "rest has no address."),
    ("[venues.binance]\nmarket_fallback = ['ftp://x']", "'ftp://x' is no address."),

    ("[venues.lab]", "gateway is missing: how is the venue 'lab' reached?"),
    (
      "[venues.lab]\ngateway = '127.0.0.1:1'\ndialect = 'binance'",
      "a venue has a gateway, or what exchanges have, but not both."
    ),
    ("[accounts.main]\nvenue = 'binanc'", "There is no venue 'binanc'; did you mean 'binance'?"),
  ])
  func `each mistake has its own words`(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try settings(text) }
    #expect(error?.problems.map(\.message) == [message])
  }
}
