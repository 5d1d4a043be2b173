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
