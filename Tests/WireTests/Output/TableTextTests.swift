import Testing

@testable import Wire

@Suite struct TableTextTests {
  private func shown(
    _ lines: [String], fields: [String] = [], width: Int? = nil, usesColor: Bool = false
  ) -> String {
    PresentationTests.shown(lines, .table, fields: fields, width: width, usesColor: usesColor)
  }

  private let orders = [
    #"{"record":"order","v":1,"symbol":"BTC/USDT","quantity":0.02,"price":50025,"final":true}"#,
    #"{"record":"order","v":1,"symbol":"ETH/USDT","quantity":1500,"price":"3000.5","final":false}"#,
    #"{"record":"order","v":1,"symbol":"X","quantity":-0.125,"final":true,"error":{"code":"HALTED"}}"#,
  ]

  @Test func `numbers stand on their point and text on the left`() {
    #expect(
      shown(orders) == """
        symbol    quantity    price  final  error.code
        BTC/USDT     0.02   50025    true
        ETH/USDT  1500       3000.5  false
        X           -0.125           true   HALTED

        """)
    #expect(shown([]) == "")
  }

  @Test func `a wide header leaves its numbers on the right`() {
    #expect(
      shown([#"{"filled_quantity":1.5,"b":"x"}"#, #"{"filled_quantity":20,"b":"y"}"#]) == """
        filled_quantity  b
                    1.5  x
                   20    y

        """)
  }

  @Test func `a column of numbers and words is text`() {
    #expect(
      shown([#"{"a":1,"b":1}"#, #"{"a":"none","b":22}"#]) == """
        a      b
        1      1
        none  22

        """)
  }

  @Test func `another kind of record begins a new table`() {
    let fill = #"{"record":"fill","v":1,"price":2}"#
    #expect(
      shown([fill, #"{"record":"order","v":1,"id":"a"}"#, fill]) == """
        price
            2

        id
        a

        price
            2

        """)
  }

  @Test func `chosen fields make one table`() {
    let fill = #"{"record":"fill","v":1,"price":2}"#
    #expect(
      shown([orders[0], fill], fields: ["record", "price"]) == """
        record  price
        order   50025
        fill        2

        """)
  }

  @Test func `a single record of many members is shown a member a line`() {
    let names = (1...13).map { "name_of_member_\($0)" }
    let line = "{" + names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    let lines = shown([line]).split(separator: "\n")
    #expect(lines.count == 13)
    #expect(lines.first == "name_of_member_1   name_of_member_1")
    #expect(shown([line, line]).split(separator: "\n").count == 3)
  }

  @Test func `the widest text gives way on a narrow terminal, numbers never`() {
    let line = #"{"id":"abcdefghijklmnopqrstuvwxyz","reason":"no money left","price":123456.789}"#
    #expect(
      shown([line], width: 44) == """
        id                 reason              price
        abcdefghijklmnop…  no money left  123456.789

        """)
    #expect(
      shown([line], width: 30) == """
        id        reason         price
        abcdefg…  no mone…  123456.789

        """)
    #expect(
      shown([line], width: 5) == """
        id        reason         price
        abcdefg…  no mone…  123456.789

        """)
    #expect(shown([line]).contains("abcdefghijklmnopqrstuvwxyz"))
  }

  @Test func `control characters are shown and not sent`() {
    let line = #"{"a":"x\u001b[31m\n\t\r\u0000\u007f\u0085\u202e\ufeffy\\","\u001b":1}"#
    let table = shown([line])
    let cell = #"x\u001b[31m\n\t\r\u0000\u007f\u0085\u202e\ufeffy\"#
    let header = "a" + String(repeating: " ", count: cell.count + 1) + #"\u001b"#
    #expect(table == "\(header)\n\(cell)       1\n")
  }

  @Test func `wide and combining characters keep the columns straight`() {
    let lines = [
      #"{"a":"日本","b":1}"#, #"{"a":"e\u0301é","b":2}"#, #"{"a":"😀👍","b":3}"#,
      #"{"a":"abcd","b":4}"#,
    ]
    #expect(shown(lines) == "a     b\n日本  1\ne\u{301}é    2\n😀👍  3\nabcd  4\n")
    #expect(TerminalText.cut("日本語", to: 4) == "日…")
    #expect(TerminalText.cut("日本語", to: 5) == "日本…")
    #expect(TerminalText.cut("日本語", to: 6) == "日本語")
    #expect(TerminalText.cut("ab", to: 1) == "…")
  }

  @Test func `the header is bold only in color`() {
    #expect(shown([#"{"a":1,"b":"x"}"#], usesColor: true) == "\u{1B}[1ma  b\u{1B}[0m\n1  x\n")
  }

  @Test func `rows stream once the first have shown the widths`() {
    var presentation = Presentation(format: .table, fields: [], width: nil, usesColor: false)
    var output: [UInt8] = []
    func take(_ line: String) { presentation.take(Array(line.utf8), into: &output) }
    for index in 1..<TableText.rowsMax { take("{\"id\":\"a\",\"n\":\(index)}") }
    #expect(output.isEmpty)
    take(#"{"id":"b","n":500}"#)
    #expect(text(output).hasPrefix("id    n\na     1\n"))
    #expect(text(output).hasSuffix("b   500\n"))
    output.removeAll()
    take(#"{"id":"longer than before","n":12345}"#)
    #expect(text(output) == "longer than before  12345\n")
    output.removeAll()
    take(#"{"id":"a","n":1,"more":2}"#)
    take(#"{"id":"a","n":1}"#)
    #expect(output.isEmpty)
    presentation.finish(into: &output)
    #expect(text(output) == "\nid  n  more\na   1     2\na   1\n")
  }

  @Test func `a very long cell juts out and leaves the other rows alone`() {
    let long = String(repeating: "7", count: 300)
    #expect(
      shown(["{\"a\":\(long),\"b\":\"\(long)\",\"c\":1}", #"{"a":1,"b":"x","c":2}"#])
        == "a  b" + String(repeating: " ", count: 201) + "c\n\(long)  \(long)  1\n"
        + "1  x" + String(repeating: " ", count: 201) + "2\n")
  }

  @Test func `large cells are not kept back for ever`() {
    var presentation = Presentation(format: .table, fields: [], width: 40, usesColor: false)
    var output: [UInt8] = []
    let line = Array("{\"id\":\"\(String(repeating: "x", count: 300_000))\"}".utf8)
    for _ in 0..<4 { presentation.take(line, into: &output) }
    #expect(!output.isEmpty)
    #expect(text(output).split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 40 })
  }
}
