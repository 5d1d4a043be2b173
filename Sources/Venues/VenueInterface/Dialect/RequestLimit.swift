package import Domain

/// A budget of requests: so much in so long a time.
package struct RequestLimit: Hashable, Sendable {
  /// Who shares it.
  package enum Scope: String, CaseIterable, Hashable, Sendable {
    case address
    case account
    case key
    case symbol
  }

  /// What a request takes of it.
  package enum Measure: String, Hashable, Sendable {
    /// What its draft says.
    case weight
    /// One.
    case requests
    /// One for each order that it places.
    case orders
  }

  /// What `LimitUsage` calls it too.
  package var name: String
  package var scope: Scope
  /// How much may be used.
  package var amount: Int
  package var measure: Measure
  package var interval: TimeInterval
  /// How much may be used at once where `amount` flows in beside it; nil for what keeps `amount`
  /// in any interval.
  package var burst: Int?
  /// What draws from it.
  package var purposes: Set<RequestDraft.Purpose>
  /// The only path whose requests draw from it; nil for all.
  ///
  /// What counts for a scope has room for eight limits.
  package var path: String?

  package init(
    _ name: String, _ scope: Scope, _ amount: Int, _ measure: Measure = .weight,
    per interval: TimeInterval,
    for purposes: Set<RequestDraft.Purpose> = Set(RequestDraft.Purpose.allCases),
    at path: String? = nil
  ) {
    self.name = name
    self.scope = scope
    self.amount = amount
    self.measure = measure
    self.interval = interval
    self.purposes = purposes
    self.path = path
  }
}

/// How much of a limit is used by now, as the venue says.
package struct LimitUsage: Hashable, Sendable {
  /// The limit's.
  package let name: String
  package let used: Int

  package init(_ name: String, used: Int) {
    self.name = name
    self.used = used
  }
}
