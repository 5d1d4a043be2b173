import Testing
import VenueInterface

@testable import Dialects

/// Requests for calls in unified words, compared with those that another client was seen to send.
@Suite(.enabled(if: SharedFolder.isThere, SharedFolder.comment))
struct RequestConformanceTests {
  private enum Outcome {
    case equal
    /// Equal but for parameters that are sent too, on purpose.
    case equalWithAdditions
    /// Equal but for a path that the exchange has given up.
    case equalUnderNewPath
    case different([String])
    case notCompared(String)
  }

  private struct Tally {
    var equal = 0
    var withAdditions = 0
    var underNewPath = 0
    var different: [String] = []
    var reasons: [String: Int] = [:]

    var alike: Int { equal + withAdditions + underNewPath }
    var compared: Int { alike + different.count }
  }

  @Test func `requests are those that exchanges are known to take`() throws {
    let known = try KnownDifferences.read()
    let cases = try ConformanceCase.all(in: "requests.jsonl")
    var alike = 0
    var compared = 0
    for exchange in ConformanceExchange.all {
      let own = cases.filter { $0.exchange == exchange.name }
      let tally = try Self.compare(own, exchange, known)
      Self.report(tally, exchange, of: own.count)
      #expect(tally.compared >= known.compared[exchange.name] ?? 1, "\(exchange.name)")
      // What was explained and is equal by now needs no explanation any more.
      let stale = own.filter { known.requests[$0.id] != nil && !tally.different.contains($0.id) }
      #expect(stale.isEmpty, "\(stale.map(\.id))")
      alike += tally.alike
      compared += tally.compared
    }
    print("conformance, all requests: \(alike) of \(compared) alike")
    #expect(Double(alike) >= 0.95 * Double(compared))
  }

  private static func compare(
    _ cases: [ConformanceCase], _ exchange: ConformanceExchange, _ known: KnownDifferences
  ) throws -> Tally {
    let adapter = UnifiedAdapter(
      exchange: exchange, markets: try ConformanceCase.markets(of: exchange.name))
    var tally = Tally()
    for call in cases {
      switch try outcome(of: call, adapter, known) {
      case .equal: tally.equal += 1
      case .equalWithAdditions: tally.withAdditions += 1
      case .equalUnderNewPath: tally.underNewPath += 1
      case .notCompared(let reason): tally.reasons[reason, default: 0] += 1
      case .different(let lines):
        tally.different.append(call.id)
        #expect(
          known.requests[call.id] != nil,
          "\(call.testDescription): \(lines.joined(separator: "; "))")
      }
    }
    return tally
  }

  private static func outcome(
    of call: ConformanceCase, _ adapter: UnifiedAdapter, _ known: KnownDifferences
  ) throws -> Outcome {
    let request: UnifiedRequest
    do {
      request = try adapter.request(call)
    } catch let error as NotComparable {
      return .notCompared(error.reason)
    }
    let comparison = RequestComparison(
      request.draft, call, ids: Set(known.ids[call.exchange] ?? []),
      paths: known.paths[call.exchange] ?? [:], leaks: Set(known.leaks[call.id] ?? []))
    if comparison.differences.isEmpty {
      return comparison.isUnderNewPath ? .equalUnderNewPath : .equal
    }
    let allowed = Set((known.additions[call.exchange] ?? [:]).keys)
    let isAddition =
      comparison.additions.isSubset(of: allowed)
      && comparison.additions.count == comparison.differences.count
    return isAddition ? .equalWithAdditions : .different(comparison.differences)
  }

  private static func report(_ tally: Tally, _ exchange: ConformanceExchange, of count: Int) {
    print(
      "conformance, requests of \(exchange.name): \(tally.equal) equal,",
      "\(tally.withAdditions) equal but for what is sent too,",
      "\(tally.underNewPath) equal under a newer path,",
      "\(tally.different.count) different \(tally.different), of \(tally.compared);",
      "\(count - tally.compared) not compared")
    for (reason, count) in tally.reasons.sorted(by: { $0.key < $1.key }) {
      print("  \(count) not compared: \(reason)")
    }
  }

  /// A comparison that finds nothing would be worth nothing.
  @Test func `what differs is found`() throws {
    let text = #"""
      {"id":"x","exchange":"binance","expected":{"http_method":"POST","path":"/a","query":{},"body":
      {"symbol":"BTCUSDT","n":"1","deep":{"timestamp":"5","a":1.50}}},"not_compared":["timestamp"]}
      """#
    let call = ConformanceCase(content: try JSONTree(Array(text.utf8)))
    func found(_ body: String, _ method: HTTPMethod = .post, _ path: String = "/a") -> Int {
      RequestComparison(
        RequestDraft(method, path, body: .json(Array(body.utf8)), access: .open), call
      ).differences.count
    }
    #expect(found(#"{"deep":{"a":1.5,"timestamp":9},"symbol":"BTCUSDT","n":"1"}"#) == 0)
    #expect(found(#"{"deep":{"a":"1.5"},"symbol":"BTCUSDT","n":"1"}"#) == 1)
    #expect(found(#"{"deep":{"a":1.5},"symbol":"BTCUSDT","n":1}"#) == 1)
    #expect(found(#"{"deep":{"a":1.5},"symbol":"BTCUSDT"}"#) == 1)
    #expect(found(#"{"deep":{"a":1.5},"symbol":"BTCUSDT","n":"1","more":1}"#) == 1)
    #expect(found(#"{"deep":{"a":1.5},"symbol":"BTCUSDT","n":"1"}"#, .put, "/b") == 2)
    #expect(found("") > 0)
  }
}
