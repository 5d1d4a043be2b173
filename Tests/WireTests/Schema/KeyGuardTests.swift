import TestSupport
import Testing

@testable import Wire

@Suite struct KeyGuardTests {
  private func finding(_ line: String, isStrict: Bool = false) throws -> KeyGuard.Finding? {
    try reading(line) { record in
      var keys = KeyGuard()
      let first = keys.check(record, isStrict: isStrict)
      // What is remembered gives the same answer.
      let again = keys.check(record, isStrict: isStrict)
      #expect(first == again)
      return first
    }
  }

  @Test(arguments: [
    ("stop_prce", Field.stopPrice), ("stop_pricee", .stopPrice), ("stop_proce", .stopPrice),
    ("stop_pirce", .stopPrice), ("top_price", .stopPrice), ("stopprice", .stopPrice),
    ("symbo", .symbol), ("Symbol", .symbol), ("symbols", .symbol), ("quantiy", .quantity),
    ("quantitty", .quantity), ("trailing_percen", .trailingPercent), ("stop_los", .stopLoss),
    ("stop-loss", .stopLoss), ("reduce_onyl", .reduceOnly), ("\\u0073ymbo", .symbol),
  ])
  func `a slip in a long key is found`(key: String, meant: Field) throws {
    let found = try finding("{\"record\":\"intent\",\"id\":\"a\",\"\(key)\":1}")
    #expect(found?.suggestion == meant)
    #expect(found?.key == key.replacing("\\u0073", with: "s"))
    let problem = try #require(found).problem
    #expect(problem.code == ProblemCode.unknownField.rawValue)
    #expect(problem.message.hasSuffix("is not a known field; did you mean '\(meant.rawValue)'?"))
  }

  @Test(arguments: [
    "desk", "pric", "sid", "prices", "_stop_prce", "\\u005fstop_prce", "x", "stop_prc",
    "stpo_prcie",
    "symbolic", "", "a", "quantity_in_base_units_of_mine", "quantity_in_base_units_of_m", "é",
  ])
  func `other keys of the user are left alone`(key: String) throws {
    #expect(try finding("{\"record\":\"intent\",\"\(key)\":1}") == nil)
  }

  @Test func `keys of other kinds of record are no misspellings and do not count as known`() throws
  {
    // `locked` belongs to balances: near it, an intent's own key means something else.
    #expect(try finding(#"{"record":"intent","locker":1,"locked":2}"#) == nil)
    #expect(try finding(#"{"record":"balance","locker":1}"#)?.suggestion == .locked)
    #expect(try finding(#"{"record":"balance","stop_prce":1}"#) == nil)
  }

  @Test func `a line that names no kind counts as a signal or an order`() throws {
    #expect(try finding(#"{"stop_prce":1}"#)?.suggestion == .stopPrice)
    #expect(try finding(#"{"confidense":1}"#)?.suggestion == .confidence)
  }

  @Test func `records of a foreign kind are not looked at`() throws {
    #expect(try finding(#"{"record":"weather","stop_prce":1}"#, isStrict: true) == nil)
  }

  @Test func `strictly every unknown key is found, but not inside x`() throws {
    #expect(
      try finding(#"{"record":"intent","x":{"any":1},"_a":1,"\u005fb":1}"#, isStrict: true) == nil)
    let desk = try finding(#"{"record":"intent","id":"a","desk":1}"#, isStrict: true)
    #expect(desk?.key == "desk" && desk?.suggestion == nil)
    #expect(desk?.problem.message == "'desk' is not a known field")
    #expect(try finding(#"{"record":"intent","tick":1}"#, isStrict: true)?.key == "tick")
    #expect(
      try finding(#"{"record":"intent","stop_prce":1}"#, isStrict: true)?.suggestion == .stopPrice)
    #expect(try finding("{\"\(String(repeating: "k", count: 500))\":1}", isStrict: true) != nil)
  }

  @Test func `every known key passes strictly, and each of its slips is found`() throws {
    for kind in RecordKind.allCases {
      for member in RecordSchema.members(of: kind) where !["record", "v"].contains(member.name) {
        let line = "{\"record\":\"\(kind.rawValue)\",\"\(member.name)\":1}"
        #expect(try finding(line, isStrict: true) == nil)
      }
    }
  }

  @Test func `a stream of ever other keys is answered like the first`() throws {
    var keys = KeyGuard()
    var record = Record()
    for round in 0..<5_000 {
      let isSlip = round % 3 == 0
      let key = isSlip ? "quantit\(round % 10)" : "mine_\(round)"
      let found = try record.with("{\"\(key)\":1}".utf8) { keys.check($0, isStrict: false) }
      #expect((found?.suggestion == .quantity) == isSlip)
    }
  }

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func `one slip is a Damerau-Levenshtein distance of one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var near = 0
    for _ in 0..<20_000 {
      let first = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        UInt8.random(in: 97...99, using: &random)
      }
      var second = first
      for _ in 0..<Int.random(in: 0...2, using: &random) where !second.isEmpty {
        let place = Int.random(in: 0..<second.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: second.remove(at: place)
        case 1: second.insert(UInt8.random(in: 97...99, using: &random), at: place)
        case 2: second[place] = UInt8.random(in: 97...99, using: &random)
        default: second.swapAt(place, max(0, place - 1))
        }
      }
      let isSlip = KnownFields.isOneSlip(first.span, second.span)
      if isSlip { near += 1 }
      #expect(isSlip == (distance(first, second) == 1), "seed \(seed): \(first) \(second)")
    }
    #expect(near > 1000)
  }

  /// The textbook table: optimal string alignment.
  private func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var table = Array(
      repeating: Array(repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in 0...first.count { table[row][0] = row }
    for column in 0...second.count { table[0][column] = column }
    for row in 0..<first.count {
      for column in 0..<second.count {
        var best = min(table[row][column + 1], table[row + 1][column]) + 1
        best = min(best, table[row][column] + (first[row] == second[column] ? 0 : 1))
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, table[row - 1][column - 1] + 1)
        }
        table[row + 1][column + 1] = best
      }
    }
    return table[first.count][second.count]
  }
}
