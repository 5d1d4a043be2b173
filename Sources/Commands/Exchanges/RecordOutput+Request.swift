internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import VenueInterface
internal import Wire

extension RecordOutput {
  /// A request as it would leave.
  ///
  /// - Parameters:
  ///   - request: Without its secrets.
  ///   - origin: Writes whom and what it is about.
  /// - Throws: When the output cannot be written.
  mutating func write(
    _ request: HTTPRequest, _ origin: (inout JSONText) -> Void
  ) throws(StreamFailure) {
    begin(.request)
    origin(&text)
    text.addRequest(request)
    try end()
  }
}

extension JSONText {
  /// What tells an order that a request is about.
  mutating func addName(of order: StoredOrder) {
    if let id = order.id { add(.id, id) }
    add(.symbol, order.life.terms.symbol.description)
    add(.clientOrderID, order.clientOrderID)
  }
}

extension OrderSession {
  /// Shows the requests by which an exchange would be asked first, in place of asking.
  ///
  /// - Parameters:
  ///   - question: What would be asked.
  ///   - preview: How they are shown.
  ///   - order: What they are about; nil for the account.
  /// - Throws: When the output fails.
  mutating func show(
    _ question: DialectVenue.Question, _ preview: AccountPreview, of order: StoredOrder? = nil
  ) throws(CommandFailure) {
    let requests: [HTTPRequest]
    do throws(VenueError) { requests = try preview.requests(for: question) } catch {
      let detail = FailureDetail(error)
      if let order { return try tell(order, detail) }
      return try refuse(detail)
    }
    succeed()
    let (scope, now) = (desk.scope, preview.preview.time ?? desk.clock.now())
    for request in requests {
      try write { output throws(StreamFailure) in
        try output.write(request) { text in
          text.add(scope, at: now)
          if let order { text.addName(of: order) }
        }
      }
    }
  }
}

extension Answers {
  /// Shows the requests by which an exchange would be asked, in place of asking.
  ///
  /// - Parameters:
  ///   - account: Whose key signs them; nil for what anybody may ask.
  ///   - mode: Of the account, or of the network.
  ///   - venue: That is asked.
  ///   - preview: How they are shown.
  ///   - requests: Makes them.
  /// - Throws: When the output fails.
  mutating func show(
    requestsAs account: String?, _ mode: TradingMode, at venue: String, _ preview: RequestPreview,
    _ requests: () throws(VenueError) -> [HTTPRequest]
  ) throws(CommandFailure) {
    let time = preview.time ?? SystemClock().now()
    func name(_ text: inout JSONText) {
      text.add(.ts, time)
      text.add(.mode, word: mode.rawValue)
      if let account { text.add(.account, account) }
      text.add(.venue, venue)
    }
    let made: [HTTPRequest]
    do throws(VenueError) { made = try requests() } catch {
      let detail = FailureDetail(error)
      fail(detail)
      return try write { output throws(StreamFailure) in
        output.begin(.error)
        name(&output.text)
        output.text.add(.error) { $0.add(detail) }
        try output.end(isFailure: true)
      }
    }
    succeed()
    for request in made {
      try write { output throws(StreamFailure) in try output.write(request, name) }
    }
  }
}

extension MarketSession {
  /// Shows the requests by which an exchange would be asked about markets, in place of asking.
  ///
  /// - Parameters:
  ///   - names: Of the markets.
  ///   - preview: How they are shown.
  ///   - drafts: What would be asked about a market.
  /// - Returns: The exit status.
  /// - Throws: When the output fails, or a signal asks for the end.
  consuming func show(
    _ names: [String], _ preview: RequestPreview,
    _ drafts: (Instrument, MarketDesk) throws(VenueError) -> [RequestDraft]
  ) throws(CommandFailure) -> ExitStatus {
    let (name, time) = (desk.name, preview.time ?? SystemClock().now())
    return try each(names) { market, desk throws(VenueError) in
      try desk.previews(try drafts(market, desk), preview)
    } _: { requests, market, output throws(StreamFailure) in
      for request in requests {
        try output.write(request) { text in
          text.add(.ts, time)
          text.add(.venue, name)
          text.add(.symbol, market.symbol.description)
        }
      }
    }
  }

  /// The same for all markets of the exchange at once.
  consuming func show(
    _ preview: RequestPreview, _ drafts: (MarketDesk) throws(VenueError) -> [RequestDraft]
  ) throws(CommandFailure) -> ExitStatus {
    let (name, time) = (desk.name, preview.time ?? SystemClock().now())
    return try all { desk throws(VenueError) in
      try desk.previews(try drafts(desk), preview)
    } _: { request, output throws(StreamFailure) in
      try output.write(request) { text in
        text.add(.ts, time)
        text.add(.venue, name)
      }
    }
  }
}

extension MarketDesk {
  fileprivate func previews(
    _ drafts: [RequestDraft], _ preview: RequestPreview
  ) throws(VenueError) -> [HTTPRequest] {
    var requests: [HTTPRequest] = []
    for draft in drafts { requests.append(try access.client.preview(draft, preview)) }
    return requests
  }
}
