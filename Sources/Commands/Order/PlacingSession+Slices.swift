internal import Domain
internal import Ledger
internal import Lifecycle
internal import Signing
internal import Trading
internal import Wire

extension PlacingSession {
  /// Places the order that the flags describe in slices over time.
  ///
  /// Each slice is an order with an id of its own, so that the same command goes on where an
  /// earlier one was ended: slices that were placed are not placed again, the rest keep their
  /// distance.
  consuming func placeSlices(_ schedule: SliceSchedule) throws(CommandFailure) -> ExitStatus {
    let whole = try wish()
    guard let quantity = whole.intent.quantity,
      let quantities = schedule.quantities(of: quantity, lot: lot(of: whole.intent.symbol))
    else {
      throw CommandFailure(.negative, "The order is too small for \(schedule.count) slices.")
    }
    // The last of them would be refused, when the others have been placed.
    if let shown = whole.intent.icebergQuantity, let least = quantities.min(), shown > least {
      throw .usage("--iceberg \(shown) is larger than the smallest slice, \(least).")
    }
    let name = whole.intent.id ?? desk.runName
    var start: Timestamp?
    var latest: Timestamp?
    var arrival: Price?
    for (number, quantity) in quantities.enumerated() {
      var slice = whole
      slice.intent.id = "\(name)/\(number + 1)"
      slice.intent.quantity = quantity
      slice.role = .slice
      slice.arrivalPrice = arrival
      slice.line = slice.intent.carriedMembers
      slice.fingerprint = OrderFingerprint.part(
        number + 1, of: schedule.count, whole.fingerprint)
      if let start, try !isPlaced(slice) {
        var due = schedule.time(
          ofSlice: number, from: start, seed: slice.fingerprint.leadingBits)
        // After a pause the slices keep their distance instead of coming all at once.
        if let latest { due = max(due, latest.advanced(by: schedule.every.half)) }
        try wait(until: due)
      }
      let order = try place(slice)
      if start == nil { start = order?.life.createdAt ?? desk.clock.now() }
      if arrival == nil { arrival = order?.arrivalPrice }
      latest = order?.life.createdAt ?? desk.clock.now()
      try flush()
    }
    return try close()
  }

  private func isPlaced(_ slice: OrderWish) throws(CommandFailure) -> Bool {
    guard let id = slice.intent.id else { return false }
    return try asking { () throws(LedgerError) in try desk.order(id: id) }
      .map { $0.life.state != .unsent } ?? false
  }

  private mutating func wait(until time: Timestamp) throws(CommandFailure) {
    while true {
      try checkSignal()
      let rest = time.since(desk.clock.now())
      guard rest > .zero else { return }
      // A signal that came just before the wait is noticed soon.
      desk.clock.wait(min(rest, TimeInterval(nanoseconds: 1_000_000_000)))
    }
  }
}

extension TimeInterval {
  fileprivate var half: TimeInterval { TimeInterval(nanoseconds: nanoseconds / 2) }
}
