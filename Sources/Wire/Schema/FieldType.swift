/// What the value of a field is.
package enum FieldType: Hashable, Sendable {
  /// An exact decimal, as a JSON number or as a string.
  case decimal
  /// A whole number.
  case wholeNumber
  /// A number that was reckoned in binary floating point.
  case statistic
  case text
  case flag
  /// RFC 3339 text; on input also milliseconds since 1970.
  case time
  /// One word of a list.
  case word([String])
  /// An object with members of its own.
  indirect case object([SchemaMember])
  /// An object from a name to a value, such as a count for each code.
  indirect case dictionary(FieldType)
  indirect case list(FieldType)
  case anything

  /// One of the words of an enumeration.
  package static func word<Word: RawRepresentable<String> & CaseIterable>(
    of words: Word.Type
  ) -> FieldType {
    .word(words.allCases.map(\.rawValue))
  }
}

/// A member of a record or of an object inside one.
package struct SchemaMember: Hashable, Sendable {
  package let name: String
  package let type: FieldType
  /// One phrase, with the unit.
  package let summary: String
  package let isRequired: Bool
  /// Nil for a member that is not in the common list.
  let field: Field?

  package init(
    name: String, type: FieldType, summary: String, isRequired: Bool = false
  ) {
    self.init(nil, name: name, type: type, summary: summary, isRequired: isRequired)
  }

  private init(
    _ field: Field?, name: String, type: FieldType, summary: String, isRequired: Bool
  ) {
    self.field = field
    self.name = name
    self.type = type
    self.summary = summary
    self.isRequired = isRequired
  }

  /// A field of the common list; its type and summary hold unless this record has others.
  static func field(
    _ field: Field, as type: FieldType? = nil, summary: String? = nil, isRequired: Bool = false
  ) -> SchemaMember {
    let meaning = field.meaning
    return SchemaMember(
      field, name: field.rawValue, type: type ?? meaning.type,
      summary: summary ?? meaning.summary, isRequired: isRequired)
  }

  /// A field that is always there.
  static func required(
    _ field: Field, as type: FieldType? = nil, summary: String? = nil
  ) -> SchemaMember {
    .field(field, as: type, summary: summary, isRequired: true)
  }
}
