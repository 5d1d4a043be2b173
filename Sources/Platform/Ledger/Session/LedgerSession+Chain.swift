internal import Domain
internal import Lifecycle
internal import Signing

extension LedgerSession {
  private static let lastEvent = Query(
    "SELECT number, hash FROM order_events ORDER BY number DESC LIMIT 1")
  private static let addEvent = Query(
    """
    INSERT INTO order_events (number, order_number, time, kind, payload, previous_hash, hash, \
    earlier) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    """)

  /// Appends a step of an order, of which the last event is known; there is no other way to write
  /// one.
  func append(
    _ transition: Transition, of order: Int64, after earlier: Int64
  ) throws(LedgerError) -> Int64 {
    var payload = PayloadWriter()
    transition.event.write(to: &payload)
    return try append(
      transition.event.kind, of: order, after: earlier, at: transition.time,
      payload: payload.bytes)
  }

  /// Appends the beginning of an order, with all that was ordered.
  func appendBeginning(
    _ kind: OrderEvent.Kind, of order: Int64, _ content: OrderContent, _ life: OrderLife
  ) throws(LedgerError) -> Int64 {
    var payload = PayloadWriter()
    payload.add("scope", text(of: content.scope))
    content.write(to: &payload)
    life.terms.write(to: &payload)
    payload.add("order_id", life.orderID)
    return try append(kind, of: order, after: nil, at: life.createdAt, payload: payload.bytes)
  }

  private func append(
    _ kind: OrderEvent.Kind, of order: Int64, after earlier: Int64?, at time: Timestamp,
    payload: [UInt8]
  ) throws(LedgerError) -> Int64 {
    let end = try currentChainEnd()
    let number = end.number + 1
    let hash = ChainLink.hash(
      after: end.hash, number: number, order: order, time: time, kind: kind.rawValue,
      payload: payload)
    try database.run(Self.addEvent) { row in
      row.add(number)
      row.add(order)
      row.add(time)
      row.add(kind.rawValue)
      row.add(utf8: payload)
      row.add(end.hash)
      row.add(hash)
      row.add(earlier)
    }
    chainEnd = (number, hash)
    return number
  }

  private func currentChainEnd() throws(LedgerError) -> (number: Int64, hash: Digest) {
    if let chainEnd { return chainEnd }
    var end: (number: Int64, hash: Digest) = (0, .zero)
    try database.rows(Self.lastEvent) { _ in
    } each: { row throws(LedgerError) in
      end = (row.integer(), try row.digest())
    }
    chainEnd = end
    return end
  }
}
