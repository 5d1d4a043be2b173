import Domain
import MarketData

/// Everything that came out of a stream.
struct Reading {
  var events: [MarketEvent] = []
  var problems: [MarketProblem] = []
  var symbols: [String] = []
  /// What ended it, or an earlier file of it.
  var errors: [MarketDataError] = []

  var trades: [Trade] {
    events.compactMap { if case .trade(let trade, symbol: _) = $0 { trade } else { nil } }
  }

  var candles: [Candle] {
    events.compactMap { if case .candle(let candle, symbol: _) = $0 { candle } else { nil } }
  }

  init(_ files: [MarketFile]) {
    do throws(MarketDataError) {
      var stream = try MarketStream(files)
      read(&stream)
    } catch {
      errors.append(error)
    }
  }

  init(_ text: String, symbol: String? = "BTC/USDT") {
    self.init(Array(text.utf8), symbol: symbol)
  }

  init(_ bytes: [UInt8], symbol: String? = "BTC/USDT") {
    let file = TemporaryFile(bytes)
    self.init([MarketFile(path: file.path, symbol: symbol)])
  }

  private mutating func read(_ stream: inout MarketStream) {
    var isAtEnd = false
    while !isAtEnd {
      do throws(MarketDataError) {
        let event = try stream.next()
        isAtEnd = event == nil
        guard let event else { continue }
        guard case .problem = event else {
          events.append(event)
          continue
        }
        if let problem = stream.problem { problems.append(problem) }
      } catch {
        errors.append(error)
      }
    }
    symbols = stream.symbols.names
  }
}

extension MarketProblem {
  /// The problem without its file, whose name differs from run to run.
  var place: String { "\(line) \(column ?? "-") \(fault)" }
}
