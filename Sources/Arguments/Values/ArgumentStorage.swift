/// A property that an argument can fill: a value, an optional value, or a list of values.
package protocol ArgumentStorage: Sendable {
  /// What one word is read as: the value itself, or the element of the optional or the list.
  associatedtype Single: ArgumentValue
  /// Whether the argument may be given more than once.
  static var isRepeatable: Bool { get }
  /// Takes in one value; the first given replaces what was there by default.
  mutating func accept(_ value: Single, isFirst: Bool)
  /// The default as help shows it; nil where there is nothing to show.
  var shownDefault: String? { get }
}

extension ArgumentValue {
  package static var isRepeatable: Bool { false }
  package mutating func accept(_ value: Self, isFirst: Bool) {
    self = value
  }
  package var shownDefault: String? { argumentText.isEmpty ? nil : argumentText }
}

extension Optional: ArgumentStorage where Wrapped: ArgumentValue {
  package typealias Single = Wrapped
  package static var isRepeatable: Bool { false }
  package mutating func accept(_ value: Wrapped, isFirst: Bool) {
    self = value
  }
  package var shownDefault: String? { self?.shownDefault }
}

extension Array: ArgumentStorage where Element: ArgumentValue {
  package typealias Single = Element
  package static var isRepeatable: Bool { true }
  package mutating func accept(_ value: Element, isFirst: Bool) {
    if isFirst { removeAll() }
    append(value)
  }
  package var shownDefault: String? {
    isEmpty ? nil : map(\.argumentText).joined(separator: ", ")
  }
}
