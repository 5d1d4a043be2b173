import Domain
import VenueInterface
import Wire

// Venues count contracts, and we what is in them: base units, or quote units where they are inverse.

extension Instrument {
  /// The number of contracts that a quantity is.
  ///
  /// - Parameter quantity: Base units, or quote units of an inverse contract.
  /// - Returns: An exact number, which need not be whole where the venue divides contracts.
  /// - Throws: Where it is no multiple of what the venue takes; nothing is ever rounded.
  func contracts(_ quantity: Quantity) throws(Unsupported) -> Rate {
    let step = lot.isPositive ? lot : contractSize
    guard quantity.isMultiple(of: step),
      let count = try? quantity.ratio(to: contractSize, rounding: .towardZero),
      (try? contractSize * count) == quantity
    else {
      let unit = symbol.isInverse ? symbol.quote : symbol.base
      throw Unsupported(
        "\(quantity) \(unit) is not a multiple of \(step), which contracts there come in")
    }
    return count
  }

  /// What a number of contracts is, in base units, or quote units where they are inverse.
  ///
  /// - Parameters:
  ///   - key: The member with the number; missing or empty it is zero.
  ///   - content: Of the reply.
  /// - Returns: Zero or more.
  /// - Throws: Where it is below zero, or out of range.
  func size<Reply: ReplyContainer>(
    _ key: Reply.Key, in content: Reply
  ) throws(RecordProblem) -> Quantity {
    let count: Rate = try content.amount(key)
    guard let quantity = try? contractSize * count else {
      throw content.problem(key, "is out of range")
    }
    return quantity
  }

  /// What a number of contracts is in base units, at a price.
  ///
  /// - Parameters:
  ///   - key: As above.
  ///   - price: What those contracts traded at; half to even at the 18th digit where they are
  ///     inverse.
  ///   - content: Of the reply.
  /// - Returns: Zero or more.
  /// - Throws: As above.
  func baseQuantity<Reply: ReplyContainer>(
    _ key: Reply.Key, at price: Price, in content: Reply
  ) throws(RecordProblem) -> Quantity {
    let size = try size(key, in: content)
    guard symbol.isInverse else { return size }
    guard let quantity = try? symbol.baseQuantity(of: size, at: price) else {
      throw content.problem(key, "is out of range")
    }
    return quantity
  }
}
