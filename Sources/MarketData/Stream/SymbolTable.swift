/// The names of the markets in a stream, each with a small number.
package struct SymbolTable: Sendable {
  /// The names in order of their numbers, spelled as they were first met.
  package private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  package init() {}

  /// The number of a name, a new one if it has none yet.
  package mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    let number = names.count
    names.append(name)
    numbers[name] = number
    return number
  }
}
