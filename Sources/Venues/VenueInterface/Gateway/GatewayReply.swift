package import Domain
package import Wire

/// One line that a gateway answered with.
///
/// Members that are not asked for are ignored, so that a gateway may say more.
package struct GatewayReply {
  /// The number of the request that it answers.
  package let number: Int
  /// Why the venue did not do it; nil where it did.
  package let refusal: VenueError?
  private let content: ReplyObject

  /// - Throws: What keeps it from being a reply; it may then be the answer to anything.
  package init(_ content: ReplyObject) throws(RecordProblem) {
    number = try content.wholeNumber("number")
    refusal = try content.ifAny("error", content.object).map(Self.refusal)
    self.content = content
  }

  /// What an `error` says; a kind that is not known may have acted.
  private static func refusal(_ error: ReplyObject) throws(RecordProblem) -> VenueError {
    let message = try error.ifAny("message", error.text) ?? "the gateway gives no reason"
    switch try error.text("kind") {
    case "rejected":
      return .rejected(
        code: try error.ifAny("code", error.identifier) ?? "REJECTED", message: message)
    case "not_found": return .notFound(message: message)
    case "rate_limited":
      let wait = try error.ifAny("retry_after_ms", error.milliseconds)
      return .rateLimited(retryAfter: wait)
    case "unavailable": return .notSent(reason: message)
    case "unauthorized": return .unauthorized(message: message)
    default: return .outcomeUnknown(reason: message)
    }
  }

  // MARK: What was asked for

  /// The answer to `hello`.
  package func capabilities() throws(RecordProblem) -> VenueCapabilities {
    guard try content.wholeNumber("v") == GatewayRequest.version else {
      throw content.problem("v", "is not \(GatewayRequest.version)")
    }
    let lengthMax = try content.ifAny("client_order_id_max", content.wholeNumber)
    let alphabet = try content.ifAny("client_order_id_alphabet", content.text)
    let plain = ClientOrderIDRule.plain
    let rule = ClientOrderIDRule(
      lengthMax: lengthMax ?? plain.lengthMax, alphabet: alphabet ?? plain.alphabet)
    // Shorter ids would meet sooner or later.
    guard rule.lengthMax >= 16 else { throw content.problem("client_order_id_max", "is below 16") }
    let characters = Set(rule.alphabet.utf8)
    guard characters.count >= 10, characters.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
      throw content.problem("client_order_id_alphabet", "is not ten or more ASCII characters")
    }
    return VenueCapabilities(
      name: try content.text("venue"),
      refusesRepeatedClientIDs: try content.flag("refuses_repeated_client_ids"),
      requestValidity: try content.ifAny("request_validity_ms", content.milliseconds),
      canAmend: try content.flag("can_amend"), clientOrderIDs: rule)
  }

  /// The order that was placed, cancelled, amended or asked for.
  ///
  /// - Parameter clientOrderID: The order's that was meant; nil where it was meant by the other id.
  /// - Returns: The order as it stands.
  /// - Throws: A problem that names a member, also where another order came back.
  package func order(clientOrderID: String?) throws(RecordProblem) -> VenueOrder {
    let content = try content.object("order")
    let order = try VenueOrder(content)
    guard clientOrderID == nil || order.clientOrderID == clientOrderID else {
      throw content.problem("client_order_id", "is not that of the order that was meant")
    }
    return order
  }

  package func orders() throws(RecordProblem) -> [VenueOrder] {
    var orders: [VenueOrder] = []
    for order in try content.objects("orders") { orders.append(try VenueOrder(order)) }
    return orders
  }

  package func fills() throws(RecordProblem) -> [VenueFill] {
    var fills: [VenueFill] = []
    for fill in try content.objects("fills") { fills.append(try VenueFill(fill, of: nil)) }
    return fills
  }

  /// The positions that are not flat.
  package func positions() throws(RecordProblem) -> [VenuePosition] {
    var positions: [VenuePosition] = []
    for position in try content.objects("positions") {
      if let position = try VenuePosition(position) { positions.append(position) }
    }
    return positions
  }

  package func balances() throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for balance in try content.objects("balances") {
      balances.append(
        Balance(
          asset: try balance.text("asset"), free: try balance.decimal("free"),
          locked: try balance.decimal("locked")))
    }
    return balances
  }

  /// The leverage that holds from now on.
  package func leverage() throws(RecordProblem) -> Rate { try content.positive("leverage") }

  package func ticker() throws(RecordProblem) -> VenueTicker {
    VenueTicker(
      price: try content.positive("price"), bid: try content.ifAny("bid", content.positive),
      ask: try content.ifAny("ask", content.positive), time: try content.ifAny("ts", content.time))
  }
}
