import Domain
import Risk
import Testing

@Suite struct CountLimitTests {
  @Test(arguments: ["10/1s", "1/1ns", "200/1m", "1000000/7d"])
  func `a count and a time are read and written alike`(text: String) {
    #expect(CountLimit(text: text)?.text == text)
  }

  @Test(arguments: [
    "", "10", "/1s", "10/", "0/1s", "-1/1s", "+1/1s", "1000001/1s", "1.5/1s", "10/0", "10/0s",
    "10/1", "10/1s/1s", "10 / 1s", "10/-1s", "٣/1s",
  ])
  func `everything else is refused`(text: String) {
    #expect(CountLimit(text: text) == nil)
  }

  @Test func `several stand with commas between them, each window once`() throws {
    var policy = RiskPolicy()
    try policy.set(.orderRate, to: "10/1s, 200/1m")
    #expect(policy.orderRates.map(\.text) == ["10/1s", "200/1m"])
    #expect(policy.text(of: .orderRate) == "10/1s,200/1m")
    for text in ["10/1s,", ",10/1s", "10/1s,20/1s", "60/1m,60/60s", "10/1s;20/1m", "none,10/1s"] {
      #expect(throws: RiskSettingError.self) { try policy.set(.orderRate, to: text) }
    }
    #expect(policy.orderRates.count == 2)
    try policy.set(.orderRate, to: "none")
    #expect(policy.orderRates.isEmpty)
    #expect(policy.text(of: .orderRate) == "none")
  }
}
