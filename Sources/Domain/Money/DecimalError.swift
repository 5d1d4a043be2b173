/// Why a number could not be read or computed exactly.
public enum DecimalError: Error, Hashable, Sendable {
  /// The text is not a decimal number in JSON notation.
  case malformed
  /// The value needs more than 18 fraction digits.
  case tooManyFractionDigits
  /// The value needs more than 20 integer digits.
  case tooManyIntegerDigits
  /// The result of an operation has more than 20 integer digits.
  case overflow
  /// A divisor or a step was zero.
  case divisionByZero

  /// What is wrong, as the end of a sentence that begins with the name of the field.
  public var explanation: String {
    switch self {
    case .malformed: "is not a decimal number"
    case .tooManyFractionDigits: "has more than 18 fraction digits"
    case .tooManyIntegerDigits: "has more than 20 integer digits"
    case .overflow: "leads to a result of more than 20 integer digits"
    case .divisionByZero: "leads to a division by zero"
    }
  }
}
