import TestSupport
import Testing

@testable import Wire

@Suite struct CSVTextTests {
  private func shown(_ lines: [String], fields: [String] = []) -> String {
    PresentationTests.shown(lines, .csv, fields: fields)
  }

  @Test func `the first record makes the header`() {
    let lines = [
      #"{"record":"order","v":1,"id":"a","price":50000.5,"risk":{"verdict":"pass","violations":[]}}"#,
      #"{"record":"order","v":1,"price":"-1.5","id":null,"risk":{"verdict":"deny","violations":[{"code":"X"}]}}"#,
      #"{"record":"order","v":1,"id":"c"}"#,
    ]
    #expect(
      shown(lines) == """
        id,price,risk.verdict,risk.violations
        a,50000.5,pass,[]
        ,-1.5,deny,"[{""code"":""X""}]"
        c,,,

        """)
    #expect(shown([]) == "")
  }

  @Test func `cells are quoted where they must be`() {
    let line = #"{"a":"x,y","b":"say \"hi\"","c":"l1\nl2","d":"r\r","e":" s ","f":"ünï","g":true}"#
    #expect(
      shown([line])
        == "a,b,c,d,e,f,g\n\"x,y\",\"say \"\"hi\"\"\",\"l1\nl2\",\"r\r\", s ,ünï,true\n")
    #expect(shown([#"{"a,b":1,"c\"d":{"e f":2}}"#]) == "\"a,b\",\"c\"\"d.e f\"\n1,2\n")
  }

  @Test(arguments: [
    (#""=1+1""#, "'=1+1"), (#""+1""#, "'+1"), (#""-x""#, "'-x"), (#""@a""#, "'@a"),
    (#""\t=1""#, "'\t=1"), (#""\r=1""#, "\"'\r=1\""), (#""=\"a\",b""#, "\"'=\"\"a\"\",b\""),
    (#""-1.5""#, "-1.5"), ("-1.5", "-1.5"), ("-1e5", "-1e5"), (#""a=1""#, "a=1"), (#""-""#, "'-"),
    (#""-1+cmd""#, "'-1+cmd"), (#""'=1""#, "'=1"),
  ])
  func `text that a spreadsheet would reckon is made harmless`(value: String, cell: String) {
    #expect(shown(["{\"a\":\(value),\"b\":1}"]) == "a,b\n\(cell),1\n")
  }

  @Test func `a harmless header stays, another is made harmless`() {
    #expect(shown([#"{"=a":1,"b":2}"#]) == "'=a,b\n1,2\n")
  }

  @Test func `another kind of record begins a new header`() {
    let order = #"{"record":"order","v":1,"id":"a"}"#
    let fill = #"{"record":"fill","v":1,"price":2}"#
    #expect(
      shown([order, fill, fill, order, #"{"id":"b"}"#]) == """
        id
        a

        price
        2
        2

        id
        a

        id
        b

        """)
  }

  @Test func `further members begin a new header, which then holds`() {
    let plain = #"{"record":"order","v":1,"id":"a","b":1}"#
    let failed = #"{"record":"order","v":1,"id":"b","error":{"code":"X"}}"#
    #expect(
      shown([plain, failed, plain, failed, #"{"record":"fill"}"#, plain]) == """
        id,b
        a,1

        id,b,error.code
        b,,X
        a,1,
        b,,X

        record
        fill

        id,b,error.code
        a,1,

        """)
  }

  @Test func `chosen fields make one header for all kinds`() {
    let lines = [
      #"{"record":"order","v":1,"id":"a","x":{"k":1}}"#, #"{"record":"fill","v":1,"more":2}"#,
    ]
    #expect(
      shown(lines, fields: ["record", "x.k", "id"]) == "record,x.k,id\norder,1,a\nfill,,\n")
    #expect(shown(lines, fields: ["id"]) == "id\na\n\"\"\n")
  }

  @Test func `a key that stands twice once objects are taken apart keeps both values`() {
    #expect(shown([#"{"a.b":1,"a":{"b":2}}"#, #"{"a":{"b":3}}"#]) == "a.b,a.b\n1,2\n3,\n")
  }

  @Test func `empty records and objects`() {
    #expect(shown(["{}"]) == "")
    #expect(shown([#"{"a":{},"b":[]}"#]) == "a,b\n{},[]\n")
    #expect(shown([#"{"v":1}"#]) == "v\n1\n")
  }

  @Test func `columns do not grow for ever`() {
    var plan = ColumnPlan(chosen: [])
    for index in 0..<10_000 {
      let cells = [Cell(name: "k\(index)", text: "1", isNumber: true)]
      let row = plan.place(cells, kind: "kind \(index % 1000 / 10)").row
      #expect(row.count { !$0.text.isEmpty } == 1)
      #expect(row.map(\.name) == plan.names)
    }
    #expect(plan.names.count <= ColumnPlan.columnsMax)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `no cell is ever lost`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var plan = ColumnPlan(chosen: [])
    for _ in 0..<3_000 {
      let names = ["a", "b", "c", "d", "a", "e"].shuffled(using: &random)
      let cells = names.prefix(Int.random(in: 1...6, using: &random)).map {
        Cell(name: $0, text: "\(UInt8.random(in: 1...255, using: &random))", isNumber: true)
      }
      let row = plan.place(cells, kind: random.pick(["x", "y"])).row
      #expect(row.map(\.name) == plan.names)
      let kept = row.filter { !$0.text.isEmpty }
      #expect(kept.count == cells.count && Set(kept) == Set(cells), "seed \(seed)")
    }
  }
}
