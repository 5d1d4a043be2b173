package import Domain
package import Matching

/// What a paper account begins with, and what its market charges.
package struct PaperTerms: Sendable {
  package var rules: PaperRules
  package var startingEquity: Notional
  /// What all markets of the account settle in.
  package var currency: String
  /// What is known about the markets; where nothing is, there is no grid and no minimum.
  package var instruments: [Symbol: Instrument] = [:]

  package init(rules: PaperRules, startingEquity: Notional, currency: String) {
    self.rules = rules
    self.startingEquity = startingEquity
    self.currency = currency
  }
}
