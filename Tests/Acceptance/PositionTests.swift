import TestSupport
import Testing

/// `positions`, and what one can do with a position.
@Suite struct PositionTests {
  private static let long =
    "order place --symbol BTC/USDT:USDT --side buy --quantity 0.02 --reference-price 50000"

  /// A folder with a long position at 50 025.
  private static func opened(_ rest: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    // The default policy wants a stop behind what is levered.
    _ = try Running.shell(
      "mkdir -p .config/tradectl && printf '[risk]\\nmax_risk = \"none\"\\n"
        + "max_position = 50\\n' > .config/tradectl/config.toml", in: folder)
    let order = try tradectl("\(long)\(rest)", in: folder)
    #expect(order.records.map { $0.text("status") } == ["filled"])
    return folder
  }

  private func price(_ price: String, in folder: TemporaryFolder) throws -> Finished {
    try tradectl("paper feed --price BTC/USDT:USDT=\(price)", in: folder)
  }

  @Test func `an open position is shown with all that is known of it`() throws {
    let folder = try Self.opened(" --stop-loss 49000 --take-profit 52000 --strategy trend")
    _ = try price("50100", in: folder)
    let position = try #require(try tradectl("positions", in: folder).records.first)
    #expect(position.text("side") == "long")
    #expect(position["quantity"] == "0.02")
    #expect(position["entry_price"] == "50025")
    #expect(position["mark_price"] == "50100")
    #expect(position["unrealized_pnl"] == "1.5")
    #expect(position["stop_loss"] == "49000")
    #expect(position["take_profit"] == "52000")
    #expect(position.text("strategy") == "trend")
    #expect(position["opened_at"] != nil)
  }

  @Test func `closing takes all of it, with the reason on record`() throws {
    let folder = try Self.opened(" --stop-loss 49000")
    let close = try tradectl(
      [
        "position", "close", "BTC/USDT:USDT", "--reason", "news at two", "--reference-price",
        "51000",
      ],
      in: folder)
    #expect(close.status == 0)
    let order = try #require(close.records.first)
    #expect(order.text("role") == "close")
    #expect(order.text("close_reason") == "news at two")
    #expect(order["reduce_only"] == "true")
    #expect(order.text("status") == "filled")
    #expect(try tradectl("positions", in: folder).text == "")
    #expect(try tradectl("order list", in: folder).text == "", "its protection went with it")
    let closed = try #require(try tradectl("positions --closed", in: folder).records.first)
    #expect(closed["quantity"] == "0.02")
    #expect(closed["exit_price"] == "50974.5")
    #expect(closed["realized_pnl"] == "18.99")
    #expect(closed.text("reason") == "close")
    #expect(try tradectl("positions --closed --winning", in: folder).records.count == 1)
    #expect(try tradectl("positions --closed --losing", in: folder).records.isEmpty)
  }

  @Test func `closing what is not there is denied`() throws {
    let folder = try Self.opened()
    let none = try tradectl("position close ETH/USDT:USDT", in: folder)
    #expect(none.status == 1)
    #expect(none.records.map { $0.text("error.code") } == ["NOTHING_TO_CLOSE"])
    let both = try tradectl(
      "position close ETH/USDT:USDT BTC/USDT:USDT --reference-price BTC/USDT:USDT=50000",
      in: folder)
    #expect(both.status == 3)
    for words in [
      "position close", "position close --all BTC/USDT:USDT",
      "position close BTC/USDT:USDT --quantity 1 --percent 5",
      "position close BTC/USDT:USDT --percent 101", "position close BTC/USDT:USDT --quantity 0",
      "position close --all --quantity 1",
    ] {
      #expect(try tradectl(words, in: folder).status == 64, "\(words)")
    }
  }

  @Test func `a part is closed, by quantity or by share`() throws {
    let folder = try Self.opened()
    let half = try tradectl(
      "position close BTC/USDT:USDT --percent 50 --reference-price 50000", in: folder)
    #expect(half.records.map { $0["quantity"] } == ["0.01"])
    let third = try tradectl(
      "position close --all --percent 33 --lot 0.001 --reference-price 50000", in: folder)
    #expect(third.records.map { $0["quantity"] } == ["0.003"])
    let more = try tradectl(
      "position close BTC/USDT:USDT --quantity 1 --reference-price 50000", in: folder)
    #expect(more.records.map { $0["filled_quantity"] } == ["0.007"], "never more than is there")
    #expect(try tradectl("positions", in: folder).text == "")
  }

  @Test func `a close passes the emergency stop, and an entry does not`() throws {
    let folder = try Self.opened()
    _ = try Running.shell(
      "cd .local/state/tradectl && { mv armed halted 2>/dev/null || touch halted; }", in: folder)
    let entry = try tradectl(Self.long, in: folder)
    #expect(entry.status == 5)
    let close = try tradectl(
      "position close --all --reference-price 50000", in: folder)
    #expect(close.status == 0)
    #expect(close.records.map { $0.text("status") } == ["filled"])
  }

  @Test func `an id closes once`() throws {
    let folder = try Self.opened()
    let words = "position close BTC/USDT:USDT --id out --reference-price 50000"
    #expect(try tradectl(words, in: folder).status == 0)
    let again = try tradectl(words, in: folder)
    #expect(again.status == 0)
    #expect(again.records.map { $0["replayed"] } == ["true"])
  }

  // MARK: Protection

