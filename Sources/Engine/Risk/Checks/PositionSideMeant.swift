internal import Domain

extension OrderUnderTest {
  /// Wants to know which position is meant where there are two, and that none is named where there is
  /// one: an order that is read the wrong way doubles what it was to close.
  func positionSideMeant() -> RiskViolation? {
    switch (holdsSidesApart, intent.positionSide) {
    case (true?, nil):
      RiskViolation(
        .positionSide,
        "The account holds long and short of \(intent.symbol) apart; say which of the two is meant, "
          + "by position_side or --position-side.")
    case (false?, _?):
      RiskViolation(
        .positionSide,
        "The account holds one position in \(intent.symbol), long or short; leave position_side out."
      )
    default: nil
    }
  }
}
