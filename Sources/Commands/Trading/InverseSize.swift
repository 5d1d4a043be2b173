internal import Domain
internal import Trading
internal import Wire

/// Which of the two ways to say an amount a market takes.
enum InverseSize {
  /// - Throws: Wrong usage where an amount is given in the other unit.
  static func check(
    _ symbol: Symbol, hasQuantity: Bool, hasQuote: Bool
  ) throws(CommandFailure) {
    if let problem = problem(symbol, hasQuantity: hasQuantity, hasQuote: hasQuote) {
      throw .usage("\(problem.message).")
    }
  }

  /// What is wrong with the unit of an amount; nil where it is the market's.
  static func problem(_ symbol: Symbol, hasQuantity: Bool, hasQuote: Bool) -> FailureDetail? {
    if symbol.isInverse, hasQuantity {
      return FailureDetail(
        "BAD_VALUE", .input,
        "\(symbol) is an inverse contract, which is sized in \(symbol.quote): give --quote",
        field: Field.quantity.rawValue)
    }
    if !symbol.isInverse, hasQuote {
      return FailureDetail(
        "BAD_VALUE", .input, "\(symbol) is sized in \(symbol.base): give --quantity",
        field: Field.quoteQuantity.rawValue)
    }
    return nil
  }
}
