import Domain

/// The money of a paper account; `cash = start + realized − fees`, to the last digit.
struct PaperAccount: Sendable {
  var start: Notional
  var realized = Notional.zero
  var fees = Notional.zero
  var cash: Notional
  /// What open orders keep free for themselves.
  var reserved = Notional.zero

  init(_ start: Notional) {
    self.start = start
    cash = start
  }
}
