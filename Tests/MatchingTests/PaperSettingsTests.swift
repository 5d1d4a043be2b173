import Domain
import Matching
import Testing

@Suite struct PaperSettingsTests {
  @Test func `the defaults are those of the rules`() throws {
    #expect(try PaperSettings().rules() == PaperRules())
  }

  @Test func `each text is read, and written alike`() throws {
    var settings = PaperSettings()
    let texts = ["25000.5", "USDC", "-0.01", "0.1", "2.5", "250ms", "10", "3", "0.4"]
    for (setting, text) in zip(PaperSetting.allCases, texts) {
      #expect(settings.text(of: setting) != text)
      try settings.set(setting, to: text)
      #expect(settings.text(of: setting) == text)
    }
    let rules = try settings.rules()
    #expect(rules.makerFee.description == "-0.0001")
    #expect(rules.takerFee.description == "0.001")
    #expect(rules.slippage.description == "0.00025")
    #expect(rules.latency == TimeInterval(nanoseconds: 250_000_000))
    #expect(rules.participation?.description == "0.1")
    #expect(rules.defaultLeverage == Rate(3))
    #expect(rules.maintenanceRate.description == "0.004")
    try settings.set(.participation, to: "none")
    #expect(settings.participation == nil)
  }

  @Test(arguments: [
    (PaperSetting.equity, ["0", "-1", "", "ten", "1e30", "none"]),
    (.currency, ["", "US DT", "US/DT", "ÜSD", "ABCDEFGHIJKLMNOPQ"]),
    (.makerFee, ["100", "-100", "x"]), (.takerFee, ["100", "-100.5", "none"]),
    (.slippage, ["-1", "10000", ""]), (.latency, ["-1s", "soon", "5", "none"]),
    (.participation, ["0", "-5", "100.1", "all"]), (.leverage, ["0.9", "126", "", "none"]),
    (.maintenance, ["-0.1", "100", "none"]),
  ])
  func `what is outside the range is refused and changes nothing`(
    setting: PaperSetting, texts: [String]
  ) {
    for text in texts {
      var settings = PaperSettings()
      let error = #expect(throws: PaperSettingError.self) { try settings.set(setting, to: text) }
      #expect(error?.explanation.hasPrefix("\(setting.rawValue) must be ") == true)
      #expect(settings == PaperSettings())
    }
  }

  @Test func `leverage and maintenance have to leave room for each other`() throws {
    var settings = PaperSettings()
    try settings.set(.leverage, to: "50")
    try settings.set(.maintenance, to: "1.99")
    #expect(throws: PaperSettingError.self) { try settings.set(.maintenance, to: "2") }
    #expect(throws: PaperSettingError.self) { try settings.set(.leverage, to: "51") }
    try settings.set(.leverage, to: "50.25")
  }
}
