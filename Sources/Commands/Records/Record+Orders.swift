internal import Domain
internal import Wire

extension Record {
  /// A symbol in unified spelling.
  func symbol(_ field: Field) throws(RecordProblem) -> Symbol? {
    guard let text = try text(field) else { return nil }
    do {
      return try Symbol(unified: text)
    } catch {
      throw RecordProblem(
        .badValue, field: field.rawValue, "\(field.rawValue) \(error.explanation)")
    }
  }

  func required(symbol field: Field) throws(RecordProblem) -> Symbol {
    guard let symbol = try symbol(field) else { throw .missing(field) }
    return symbol
  }

  func required<Unit: Decimal>(
    _ field: Field, as unit: Unit.Type = Unit.self
  ) throws(RecordProblem) -> Unit {
    guard let value = try decimal(field, as: unit) else { throw .missing(field) }
    return value
  }

  /// The side that `side` names, or else the one that `action` asks for.
  func orderSide() throws(RecordProblem) -> Side? {
    let asked = try word(.action, as: SignalAction.self)?.side
    guard let side = try word(.side, as: Side.self) else { return asked }
    guard asked == nil || asked == side else {
      throw .badValue(.side, "is \(side.rawValue), and action asks for the other one")
    }
    return side
  }
}
