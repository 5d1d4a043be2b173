internal import Domain

/// The market of the current row, looked up again only when the row names another.
struct RowSymbol {
  private(set) var number: Int
  /// The time of the latest row of this market that was used.
  var latestTime: Timestamp = .distantPast
  private var name: [UInt8] = []
  /// The latest times of the other markets, by their numbers.
  private var latestTimes: [Int: Timestamp] = [:]

  init(number: Int) {
    self.number = number
  }

  /// Goes to the market that a row names.
  @inline(__always)
  mutating func update(_ field: Span<UInt8>, _ symbols: inout SymbolTable) {
    if !isSame(field) { change(to: field, &symbols) }
  }

  private mutating func change(to field: Span<UInt8>, _ symbols: inout SymbolTable) {
    if !name.isEmpty { latestTimes[number] = latestTime }
    name.removeAll(keepingCapacity: true)
    for index in field.indices { name.append(field[index]) }
    number = symbols.number(of: String(decoding: name, as: UTF8.self))
    latestTime = latestTimes[number] ?? .distantPast
  }

  private func isSame(_ field: Span<UInt8>) -> Bool {
    guard field.count == name.count else { return false }
    for index in field.indices where field[index] != name[index] { return false }
    return true
  }
}
