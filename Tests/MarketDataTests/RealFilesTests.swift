import Domain
import Glibc
import MarketData
import Testing

private enum RecordedFiles {
  static let folder = unsafe getenv("TRADECTL_SHARED").map { unsafe String(cString: $0) }
  static let areAvailable = folder.map { unsafe access($0 + "/data", R_OK) == 0 } ?? false
}

/// Recorded files of venues, which are too large to be kept with the tests.
///
/// `TRADECTL_SHARED` names the folder whose `data` folder has them.
@Suite(.enabled(if: RecordedFiles.areAvailable, "TRADECTL_SHARED names no folder with data"))
struct RealFilesTests {
  private static func read(_ names: [String]) throws -> Reading {
    let folder = try #require(RecordedFiles.folder)
    return Reading(
      names.map { name in
        // Rows of pairs name their markets, and another symbol would select none of them.
        let symbol = name.hasPrefix("btc_pairs") ? nil : name
        return MarketFile(path: "\(folder)/data/\(name).csv.gz", symbol: symbol)
      })
  }

  @Test(arguments: [
    ("binance_usdm_btcusdt_20240808.trades", 21_313),
    ("binance_usdm_ethusdt_20240808.trades", 14_076),
    ("binance_spot_btcusdt_20240808.trades", 9_757),
    ("binance_spot_xrpeth_20191011_20191013.trades", 12_477),
  ])
  func `reads every recorded trade`(name: String, count: Int) throws {
    let reading = try Self.read([name])
    #expect(reading.trades.count == count && reading.events.count == count)
    #expect(reading.trades.allSatisfy { $0.aggressor != nil })
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
  }

  @Test(arguments: [
    ("binance_spot_btcusdt_1m_20250520_20250630", 60_480),
    ("binance_spot_ethusdt_1m_20250520_20250630", 60_480),
    ("bybit_linear_dogeusdt_1m_20250530_20250629", 43_200),
    ("bybit_linear_solusdt_5m_20250403_20250702", 25_920),
    ("bybit_linear_xrpusdt_5m_20250403_20250702", 25_920),
    ("btc_pairs_5m_20180110_20180130_a", 28_795),
  ])
  func `reads every recorded candle`(name: String, count: Int) throws {
    let reading = try Self.read([name])
    #expect(reading.candles.count == count && reading.events.count == count)
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
  }

  @Test func `numbers the pairs of a recorded file`() throws {
    let reading = try Self.read(["btc_pairs_5m_20180110_20180130_a"])
    #expect(reading.symbols == ["ETH/BTC", "LTC/BTC", "XMR/BTC", "ETC/BTC", "DASH/BTC"])
  }

  @Test func `merges recorded trades by time`() throws {
    let reading = try Self.read([
      "binance_usdm_btcusdt_20240808.trades", "binance_usdm_ethusdt_20240808.trades",
      "binance_spot_btcusdt_20240808.trades",
    ])
    let times = reading.trades.map(\.time)
    #expect(times.count == 45_146)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
