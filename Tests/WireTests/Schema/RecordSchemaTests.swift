import Testing

@testable import Wire

@Suite struct RecordSchemaTests {
  @Test(arguments: RecordKind.allCases)
  func `a schema is JSON and says what the record carries`(kind: RecordKind) throws {
    let text = RecordSchema.json(for: kind)
    let schema = try JSONModel(text)
    #expect(schema["$schema"] == .string("https://json-schema.org/draft/2020-12/schema"))
    #expect(schema["title"] == .string(kind.rawValue))
    #expect(schema["type"] == .string("object"))
    #expect(schema["additionalProperties"] == nil)
    let members = RecordSchema.members(of: kind)
    #expect(schema["properties"]?.members.map(\.key) == members.map(\.name))
    #expect(
      schema["required"] == .array(members.filter(\.isRequired).map { .string($0.name) }))
    #expect(schema["properties"]?["record"]?["const"] == .string(kind.rawValue))
    #expect(schema["properties"]?["v"]?["const"] == .number("1"))
    #expect(RecordSchema.json(for: kind) == text)
    #expect(text.split(separator: "\n").allSatisfy { $0.prefix { $0 == " " }.count % 2 == 0 })
  }

  @Test(arguments: RecordKind.allCases)
  func `every member is described once`(kind: RecordKind) {
    expectDescribed(RecordSchema.members(of: kind))
    let summary = RecordSchema.summary(of: kind)
    #expect(summary.hasSuffix(".") && !summary.contains("\n"))
  }

  private func expectDescribed(_ members: [SchemaMember]) {
    #expect(Set(members.map(\.name)).count == members.count)
    for member in members {
      #expect(!member.summary.isEmpty && !member.summary.hasSuffix("."), "\(member.name)")
      #expect(Field(rawValue: member.name) != nil, "\(member.name)")
      switch member.type {
      case .object(let inner), .list(.object(let inner)): expectDescribed(inner)
      case .word(let words): #expect(!words.isEmpty && Set(words).count == words.count)
      default: break
      }
    }
  }

  @Test func `every field belongs to some record`() {
    var names: Set<String> = []
    func note(_ members: [SchemaMember]) {
      for member in members {
        names.insert(member.name)
        switch member.type {
        case .object(let inner), .list(.object(let inner)): note(inner)
        default: break
        }
      }
    }
    for kind in RecordKind.allCases { note(RecordSchema.members(of: kind)) }
    #expect(Set(Field.allCases.map(\.rawValue)).subtracting(names).isEmpty)
  }

  @Test func `a record knows its fields and those of the records it came from`() {
    for kind in RecordKind.allCases {
      let names = Set(RecordSchema.members(of: kind).map(\.name))
      for field in Field.allCases { #expect(kind.has(field) == names.contains(field.rawValue)) }
    }
    // What travels on through a pipe must not become unknown on its way, and a line that names no
    // kind is looked at as an order.
    let chain: [RecordKind] = [.signal, .intent, .order]
    for (earlier, later) in zip(chain, chain.dropFirst()) {
      for field in Field.allCases where earlier.has(field) { #expect(later.has(field)) }
    }
  }

  @Test func `further members are described behind the kind's own`() throws {
    let extra = [
      SchemaMember(name: "sharpe", type: .statistic, summary: "Return over risk, a year"),
      SchemaMember(name: "trades", type: .wholeNumber, summary: "How many", isRequired: true),
      SchemaMember(
        name: "by_day", type: .list(.object([.required(.ts)])), summary: "Each \"day\""),
    ]
    let schema = try JSONModel(RecordSchema.json(for: .report, extra: extra))
    let properties = try #require(schema["properties"])
    #expect(properties.members.suffix(3).map(\.key) == ["sharpe", "trades", "by_day"])
    #expect(properties["sharpe"]?["type"] == .array([.string("number"), .string("null")]))
    #expect(properties["by_day"]?["items"]?["required"] == .array([.string("ts")]))
    #expect(
      schema["required"] == .array([.string("record"), .string("v"), .string("trades")]))
  }

  @Test func `the text of a schema is laid out for people`() {
    let lines = RecordSchema.json(for: .balance).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(16).joined(separator: "\n") == """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "balance",
          "description": "What an account holds of an asset.",
          "type": "object",
          "properties": {
            "record": {
              "description": "The kind of the record",
              "const": "balance"
            },
            "v": {
              "description": "The version of the record's form",
              "const": 1
            },
            "ts": {
              "description": "When it happened, UTC",
        """)
    #expect(
      lines.suffix(5).joined(separator: "\n") == """
            }
          },
          "required": ["record", "v", "ts", "mode", "account", "venue", "asset", "total"]
        }

        """)
  }
}
