internal import CSimdjson

/// Why a line could not be understood: a stable code, the place, and a sentence.
public struct RecordProblem: Error, Hashable {
  /// A stable name, such as `BAD_VALUE`.
  package let code: String
  /// The field that is at fault.
  package var field: String?
  /// The offset of the first wrong byte in the line, from 0.
  package var offset: Int?
  /// One sentence, without its full stop.
  package let message: String

  package init(_ code: ProblemCode, field: String? = nil, offset: Int? = nil, _ message: String) {
    self.init(code: code.rawValue, field: field, offset: offset, message)
  }

  /// A problem that a layer above found, with a name of its own.
  package init(code: String, field: String? = nil, offset: Int? = nil, _ message: String) {
    self.code = code
    self.field = field
    self.offset = offset
    self.message = message
  }

  init(_ error: tradectl_json_error, at offset: Int) {
    let (code, message): (ProblemCode, String) =
      switch error {
      case TRADECTL_JSON_EMPTY: (.badJSON, "the line is empty")
      case TRADECTL_JSON_NOT_AN_OBJECT: (.badJSON, "the line is not a JSON object")
      case TRADECTL_JSON_BAD_UTF8: (.badUTF8, "the line is not UTF-8")
      case TRADECTL_JSON_BAD_STRING:
        (.badJSON, "a string has no end, a control character or a wrong escape")
      case TRADECTL_JSON_BAD_NUMBER: (.badJSON, "a number is not in JSON notation")
      case TRADECTL_JSON_BAD_LITERAL: (.badJSON, "a value is not JSON; text needs double quotes")
      case TRADECTL_JSON_TOO_DEEP: (.tooDeep, "values are nested more than 64 deep")
      case TRADECTL_JSON_TOO_MANY_FIELDS: (.tooManyFields, "there are more than 1024 fields")
      case TRADECTL_JSON_TRAILING_TEXT: (.badJSON, "there is text behind the JSON object")
      case TRADECTL_JSON_NO_MEMORY: (.badJSON, "there is no memory to read the line")
      default: (.badJSON, "a comma, colon, bracket or brace is missing or misplaced")
      }
    self.init(code, offset: offset, "\(message) (byte \(offset))")
  }

  static func duplicateKey(_ key: String) -> RecordProblem {
    RecordProblem(.duplicateKey, field: key, "'\(key)' stands twice in the record")
  }

  static func unsupportedVersion(_ version: Int) -> RecordProblem {
    RecordProblem(
      .unsupportedVersion, field: "v", "this program reads records of version 1, not \(version)")
  }

  /// A field whose value is not of the wanted form; `explanation` continues its name.
  package static func badValue(_ field: Field, _ explanation: String) -> RecordProblem {
    RecordProblem(.badValue, field: field.rawValue, "\(field.rawValue) \(explanation)")
  }

  /// A field whose value is none of an enumeration's words.
  public static func notAWord(_ field: Field, of words: [String]) -> RecordProblem {
    .badValue(field, "is not one of \(words.joined(separator: ", "))")
  }

  /// A field that has to be there and is not.
  package static func missing(_ field: Field) -> RecordProblem {
    RecordProblem(.missingField, field: field.rawValue, "\(field.rawValue) is missing")
  }
}

/// The stable names of what can be wrong with a line.
package enum ProblemCode: String, CaseIterable, Hashable, Sendable {
  case badJSON = "BAD_JSON"
  case badUTF8 = "BAD_UTF8"
  case lineTooLong = "LINE_TOO_LONG"
  case tooDeep = "TOO_DEEP"
  case tooManyFields = "TOO_MANY_FIELDS"
  case duplicateKey = "DUPLICATE_KEY"
  case unsupportedVersion = "UNSUPPORTED_VERSION"
  case badValue = "BAD_VALUE"
  case missingField = "MISSING_FIELD"
  case unknownField = "UNKNOWN_FIELD"
}
