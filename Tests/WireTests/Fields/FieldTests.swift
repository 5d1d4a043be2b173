import Testing

@testable import Wire

@Suite struct FieldTests {
  @Test func `a field's number is its place among all`() {
    for (place, field) in Field.allCases.enumerated() { #expect(field.number == place) }
  }

  @Test func `every key is short, lower case and its own`() {
    let keys = Field.allCases.map(\.rawValue)
    #expect(Set(keys).count == keys.count)
    for key in keys {
      #expect((1...FieldTable.longestKey).contains(key.utf8.count))
      #expect(
        key.utf8.allSatisfy {
          $0 == UInt8(ascii: "_") || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
        })
    }
  }

  @Test func `the table finds every key and no other`() throws {
    for field in Field.allCases {
      let others = [
        String(field.rawValue.dropLast()), field.rawValue + "_", field.rawValue + "0",
        "_" + field.rawValue, field.rawValue.uppercased(),
      ]
      #expect(number(of: field.rawValue) == field.number)
      for other in others { #expect(number(of: other) == Field(rawValue: other)?.number) }
    }
    #expect(number(of: "") == nil)
    #expect(number(of: String(repeating: "a", count: 24)) == nil)
    #expect(number(of: String(repeating: "a", count: 25)) == nil)
  }

  private func number(of key: String) -> Int? {
    // What lies behind a key must not matter.
    let text = PaddedText(key.utf8, filler: UInt8(ascii: "e"))
    return unsafe FieldTable.shared.number(of: text.start, length: text.length)
  }
}
