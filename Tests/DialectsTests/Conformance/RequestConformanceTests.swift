import Testing
import VenueInterface

@testable import Dialects

/// Requests for calls in unified words, compared with those that another client was seen to send.
@Suite(.enabled(if: SharedFolder.isThere, SharedFolder.comment))
struct RequestConformanceTests {
  private enum Outcome {
    /// With nothing explained but what the cases call a quirk of their client themselves.
    case equal(needsOwnID: Bool)
    /// Equal but for parameters that are sent too, on purpose.
    case equalWithAdditions
    /// Equal but for a path that the exchange has given up.
    case equalUnderNewPath
    case different([String])
    case notCompared(String)
  }

  private struct Tally {
    /// Without any word of ours: what is counted strictly.
    var equal = 0
    /// Of those, where the case has no id of the client's and each order has one here.
    var withOwnID = 0
    var withAdditions: [String] = []
    var underNewPath: [String] = []
    var different: [String] = []
    var reasons: [String: Int] = [:]

    /// Those that are explained too.
    var alike: Int { equal + withAdditions.count + underNewPath.count }
    var compared: Int { alike + different.count }
  }

  @Test func `requests are those that exchanges are known to take`() throws {
    let known = try KnownDifferences.read()
    let cases = try ConformanceCase.all(in: "requests.jsonl")
    var (equal, alike, compared) = (0, 0, 0)
    for exchange in ConformanceExchange.all {
      let own = cases.filter { $0.exchange == exchange.name }
      let tally = try Self.compare(own, exchange, known)
      Self.report(tally, exchange, of: own.count)
      #expect(tally.compared >= known.compared[exchange.name] ?? 1, "\(exchange.name)")
      #expect(tally.equal >= known.strictly[exchange.name] ?? 1, "\(exchange.name)")
      // What was explained and is equal by now needs no explanation any more.
      let stale = own.filter { known.requests[$0.id] != nil && !tally.different.contains($0.id) }
      #expect(stale.isEmpty, "\(stale.map(\.id))")
      equal += tally.equal
      alike += tally.alike
      compared += tally.compared
    }
    print("conformance, all requests: \(equal) of \(compared) equal strictly,")
    print("conformance, all requests: \(alike) of \(compared) alike, what is explained included")
    #expect(alike * 100 >= compared * 95)
  }

  /// What is said to leak into a request counts only where the case says so itself.
  @Test func `leaks are marked by the cases`() throws {
    let known = try KnownDifferences.read()
    let cases = try ConformanceCase.all(in: "requests.jsonl")
    for (id, words) in known.leaks {
      let note = cases.first { $0.id == id }?.content["note"]?.text ?? ""
      for word in words { #expect(note.contains(word), "\(id): \(word)") }
    }
  }

  private static func compare(
    _ cases: [ConformanceCase], _ exchange: ConformanceExchange, _ known: KnownDifferences
  ) throws -> Tally {
    let adapter = UnifiedAdapter(
      exchange: exchange, markets: try ConformanceCase.markets(of: exchange.name))
    var tally = Tally()
    for call in cases {
      switch try outcome(of: call, adapter, known) {
      case .equal(let needsOwnID):
        tally.equal += 1
        if needsOwnID { tally.withOwnID += 1 }
      case .equalWithAdditions: tally.withAdditions.append(call.id)
      case .equalUnderNewPath: tally.underNewPath.append(call.id)
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
    func comparison(ids: Set<String>) -> RequestComparison {
      RequestComparison(
        request.draft, call, ids: ids, quirks: known.quirks[call.exchange] ?? [:],
        paths: known.paths[call.exchange] ?? [:], leaks: Set(known.leaks[call.id] ?? []))
    }
    let found = comparison(ids: Set(known.ids[call.exchange] ?? []))
    if found.differences.isEmpty {
      if found.isUnderNewPath { return .equalUnderNewPath }
      return .equal(needsOwnID: !comparison(ids: []).differences.isEmpty)
    }
    let allowed = Set((known.additions[call.exchange] ?? [:]).keys)
    let isAddition =
      found.additions.isSubset(of: allowed) && found.additions.count == found.differences.count
    return isAddition ? .equalWithAdditions : .different(found.differences)
  }

  private static func report(_ tally: Tally, _ exchange: ConformanceExchange, of count: Int) {
    print(
      "conformance, requests of \(exchange.name): \(tally.equal) of \(tally.compared) equal",
      "strictly (\(tally.withOwnID) but for the name that each order has here),",
      "\(tally.alike) alike; \(count - tally.compared) not compared")
    for (what, ids) in [
      ("something is sent too", tally.withAdditions), ("under a newer path", tally.underNewPath),
      ("different", tally.different),
    ] where !ids.isEmpty {
      print("  \(ids.count) explained, \(what): \(ids.joined(separator: ", "))")
    }
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
