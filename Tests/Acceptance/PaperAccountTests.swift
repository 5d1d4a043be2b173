import TestSupport
import Testing

/// `paper account`, `deposit`, `reset`: the account that stays.
@Suite struct PaperAccountTests {
  static let buy =
    "order place --symbol BTC/USDT --side buy --quantity 0.01 --reference-price 50000"

  @Test func `an account that nobody has used yet is not there`() throws {
    for words in ["paper account", "positions", "balance", "account", "fills", "report --ledger"] {
      let run = try tradectl(words)
      #expect(run.status == 0, "\(words)")
      #expect(run.text == "", "\(words)")
    }
  }

  @Test func `an order fills at the price that is given, and the account remembers`() throws {
    let folder = try TemporaryFolder()
    let order = try tradectl(Self.buy, in: folder)
    #expect(order.status == 0)
    #expect(order.records.first?.text("status") == "filled")
    #expect(order.records.first?["average_price"] == "50025")
    let account = try tradectl("paper account", in: folder)
    let balance = try #require(account.records("balance").first)
    #expect(balance["free"] == "9499.5499")
    #expect(balance["locked"] == "500.25")
    #expect(balance["total"] == "9999.7999")
    let equity = try #require(account.records("equity").first)
    #expect(equity["equity"] == "9999.5499")
    #expect(equity["unrealized_pnl"] == "-0.25")
    #expect(equity["fee"] == "0.2001")
    #expect(equity["margin"] == "500.25")
    #expect(equity["open_orders"] == "0")
    #expect(account.records("position").map { $0["quantity"] } == ["0.01"])
    for record in account.records {
      #expect(record.text("mode") == "paper")
      #expect(record.text("account") == "main")
    }
  }

  @Test func `money goes in, and comes out as far as it is free`() throws {
    let folder = try TemporaryFolder()
    let more = try tradectl("paper deposit 500.5", in: folder)
    #expect(more.status == 0)
    #expect(more.records.map { $0["total"] } == ["10500.5"])
    let less = try tradectl("paper deposit -- -10500.5", in: folder)
    #expect(less.status == 0)
    #expect(less.records.map { $0["total"] } == ["0"])
    let refused = try tradectl("paper deposit -- -0.01", in: folder)
    #expect(refused.status == 1)
    #expect(refused.records.map { $0.text("error.code") } == ["INSUFFICIENT_BALANCE"])
    #expect(refused.records.map { $0["total"] } == ["0"])
    #expect(try tradectl("paper deposit 0", in: folder).status == 64)
    #expect(try tradectl("paper deposit 1 --asset EUR", in: folder).status == 65)
    #expect(try tradectl("paper deposit 1 --asset USDT", in: folder).status == 0)
    #expect(try tradectl("paper deposit 1 --mode demo", in: folder).status == 64)
  }

