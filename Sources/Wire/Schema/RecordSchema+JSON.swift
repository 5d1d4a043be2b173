extension RecordSchema {
  /// The JSON Schema (2020-12) of a kind of record.
  ///
  /// Members that are not listed are allowed, because what a command does not know travels on.
  /// A member that need not be there may be null, which means the same.
  ///
  /// - Parameters:
  ///   - kind: The kind of record.
  ///   - extra: Members that another part of the program defines; they follow the kind's own.
  /// - Returns: Indented by two spaces, with a line feed at the end; always the same text.
  package static func json(for kind: RecordKind, extra: [SchemaMember] = []) -> String {
    var text = SchemaText()
    text.open("{")
    text.member("$schema", string: "https://json-schema.org/draft/2020-12/schema")
    text.member("title", string: kind.rawValue)
    text.member("description", string: summary(of: kind))
    text.append(object: members(of: kind) + extra, kind: kind, isOptional: false)
    text.close("}")
    return text.result + "\n"
  }
}

/// A JSON Schema under construction, one member a line.
private struct SchemaText {
  private(set) var result = ""
  private var depth = 0
  private var isFirst = true

  // MARK: JSON

  mutating func open(_ bracket: String) {
    result += bracket
    depth += 1
    isFirst = true
  }

  mutating func close(_ bracket: String) {
    depth -= 1
    if !isFirst { newLine() }
    result += bracket
    isFirst = false
  }

  private mutating func newLine() { result += "\n" + String(repeating: "  ", count: depth) }

  mutating func key(_ name: String) {
    if !isFirst { result += "," }
    isFirst = false
    newLine()
    result += "\(Self.quoted(name)): "
  }

  mutating func member(_ name: String, string: String) {
    key(name)
    result += Self.quoted(string)
  }

  /// An array of strings, on one line.
  mutating func member(_ name: String, strings: [String], isNullable: Bool = false) {
    key(name)
    let items = strings.map(Self.quoted) + (isNullable ? ["null"] : [])
    result += "[\(items.joined(separator: ", "))]"
  }

  private static func quoted(_ string: String) -> String {
    var text = JSONText()
    text.append(string)
    return text.bytes.text
  }

  // MARK: Types

  /// The keywords of an object; `kind` is nil for one inside a record.
  mutating func append(object members: [SchemaMember], kind: RecordKind?, isOptional: Bool) {
    type(["object"], isOptional)
    key("properties")
    open("{")
    for member in members {
      key(member.name)
      open("{")
      self.member("description", string: member.summary)
      if let kind, member.name == Field.record.rawValue {
        self.member("const", string: kind.rawValue)
      } else if kind != nil, member.name == Field.v.rawValue {
        key("const")
        result += "1"
      } else {
        append(member.type, isOptional: !member.isRequired)
      }
      close("}")
    }
    close("}")
    let required = members.filter(\.isRequired).map(\.name)
    if !required.isEmpty { member("required", strings: required) }
  }

  /// The keywords that say what a value is.
  private mutating func append(_ type: FieldType, isOptional: Bool) {
    switch type {
    case .decimal:
      self.type(["number", "string"], isOptional)
      member("pattern", string: #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#)
    case .wholeNumber: self.type(["integer"], isOptional)
    case .statistic: self.type(["number"], isOptional)
    case .text: self.type(["string"], isOptional)
    case .flag: self.type(["boolean"], isOptional)
    case .time:
      self.type(["string", "integer"], isOptional)
      member("format", string: "date-time")
    case .word(let words): member("enum", strings: words, isNullable: isOptional)
    case .object(let members): append(object: members, kind: nil, isOptional: isOptional)
    case .dictionary(let element):
      self.type(["object"], isOptional)
      nested("additionalProperties", element)
    case .list(let element):
      self.type(["array"], isOptional)
      nested("items", element)
    case .anything: break
    }
  }

  private mutating func nested(_ name: String, _ type: FieldType) {
    key(name)
    open("{")
    append(type, isOptional: false)
    close("}")
  }

  private mutating func type(_ names: [String], _ isOptional: Bool) {
    let all = names + (isOptional ? ["null"] : [])
    guard all.count == 1 else { return member("type", strings: all) }
    member("type", string: names[0])
  }
}
