package import Domain

/// Writes one thing that the exchange keeps as a line of `name=value` pairs.
///
/// What is nil, false or zero is left out: most of an order is.
package struct StateWriter {
  package private(set) var text = ""

  package init() {}

  package mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    if !text.isEmpty { text += " " }
    text += "\(name)=\(value)"
  }

  package mutating func add(_ name: String, _ value: Int?) { add(name, value.map(String.init)) }

  package mutating func add(_ name: String, number value: Int) {
    if value != 0 { add(name, value) }
  }

  package mutating func add(_ name: String, _ value: Bool) { if value { add(name, "true") } }

  package mutating func add(_ name: String, _ value: Timestamp) {
    add(name, String(value.nanoseconds))
  }

  package mutating func add(_ name: String, _ value: (some Decimal)?) {
    add(name, value.map { $0.description })
  }

  package mutating func add(_ name: String, amount value: some Decimal) {
    if value.scaled != 0 { add(name, value) }
  }
}

/// Reads what `StateWriter` wrote.
package struct StateReader {
  private var values: [Substring: Substring] = [:]

  /// - Throws: `.invalidState` where the text is no list of pairs.
  package init(_ text: String) throws(PaperError) {
    for pair in text.split(separator: " ") {
      guard let sign = pair.firstIndex(of: "=") else { throw .invalidState(String(pair)) }
      values[pair[..<sign]] = pair[pair.index(after: sign)...]
    }
  }

  package func text(_ name: String) -> String? { values[name[...]].map(String.init) }

  package func flag(_ name: String) -> Bool { values[name[...]] == "true" }

  package func integer(_ name: String) throws(PaperError) -> Int? {
    guard let text = values[name[...]] else { return nil }
    guard let value = Int(text) else { throw .invalidState("\(name)=\(text)") }
    return value
  }

  package func number(_ name: String) throws(PaperError) -> Int { try integer(name) ?? 0 }

  package func time(_ name: String) throws(PaperError) -> Timestamp? {
    try integer(name).map { Timestamp(nanoseconds: Int64($0)) }
  }

  package func decimal<Unit: Decimal>(_ name: String) throws(PaperError) -> Unit? {
    guard let text = text(name) else { return nil }
    guard let value = try? Unit(decimal: text) else { throw .invalidState("\(name)=\(text)") }
    return value
  }

  package func amount<Unit: Decimal>(_ name: String) throws(PaperError) -> Unit {
    try decimal(name) ?? .zero
  }

  package func word<Word: RawRepresentable<String>>(_ name: String) throws(PaperError) -> Word? {
    guard let text = text(name) else { return nil }
    guard let value = Word(rawValue: text) else { throw .invalidState("\(name)=\(text)") }
    return value
  }

  package func required<Value>(_ name: String, _ value: Value?) throws(PaperError) -> Value {
    guard let value else { throw .invalidState("\(name) is missing") }
    return value
  }
}
