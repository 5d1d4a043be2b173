import Configuration
import Domain
import Glibc
import Risk
import Testing

@Suite struct PolicyFileTests {
  private func policy(_ text: String, otherTables: Set<String> = []) throws -> RiskPolicy {
    try PolicyFile.policy(Array(text.utf8), path: "policy.toml", otherTables: otherTables)
  }

  private func problems(_ text: String) -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
      _ = try PolicyFile.policy(Array(text.utf8), path: "policy.toml")
      return []
    } catch .invalid(_, let problems) {
      return problems
    } catch {
      return []
    }
  }

  @Test func `every key reaches its limit`() throws {
    let policy = try policy(
      """
      [risk]
      name = "desk"
      max_positions = 3
      max_drawdown = 12.5
      daily_loss = 1
      max_gross_exposure = 300
      max_symbol_exposure = 100
      max_leverage = 10
      max_order_notional = 25_000.50
      max_position = 20
      max_risk = 0.5
      price_collar = 5
      max_price_age = "30s"
      stop_required = true
      only_reductions = true
      maintenance_rate = 0.4
      """)
    var expected = RiskPolicy()
    expected.name = "desk"
    expected.maximumPositions = 3
    expected.maximumDrawdown = try Rate(decimal: "0.125")
    expected.dailyLoss = try Rate(decimal: "0.01")
    expected.maximumGrossExposure = Rate(3)
    expected.maximumSymbolExposure = .one
    expected.maximumLeverage = Rate(10)
    expected.maximumOrderNotional = try Notional(decimal: "25000.5")
    expected.maximumPosition = try Rate(decimal: "0.2")
    expected.maximumRisk = try Rate(decimal: "0.005")
    expected.priceCollar = try Rate(decimal: "0.05")
    expected.maximumPriceAge = TimeInterval(nanoseconds: 30_000_000_000)
    expected.isStopRequired = true
    expected.isReduceOnly = true
    expected.maintenanceRate = try Rate(decimal: "0.004")
    #expect(policy == expected)
  }

  @Test func `every setting can be written in a file`() {
    for setting in RiskSetting.allCases {
      // A list fits no setting, so the key has been recognised when its range is named.
      let found = problems("[risk]\n\(setting.rawValue) = []")
      #expect(
        found.map(\.message) == ["\(setting.rawValue) must be \(setting.range), not an array."])
    }
  }

  @Test func `numbers are read as decimals, never through binary floating point`() throws {
    for (text, digits) in [
      ("0.1", "0.1"), ("\"0.1\"", "0.1"), ("1e-1", "0.1"),
      ("9007199254740993.1", "9007199254740993.1"),
      ("0.1234567890123456", "0.1234567890123456"),
      ("12345678901234567", "12345678901234567"),
    ] {
      let policy = try policy("[risk]\nmax_order_notional = \(text)")
      #expect(policy.maximumOrderNotional?.description == digits)
    }
  }

  @Test func `what the file does not say stays as it was`() throws {
    #expect(try policy("") == RiskPolicy())
    #expect(try policy("[risk]") == RiskPolicy())
    var base = RiskPolicy()
    base.maximumPositions = 9
    let bytes = Array("[risk]\nmax_drawdown = 5".utf8)
    let policy = try PolicyFile.policy(bytes, path: "p", into: base)
    #expect(policy.maximumPositions == 9)
    #expect(policy.maximumDrawdown == Rate(percent: Rate(5)))
  }

  @Test func `none lifts a limit`() throws {
    #expect(try policy("[risk]\nmax_leverage = \"none\"").maximumLeverage == nil)
  }

  @Test func `dotted keys and inline tables are the same`() throws {
    #expect(try policy("risk.max_positions = 3").maximumPositions == 3)
    #expect(try policy("risk = { max_positions = 3 }").maximumPositions == 3)
  }

  @Test func `every problem is reported with its line and key`() {
    let found = problems(
      """
      [risk]
      max_position_s = 5
      max_drawdown = 200
      stop_required = "perhaps"
      daily_loss = 2

      max_leverage = [5]
      max_price_age = 2026-11-20
      wholly_unknown = 1
      """)
    #expect(found.map(\.line) == [2, 3, 4, 7, 8, 9])
    #expect(
      found.map(\.key) == [
        "risk.max_position_s", "risk.max_drawdown", "risk.stop_required", "risk.max_leverage",
        "risk.max_price_age", "risk.wholly_unknown",
      ])
    #expect(
      found.map(\.message) == [
        "'max_position_s' is unknown; did you mean 'max_positions'?",
        "max_drawdown must be a percentage above 0 and at most 100, or none, not '200'.",
        "stop_required must be true or false, not 'perhaps'.",
        "max_leverage must be a number from 1 to 125, or none, not an array.",
        "max_price_age must be a time above 0 such as 500ms, 30s or 5m, or none, not a date or a time.",
        "'wholly_unknown' is unknown.",
      ])
  }

  @Test func `a misspelt table does not pass silently`() {
    #expect(
      problems("[rsik]\nmax_positions = 1").map(\.message) == [
        "'rsik' is unknown; did you mean 'risk'?"
      ])
    #expect(problems("max_positions = 1").map(\.message) == ["'max_positions' is unknown."])
    #expect(problems("risk = 5").map(\.message) == ["risk must be a table: write [risk]."])
    #expect(
      problems("[[risk]]\nmax_positions = 1").map(\.message).first
        == "risk must be a table: write [risk].")
    #expect(problems("[risk.max_positions]\nx = 1").count == 1)
  }

  @Test func `tables that somebody else reads are left alone`() throws {
    let policy = try policy(
      "[risk]\nmax_positions = 2\n[accounts.main]\nmode = 'live'", otherTables: ["accounts"])
    #expect(policy.maximumPositions == 2)
  }

  @Test(arguments: ["nan", "inf", "-1", "0x10", "1e400", "0.0000000000000000001", "true", "''"])
  func `numbers that no limit can have are refused`(value: String) {
    #expect(problems("[risk]\nmax_drawdown = \(value)").map(\.key).first != nil)
  }

  @Test func `a syntax error is a problem with its line`() {
    let found = problems("[risk]\nmax_positions = \n")
    #expect(found.map(\.line) == [2])
  }

  @Test func `an error reads like that of a compiler`() {
    let error = ConfigurationError.invalid(
      path: "policy.toml",
      [
        ConfigurationProblem(line: 2, key: "risk.x", message: "'x' is unknown."),
        ConfigurationProblem(line: 3, key: "risk.y", message: "'y' is unknown."),
      ])
    #expect(error.explanation == "policy.toml:2: 'x' is unknown.\npolicy.toml:3: 'y' is unknown.")
  }

  @Test func `a text above the limit is refused unread`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: PolicyFile.sizeLimit + 1)
    #expect(throws: ConfigurationError.tooLarge(path: "p", limit: 1_048_576)) {
      try PolicyFile.policy(bytes, path: "p")
    }
    #expect(throws: Never.self) { try PolicyFile.policy(bytes.dropLast(), path: "p") }
  }

  @Test func `a file is read, and one that is missing, a folder or endless is refused`() throws {
    let path = try temporaryFile("[risk]\nmax_positions = 4\n")
    defer { unsafe unlink(path) }
    #expect(try PolicyFile.read(path: path).maximumPositions == 4)
    #expect(
      throws: ConfigurationError.unreadable(path: "/nowhere", reason: "No such file or directory")
    ) {
      try PolicyFile.read(path: "/nowhere")
    }
    #expect(throws: ConfigurationError.unreadable(path: "/", reason: "Is a directory")) {
      try PolicyFile.read(path: "/")
    }
    #expect(throws: ConfigurationError.tooLarge(path: "/dev/zero", limit: 1_048_576)) {
      try PolicyFile.read(path: "/dev/zero")
    }
  }

  private func temporaryFile(_ text: String) throws -> String {
    var template = Array("/tmp/tradectl-policy-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    try #require(descriptor >= 0)
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    try #require(count == bytes.count)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
