package import Domain
internal import SharedFiles
package import VenueInterface

/// What a venue lets all processes of this machine ask together.
///
/// A file for each scope that the venue counts by, in one folder. Who wants to send takes from all
/// limits that the request draws from, or from none. Who waits asks again and again; nobody is told
/// a place in a queue, so whoever dies while waiting holds up nobody.
package struct RateBudget: Sendable {
  private let scopes: [BudgetScope]
  private let shares: BudgetShares

  /// - Parameters:
  ///   - folder: Is there, and belongs to the user alone.
  ///   - venue: What the files are named after, such as `binance-live`.
  ///   - account: Who the requests are signed for; nil where they are not signed.
  ///   - limits: What the venue takes.
  ///   - shares: How much of each bucket is for whom.
  package init(
    folder: String, venue: String, account: String?, limits: [RequestLimit],
    shares: BudgetShares = BudgetShares()
  ) {
    self.shares = shares
    scopes = RequestLimit.Scope.allCases.compactMap { scope in
      let own = limits.filter { $0.scope == scope }
      // Whatever a venue counts by, its address is what it shuts out.
      guard !own.isEmpty || scope == .address else { return nil }
      guard scope == .address || account != nil else { return nil }
      let subject = scope == .address ? "" : "-\(account ?? "")"
      return BudgetScope(scope, "\(folder)/\(venue).\(scope.rawValue)\(subject)", own)
    }
  }

  /// Waits until a request may leave, and counts it as sent.
  ///
  /// - Parameters:
  ///   - request: What it takes, and what it is for.
  ///   - clock: Tells the time of day.
  ///   - pause: Waits so long at most; false where nobody wants to wait any longer.
  /// - Throws: `.exhausted` where nothing may be sent yet; nothing was taken then.
  package func acquire(
    _ request: BudgetRequest, _ clock: () -> Timestamp, pause: (BudgetWait) -> Bool
  ) throws(BudgetFailure) {
    while let wait = try attempt(request, at: clock().nanoseconds) {
      guard pause(wait) else { throw .exhausted(wait) }
    }
  }

  /// Lets nothing through for so long, in any process.
  package func close(for time: TimeInterval, at now: Timestamp) throws(BudgetFailure) {
    try scopes[0].change(at: now.nanoseconds, for: .nothing) { state in
      state.close(for: time.nanoseconds, at: now.nanoseconds)
    }
  }

  /// Takes in what the venue says is used by now, by whomever.
  package func learn(
    _ usage: [LimitUsage], for request: BudgetRequest, at now: Timestamp
  ) throws(BudgetFailure) {
    guard !usage.isEmpty else { return }
    for scope in scopes {
      let told = scope.limits.compactMap { limit in
        usage.first { $0.name == limit.name }.map { (limit, $0.used) }
      }
      guard !told.isEmpty else { continue }
      try scope.change(at: now.nanoseconds, for: request) { state in
        for (limit, used) in told { state.learn(limit, used: used, at: now.nanoseconds) }
      }
    }
  }

  /// What is left of each limit; limits by symbol are told for one symbol.
  package func readings(
    at now: Timestamp, symbol: String? = nil
  ) throws(BudgetFailure) -> [BudgetReading] {
    var readings: [BudgetReading] = []
    for scope in scopes where scope.scope != .symbol || symbol != nil {
      let request = BudgetRequest(weight: 0, for: .read, symbol: symbol)
      let state = try scope.begin(at: now.nanoseconds, for: request).before
      for limit in scope.limits {
        readings.append(state.reading(limit, at: now.nanoseconds))
      }
    }
    return readings
  }

  /// Forgets what was used, and that the venue wants to be left alone.
  ///
  /// - Parameter symbol: The market whose limits are meant where they are counted by market; nil for
  ///   every one.
  /// - Throws: `.unusable` where a file cannot be written.
  package func reset(symbol: String? = nil) throws(BudgetFailure) {
    for scope in scopes {
      let request = BudgetRequest(weight: 0, for: .read, symbol: symbol)
      try scope.change(at: 0, for: request) { state in state = BudgetState() }
      if symbol == nil, scope.scope == .symbol { try scope.resetMarkets() }
    }
  }

  /// - Returns: Nil when everything was taken, else what is waited for.
  private func attempt(_ request: BudgetRequest, at now: Int64) throws(BudgetFailure) -> BudgetWait?
  {
    // A request that is not signed counts for the address alone; all lock in the same order.
    let drawn = scopes.filter { $0.scope == .address || request.isDrawing(from: $0.limits) }
    var changes: [ScopeChange] = []
    var longest: BudgetWait?
    for scope in drawn {
      let change = try scope.begin(at: now, for: request)
      if let wait = change.after.take(request, scope.limits, shares, at: now) {
        longest = max(longest ?? wait, wait)
      }
      changes.append(change)
    }
    for change in changes {
      // What was taken where others refuse is given back, and only that somebody waits is told.
      if longest != nil { change.after = change.before }
      if longest != nil { change.after.claim(request.priority, until: now + Self.claimTime) }
      try change.write()
    }
    return longest
  }

  /// For how long it holds that somebody waits; whoever does says it again before that.
  static let claimTime: Int64 = 150_000_000
}
