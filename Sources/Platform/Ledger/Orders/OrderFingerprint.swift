package import Domain
package import Lifecycle
package import Signing

/// What was ordered, as a hash: two lines with the same fingerprint ask for the same order.
///
/// Sizing, risk and the user's own fields do not count.
package enum OrderFingerprint {
  /// The fingerprint of an order that was made from terms, not from a wish.
  package static func make(_ terms: OrderTerms) -> Digest {
    var intent = Intent(
      symbol: terms.symbol, side: terms.side, type: terms.type, quantity: terms.quantity)
    intent.price = terms.price
    intent.stopPrice = terms.stopPrice
    intent.timeInForce = terms.timeInForce
    intent.isPostOnly = terms.isPostOnly
    intent.isReduceOnly = terms.isReduceOnly
    intent.leverage = terms.leverage
    return make(intent)
  }

  /// The fingerprint of a part of an order: of what was asked for, not of what became of it, so
  /// that a part is the same part when prices have moved.
  package static func part(_ number: Int, of count: Int, _ whole: Digest) -> Digest {
    SHA256.hash("\(whole.hexadecimal) part \(number) of \(count)")
  }

  /// - Parameters:
  ///   - intent: The order.
  ///   - more: Names and values of order fields that the intent has no place for, in any order.
  /// - Returns: A hash over names and values in a fixed order.
  package static func make(_ intent: Intent, more: [(name: String, value: String)] = []) -> Digest {
    var fields: [(name: String, value: String)] = [
      ("symbol", intent.symbol.description), ("side", intent.side.rawValue),
      ("order_type", intent.type.rawValue), ("time_in_force", intent.timeInForce.rawValue),
    ]
    func add(_ name: String, _ value: (some Decimal)?) {
      if let value { fields.append((name, value.description)) }
    }
    add("quantity", intent.quantity)
    add("price", intent.price)
    add("stop_price", intent.stopPrice)
    add("stop_loss", intent.stopLoss)
    add("take_profit", intent.takeProfit)
    add("leverage", intent.leverage)
    if intent.isPostOnly { fields.append(("post_only", "true")) }
    if intent.isReduceOnly { fields.append(("reduce_only", "true")) }
    fields += more
    fields.sort { ($0.name, $0.value) < ($1.name, $1.value) }
    var text: [UInt8] = []
    for field in fields {
      // With their lengths, so that no value can pass for two fields.
      text += "\(field.name.utf8.count):\(field.name)\(field.value.utf8.count):\(field.value)".utf8
    }
    return SHA256.hash(text.span)
  }
}
