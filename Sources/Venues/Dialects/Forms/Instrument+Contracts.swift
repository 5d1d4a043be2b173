import Domain
import VenueInterface
import Wire

// Venues count contracts, and we their base units.

extension Instrument {
  /// The number of contracts that a quantity is.
  ///
  /// - Parameter quantity: Base units.
  /// - Returns: An exact number, which need not be whole where the venue divides contracts.
  /// - Throws: Where it is no multiple of what the venue takes; nothing is ever rounded.
  func contracts(_ quantity: Quantity) throws(Unsupported) -> Rate {
    let step = lot.isPositive ? lot : contractSize
    guard quantity.isMultiple(of: step),
      let count = try? quantity.ratio(to: contractSize, rounding: .towardZero),
      (try? contractSize * count) == quantity
    else {
      throw Unsupported(
        "\(quantity) \(symbol.base) is not a multiple of \(step), which contracts there come in")
    }
    return count
  }

  /// The base units that a number of contracts is.
  ///
  /// - Parameters:
  ///   - key: The member with the number; missing or empty it is zero.
  ///   - content: Of the reply.
  /// - Returns: Zero or more.
  /// - Throws: Where it is below zero, or out of range.
  func baseUnits<Reply: ReplyContainer>(
    _ key: Reply.Key, in content: Reply
  ) throws(RecordProblem) -> Quantity {
    let count: Rate = try content.amount(key)
    guard let quantity = try? contractSize * count else {
      throw content.problem(key, "is out of range")
    }
    return quantity
  }
}
