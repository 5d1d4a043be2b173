package import Arguments
package import Domain

extension ArgumentValue where Self: Decimal {
  package init(argument: String) throws(InvalidValue) {
    do {
      try self.init(decimal: argument)
    } catch .malformed {
      throw InvalidValue()
    } catch {
      throw InvalidValue("the number \(error.explanation)")
    }
  }
  package static var wantedForm: String { "a decimal number" }
  package var argumentText: String { description }
}

extension Price: ArgumentValue {}
extension Quantity: ArgumentValue {}
extension Notional: ArgumentValue {}
extension Rate: ArgumentValue {}
extension PositionSide: ArgumentValue {}

extension Side: ArgumentValue {}
extension OrderType: ArgumentValue {}
extension MarketKind: ArgumentValue {}

extension TimeInterval: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    guard let interval = TimeInterval(text: argument) else { throw InvalidValue() }
    self = interval
  }
  package static var wantedForm: String { "a length of time such as 250ms, 30s, 5m, 1h or 1d" }
  package var argumentText: String { text }
}

extension Timestamp: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    if let count = Int64(argument) {
      guard let time = try? Timestamp(milliseconds: count) else { throw InvalidValue() }
      self = time
    } else {
      guard let time = try? Timestamp(rfc3339: argument.utf8.span) else { throw InvalidValue() }
      self = time
    }
  }
  package static var wantedForm: String {
    "a time such as 2026-11-20T12:00:00Z, or milliseconds since 1970"
  }
  package var argumentText: String { text }
}

extension Symbol: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    do {
      try self.init(unified: argument)
    } catch {
      throw InvalidValue(error.explanation)
    }
  }
  package static var wantedForm: String { "a symbol such as BTC/USDT or BTC/USDT:USDT" }
  package var argumentText: String { description }
}
