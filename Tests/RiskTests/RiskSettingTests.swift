import Domain
import Risk
import Testing

@Suite struct RiskSettingTests {
  private func policy(_ setting: RiskSetting, _ text: String) throws -> RiskPolicy {
    var policy = RiskPolicy()
    try policy.set(setting, to: text)
    return policy
  }

  @Test func `each setting reaches its limit`() throws {
    #expect(try policy(.maximumPositions, "7").maximumPositions == 7)
    #expect(try policy(.maximumDrawdown, "0.1").maximumDrawdown == Rate("0.001"))
    #expect(try policy(.dailyLoss, "3").dailyLoss == Rate("0.03"))
    #expect(try policy(.maximumGrossExposure, "300").maximumGrossExposure == Rate(3))
    #expect(try policy(.maximumSymbolExposure, "150").maximumSymbolExposure == Rate("1.5"))
    #expect(try policy(.maximumLeverage, "10").maximumLeverage == Rate(10))
    #expect(try policy(.maximumOrderNotional, "1e3").maximumOrderNotional == Notional(1000))
    #expect(try policy(.maximumPosition, "20").maximumPosition == Rate("0.2"))
    #expect(try policy(.maximumRisk, "1.5").maximumRisk == Rate("0.015"))
    #expect(try policy(.priceCollar, "5").priceCollar == Rate("0.05"))
    #expect(try policy(.maximumPriceAge, "60s").maximumPriceAge == .minute)
    #expect(try policy(.orderRate, "10/1s").orderRates == [CountLimit(text: "10/1s")])
    #expect(try policy(.failedOrders, "5/10m").failedOrders == [CountLimit(text: "5/10m")])
    #expect(try policy(.stopRequired, "true").isStopRequired)
    #expect(try policy(.onlyReductions, "true").isReduceOnly)
    #expect(try policy(.maintenanceRate, "0").maintenanceRate == .zero)
  }

  @Test func `none lifts a limit`() throws {
    #expect(try policy(.maximumPositions, "none").maximumPositions == nil)
    #expect(try policy(.maximumDrawdown, "none").maximumDrawdown == nil)
    #expect(try policy(.maximumLeverage, "none").maximumLeverage == nil)
    #expect(try policy(.maximumPriceAge, "none").maximumPriceAge == nil)
    #expect(try policy(.maximumOrderNotional, "none").maximumOrderNotional == nil)
  }

  @Test(arguments: [
    (RiskSetting.maximumPositions, ["-1", "1.5", "10001", "true", "", "5 "]),
    (.maximumDrawdown, ["0", "-1", "100.1", "ten", "nan", "10%"]),
    (.maximumPosition, ["0", "12500.1", "0.0000000000000000001"]),
    (.maximumLeverage, ["0.9", "126"]),
    (.maximumOrderNotional, ["0", "-5", "99999999999999999999999"]),
    (.maximumPriceAge, ["0", "5", "5y", "-5s"]),
    (.stopRequired, ["1", "yes", "none", "True"]),
    (.maintenanceRate, ["100", "-1", "none"]),
  ])
  func `what is outside the range is refused and changes nothing`(
    setting: RiskSetting, texts: [String]
  ) {
    for text in texts {
      var policy = RiskPolicy()
      #expect(throws: RiskSettingError.self) { try policy.set(setting, to: text) }
      #expect(policy == RiskPolicy())
    }
  }

  @Test func `the error names the setting, its range and the text`() {
    var policy = RiskPolicy()
    let error = #expect(throws: RiskSettingError.self) {
      try policy.set(.maximumLeverage, to: "200")
    }
    #expect(
      error?.explanation == "max_leverage must be a number from 1 to 125, or none, not '200'")
  }
}
