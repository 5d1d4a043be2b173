package import Domain
package import VenueInterface

/// What one request takes of a venue's limits.
package struct BudgetRequest: Hashable, Sendable {
  package let weight: Int
  /// How many orders it places.
  package let orders: Int
  /// What it is for, which decides the limits that it draws from.
  package let purpose: RequestDraft.Purpose
  /// Before whom it goes.
  package let priority: RequestDraft.Purpose
  /// The market that it is about, by its unified name, for limits that are counted by market.
  package let symbol: String?
  /// Where it goes, for limits of one endpoint.
  package let path: String?

  /// - Parameters:
  ///   - weight: At least 0.
  ///   - orders: How many orders it places; 1 for any other request.
  ///   - purpose: What it is for.
  ///   - priority: Before whom it goes; nil for what is usual for its purpose.
  ///   - symbol: The market that it is about; nil where there is none.
  ///   - path: Where it goes; nil for nowhere that has a limit of its own.
  package init(
    weight: Int, orders: Int = 1, for purpose: RequestDraft.Purpose,
    priority: RequestDraft.Purpose? = nil,
    symbol: String? = nil, path: String? = nil
  ) {
    self.weight = weight
    self.orders = orders
    self.purpose = purpose
    self.priority = priority ?? purpose
    self.symbol = symbol
    self.path = path
  }

  static let nothing = BudgetRequest(weight: 0, for: .cancel)

  /// How much of a limit it takes.
  func count(_ measure: RequestLimit.Measure) -> Int {
    switch measure {
    case .weight: weight
    case .requests: 1
    case .orders: orders
    }
  }

  func isDrawing(from limits: [RequestLimit]) -> Bool {
    limits.contains(where: isDrawing)
  }

  func isDrawing(from limit: RequestLimit) -> Bool {
    limit.purposes.contains(purpose) && (limit.path == nil || limit.path == path)
  }
}

/// How much of a bucket is for whom, in percent; the rest is kept for who goes first.
package struct BudgetShares: Hashable, Sendable {
  /// Of requests that only read.
  package var read = 70
  /// Of requests that place or change orders; those that cancel may use everything.
  package var place = 90

  package init() {}

  func share(of purpose: RequestDraft.Purpose) -> Int {
    switch purpose {
    case .read: read
    case .place: place
    case .cancel: 100
    }
  }
}

/// What keeps a request from being sent for now.
package struct BudgetWait: Hashable, Comparable, Sendable {
  /// The limit's name; nil where the venue wants to be left alone, or others go first.
  package let limit: String?
  /// How long it takes at least.
  package let time: TimeInterval

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.time < rhs.time }
}

/// Why a request may not be sent; nothing was taken.
package enum BudgetFailure: Error, Hashable, Sendable {
  case exhausted(BudgetWait)
  /// The limits of other processes cannot be known.
  case unusable(String)
}

/// What is known of one limit.
package struct BudgetReading: Hashable, Sendable {
  package let limit: RequestLimit
  package let burst: Int
  /// How much may be used now, from 0 to `burst`.
  package let available: Int
  /// What was used in each of the last sixty minutes, oldest first.
  package let history: [Int]
  /// How long nothing may be sent, because the venue wants to be left alone; zero as a rule.
  package let closed: TimeInterval
}