  @Test func `protection is placed, moved and taken away`() throws {
    let folder = try Self.opened(" --stop-loss 49000 --take-profit 52000")
    let moved = try tradectl(
      "position protect BTC/USDT:USDT --stop-loss 49500 --take-profit 51000", in: folder)
    #expect(moved.status == 0)
    #expect(
      moved.records.map { $0.text("status") } == [
        "cancelled", "cancelled", "accepted", "accepted",
      ])
    let position = try #require(try tradectl("positions", in: folder).records.first)
    #expect(position["stop_loss"] == "49500")
    #expect(position["take_profit"] == "51000")
    #expect(try tradectl("order list", in: folder).records.count == 2)
    let gone = try tradectl("position protect BTC/USDT:USDT --none", in: folder)
    #expect(gone.status == 0)
    #expect(try tradectl("order list", in: folder).records.isEmpty)
    let bare = try #require(try tradectl("positions", in: folder).records.first)
    #expect(bare["stop_loss"] == nil)
  }

  @Test(arguments: [("51001", "take_profit", "stop_loss"), ("49499", "stop_loss", "take_profit")])
  func `when one half fills the other is cancelled`(
    price: String, filled: String, cancelled: String
  ) throws {
    let folder = try Self.opened()
    _ = try tradectl(
      "position protect BTC/USDT:USDT --stop-loss 49500 --take-profit 51000", in: folder)
    let feed = try self.price(price, in: folder)
    let orders = feed.records("order")
    #expect(orders.first { $0.text("status") == "filled" }?.text("role") == filled)
    #expect(orders.first { $0.text("status") == "cancelled" }?.text("role") == cancelled)
    #expect(try tradectl("positions", in: folder).text == "")
    #expect(try tradectl("order list", in: folder).text == "")
    let closed = try tradectl("positions --closed", in: folder)
    #expect(closed.records.map { $0.text("reason") } == [filled])
  }

  @Test func `a stop on the wrong side is refused, and the old one stays`() throws {
    let folder = try Self.opened(" --stop-loss 49000")
    for words in [
      "--stop-loss 50001", "--stop-loss 50000", "--take-profit 49999", "--take-profit 50000",
    ] {
      let run = try tradectl("position protect BTC/USDT:USDT \(words)", in: folder)
      #expect(run.status == 65, "\(words)")
    }
    let position = try #require(try tradectl("positions", in: folder).records.first)
    #expect(position["stop_loss"] == "49000")
    let none = try tradectl("position protect ETH/USDT:USDT --stop-loss 1", in: folder)
    #expect(none.records.map { $0.text("error.code") } == ["NOTHING_TO_PROTECT"])
    #expect(none.status == 1)
    #expect(try tradectl("position protect BTC/USDT:USDT", in: folder).status == 64)
  }

  // MARK: Leverage

  @Test func `leverage changes margin and liquidation price`() throws {
    let folder = try Self.opened()
    let set = try tradectl("position leverage BTC/USDT:USDT 4", in: folder)
    #expect(set.status == 0)
    let position = try #require(set.records.first)
    #expect(position["leverage"] == "4")
    #expect(position["margin"] == "250.125")
    #expect(position["liquidation_price"]?.hasPrefix("37707.2") == true)
    let balance = try tradectl("balance", in: folder)
    #expect(balance.records.map { $0["locked"] } == ["250.125"])
  }

  @Test func `a leverage that would liquidate at once is refused`() throws {
    let folder = try Self.opened(" --leverage 2")
    _ = try price("45100", in: folder)
    let refused = try tradectl("position leverage BTC/USDT:USDT 10", in: folder)
    #expect(refused.status == 1)
    #expect(refused.records.map { $0.text("error.code") } == ["LEVERAGE"])
    let position = try #require(try tradectl("positions", in: folder).records.first)
    #expect(position["leverage"] == "2")
    #expect(try tradectl("position leverage BTC/USDT:USDT 126", in: folder).status == 1)
    #expect(try tradectl("position leverage BTC/USDT:USDT 0.5", in: folder).status == 64)
    #expect(try tradectl("position leverage BTC/USDT:USDT", in: folder).status == 64)
  }

  @Test func `sums are over what is listed`() throws {
    let folder = try Self.opened()
    _ = try tradectl(
      "order place --symbol ETH/USDT:USDT --side sell --quantity 0.1 --reference-price 2000",
      in: folder)
    let all = try tradectl("positions --total", in: folder)
    #expect(
      all.records("position").map { $0.text("symbol") } == ["BTC/USDT:USDT", "ETH/USDT:USDT"])
    let sums = try #require(all.records("summary").first)
    #expect(sums["positions"] == "2")
    #expect(sums["notional"] == "1200")
    #expect(sums["unrealized_pnl"] == "-0.6")
    _ = try tradectl("paper feed --price ETH/USDT:USDT=1900", in: folder)
    let winning = try tradectl("positions --winning --total", in: folder)
    #expect(winning.records("position").map { $0.text("symbol") } == ["ETH/USDT:USDT"])
    #expect(winning.records("summary").map { $0["positions"] } == ["1"])
    let losing = try tradectl("positions --losing", in: folder)
    #expect(losing.records.map { $0.text("symbol") } == ["BTC/USDT:USDT"])
    #expect(try tradectl("positions --spot", in: folder).text == "")
    #expect(try tradectl("positions --winning --losing", in: folder).status == 64)
    #expect(try tradectl("positions --since 1d", in: folder).status == 64)
  }
}