  @Test func `what a position holds cannot be taken out`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl(Self.buy, in: folder)
    #expect(try tradectl("paper deposit -- -9499.5499", in: folder).status == 0)
    #expect(try tradectl("paper deposit -- -0.0001", in: folder).status == 1)
  }

  @Test func `taking money out is no loss`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl("paper deposit -- -5000", in: folder)
    let order = try tradectl(
      Self.buy.replacing("0.01", with: "0.001"), in: folder)
    #expect(order.records.map { $0.text("status") } == ["filled"])
    let equity = try #require(try tradectl("paper account", in: folder).records("equity").first)
    #expect(equity["peak"] == "5000")
  }

  @Test func `a reset ends what is open, and numbers go on`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl(Self.buy, in: folder)
    let resting = try tradectl(
      "order place --symbol BTC/USDT --side buy --quantity 0.01 --price 40000 --id rest",
      in: folder)
    #expect(resting.records.map { $0.text("status") } == ["accepted"])
    #expect(try Running.tradectl("paper reset", in: folder).status == 64, "nobody can be asked")
    let reset = try tradectl("paper reset --yes --equity 2000", in: folder)
    #expect(reset.status == 0)
    #expect(reset.records("order").map { $0.text("id") } == ["rest"])
    #expect(reset.records("order").map { $0.text("reason") } == ["paper_reset"])
    #expect(reset.records("balance").map { $0["free"] } == ["2000"])
    #expect(reset.records("equity").map { $0["peak"] } == ["2000"])
    #expect(try tradectl("positions", in: folder).text == "")
    #expect(try tradectl("order list", in: folder).text == "")
    #expect(try tradectl("fills", in: folder).records.count == 1, "what was traded stays")
    let next = try tradectl(
      Self.buy.replacing("0.01", with: "0.001"), in: folder)
    #expect(next.records.map { $0.text("order_id") } == ["3"])
    let fills = try tradectl("fills", in: folder).records
    #expect(fills.map { $0.text("fill_id") } == ["1", "2"])
  }

  @Test func `a reset lets go of the leverage that was set`() throws {
    let folder = try TemporaryFolder()
    #expect(try tradectl("position leverage BTC/USDT:USDT 2", in: folder).status == 0)
    let buy = Self.buy.replacing("BTC/USDT", with: "BTC/USDT:USDT") + " --leverage 3"
    #expect(try tradectl(buy, in: folder).records.map { $0.text("status") } == ["denied"])
    #expect(try tradectl("paper reset --yes", in: folder).status == 0)
    #expect(try tradectl(buy, in: folder).records.map { $0.text("status") } == ["filled"])
  }

  @Test func `a reset changes the currency`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl("paper deposit 1", in: folder)
    let reset = try tradectl("paper reset --yes --equity 100 --currency EUR", in: folder)
    #expect(reset.records("balance").map { $0.text("asset") } == ["EUR"])
    let usd = try tradectl(Self.buy, in: folder)
    #expect(usd.records.map { $0.text("error.code") } == ["UNSUPPORTED_MARKET"])
    let bad = try tradectl("paper reset --yes --currency E_R", in: folder)
    #expect(bad.status == 64)
  }

  @Test func `accounts do not know of each other`() throws {
    let folder = try TemporaryFolder()
    _ = try Running.shell(
      "mkdir -p .config/tradectl && printf '[accounts.a]\\n[accounts.b]\\n' "
        + "> .config/tradectl/config.toml", in: folder)
    _ = try tradectl("paper deposit 5 --account a", in: folder)
    let other = try tradectl("paper deposit 7 --account b", in: folder)
    #expect(other.records.map { $0["total"] } == ["10007"])
    let first = try tradectl("balance --account a", in: folder)
    #expect(first.records.map { $0["total"] } == ["10005"])
    #expect(first.records.map { $0.text("account") } == ["a"])
  }

  @Test func `twenty deposits at once are all there`() throws {
    let folder = try TemporaryFolder()
    let run = try recordsOfShell(
      "for i in $(seq 20); do $T paper deposit 10 & done; wait", in: folder)
    #expect(run.status == 0)
    #expect(run.records.count == 20)
    #expect(run.records.allSatisfy { $0["error"] == nil })
    let balance = try tradectl("balance", in: folder)
    #expect(balance.records.map { $0["total"] } == ["10200"])
  }

  @Test func `a balance is valued in another asset`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl("paper deposit 1", in: folder)
    let own = try tradectl("balance --value-in USDT", in: folder)
    #expect(own.status == 0)
    #expect(own.records("equity").map { $0["equity"] } == ["10001"])
    let unknown = try tradectl("balance --value-in EUR", in: folder)
    #expect(unknown.status == 1)
    #expect(unknown.records.map { $0.text("error.code") } == ["NO_PRICE"])
    let account = try tradectl("account", in: folder)
    #expect(account.records.map { $0["equity"] } == ["10001"])
    #expect(account.records.map { $0["read_only"] } == ["false"])
  }
}
