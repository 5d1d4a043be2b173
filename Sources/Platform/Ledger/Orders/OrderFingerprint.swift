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
    intent.icebergQuantity = terms.icebergQuantity
    intent.price = terms.price
    intent.stopPrice = terms.stopPrice
    intent.trailingPercent = terms.trailingPercent
    intent.timeInForce = terms.timeInForce
    intent.isPostOnly = terms.isPostOnly
    intent.isReduceOnly = terms.isReduceOnly
    intent.positionSide = terms.positionSide
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
    var text = FingerprintText(more)
    // In the order of their names.
    text.add("iceberg_quantity", intent.icebergQuantity)
    text.add("leverage", intent.leverage)
    text.add("order_type", intent.type.rawValue)
    if let side = intent.positionSide { text.add("position_side", side.rawValue) }
    if intent.isPostOnly { text.add("post_only", "true") }
    text.add("price", intent.price)
    text.add("quantity", intent.quantity)
    if intent.isReduceOnly { text.add("reduce_only", "true") }
    text.add("side", intent.side.rawValue)
    text.add("stop_loss", intent.stopLoss)
    text.add("stop_price", intent.stopPrice)
    text.add("symbol", intent.symbol.description)
    text.add("take_profit", intent.takeProfit)
    text.add("time_in_force", intent.timeInForce.rawValue)
    text.add("trailing_percent", intent.trailingPercent)
    return SHA256.hash(text.finished.span)
  }
}

/// Names and values in the order of the names, each with its length, so that no value can pass for
/// two fields.
private struct FingerprintText {
  private var bytes: [UInt8] = []
  /// Fields from outside that have not found their place yet, the last one first.
  private var more: [(name: String, value: String)]

  init(_ more: [(name: String, value: String)]) {
    self.more = more.sorted { ($0.name, $0.value) > ($1.name, $1.value) }
    bytes.reserveCapacity(256)
  }

  /// Adds the next field.
  mutating func add(_ name: String, _ value: String) {
    while let other = more.last, (other.name, other.value) < (name, value) {
      append(other.name)
      append(other.value)
      more.removeLast()
    }
    append(name)
    append(value)
  }

  mutating func add(_ name: String, _ value: (some Decimal)?) {
    if let value { add(name, value.description) }
  }

  /// The bytes, with the fields from outside that come last.
  var finished: [UInt8] {
    var all = self
    for other in more.reversed() {
      all.append(other.name)
      all.append(other.value)
    }
    return all.bytes
  }

  private mutating func append(_ text: String) {
    let count = text.utf8.count
    if count >= 10 { bytes.append(String(count / 10)) }
    bytes.append(UInt8(ascii: "0") + UInt8(count % 10))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(text)
  }
}
