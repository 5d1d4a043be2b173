import Testing

@testable import Dialects

@Suite struct CoinbaseClientIDTests {
  private static func isVersion4(_ uuid: String) -> Bool {
    let parts = uuid.split(separator: "-")
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts[2].first == "4"
      && "89ab".contains(parts[3].first ?? "-")
  }

  @Test func `an id becomes a UUID and is read again`() throws {
    #expect(CoinbaseClientID.uuid(of: "tcabc") == "a6000000-0000-4000-8000-0000023e4a11")
    #expect(CoinbaseClientID.id(of: "a6000000-0000-4000-8000-0000023e4a11") == "tcabc")
    #expect(CoinbaseClientID.id(of: "A6000000-0000-4000-8000-0000023E4A11") == "tcabc")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `any id comes back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    for _ in 0..<500 {
      let count = Int.random(in: 1...22, using: &random)
      let id = String((0..<count).map { _ in random.pick(letters) })
      let uuid = try #require(CoinbaseClientID.uuid(of: id), "seed \(seed): \(id)")
      #expect(Self.isVersion4(uuid), "seed \(seed): \(id)")
      #expect(CoinbaseClientID.id(of: uuid) == id, "seed \(seed): \(uuid)")
    }
    for id in ["aaaaaaaaaaaaaaaaaaaaaa", "9999999999999999999999", "a"] {
      #expect(CoinbaseClientID.uuid(of: id).map(CoinbaseClientID.id) == id)
    }
  }

  @Test func `what does not fit has none`() {
    for id in ["", "A", "a-b", String(repeating: "a", count: 23), "é"] {
      #expect(CoinbaseClientID.uuid(of: id) == nil, "\(id)")
    }
  }

  @Test func `UUIDs of others stand for themselves`() {
    for uuid in [
      "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a6000000-0000-1000-8000-0000023e4a11",
      "a6000000-0000-4000-c000-0000023e4a11", "a6000000-0000-4000-8000-000000000000",
      // A digit of zero, and more digits than are made here.
      "a6000000-0000-4000-8000-000000000025", "a7ffffff-ffff-4fff-bfff-ffffffffffff",
    ] {
      #expect(CoinbaseClientID.id(of: uuid) == uuid)
      #expect(CoinbaseClientID.uuid(of: uuid) == uuid)
    }
    for text in ["tcabc", "", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1x"] {
      #expect(CoinbaseClientID.id(of: text) == text)
    }
  }
}
