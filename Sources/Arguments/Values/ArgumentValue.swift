/// A value that can be read from one word of the command line.
///
/// An enum of strings only has to declare the conformance:
///
/// ```swift
/// enum Side: String, CaseIterable, ArgumentValue { case buy, sell }
/// ```
package protocol ArgumentValue: ArgumentStorage where Single == Self {
  /// - Throws: `InvalidValue`, with a reason where "expected …" would not say enough.
  init(argument: String) throws(InvalidValue)
  /// Completes the phrase "expected …": `a whole number`.
  static var wantedForm: String { get }
  /// Every word that is accepted; empty when they cannot be listed.
  static var allowedValues: [String] { get }
  /// What shells offer for the value.
  static var completion: Completion { get }
  /// The word that would be read as this value; empty when help should not show it.
  var argumentText: String { get }
}

extension ArgumentValue {
  package static var allowedValues: [String] { [] }
  package static var completion: Completion {
    allowedValues.isEmpty ? .none : .values(allowedValues)
  }
}

/// A word that is no value of the wanted type.
package struct InvalidValue: Error, Hashable {
  /// What is wrong, without a capital and a period: `more than 18 fraction digits`.
  package let reason: String?

  package init(_ reason: String? = nil) {
    self.reason = reason
  }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  package init(argument: String) throws(InvalidValue) {
    guard let value = Self(rawValue: argument) else { throw InvalidValue() }
    self = value
  }
  package static var wantedForm: String {
    allowedValues.count == 1
      ? allowedValues[0] : "one of \(allowedValues.joined(separator: ", "))"
  }
  package static var allowedValues: [String] { allCases.map(\.rawValue) }
  package var argumentText: String { rawValue }
}

extension Int: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    guard let value = Int(argument) else {
      let digits = argument.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      let isNumber =
        !digits.isEmpty
        && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      throw InvalidValue(isNumber ? "the number is too large" : nil)
    }
    self = value
  }
  package static var wantedForm: String { "a whole number" }
  package var argumentText: String { String(self) }
}

extension String: ArgumentValue {
  package init(argument: String) {
    self = argument
  }
  package static var wantedForm: String { "a text" }
  package var argumentText: String { self }
}

extension Bool: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    switch argument {
    case "true", "yes", "1": self = true
    case "false", "no", "0": self = false
    default: throw InvalidValue()
    }
  }
  package static var wantedForm: String { "true or false" }
  package static var allowedValues: [String] { ["true", "false"] }
  package var argumentText: String { self ? "true" : "false" }
}
