package import Domain

/// A request as a dialect thinks of it: without host, signature and time of day.
///
/// A signer makes the bytes of it that are sent.
package struct RequestDraft: Hashable, Sendable {
  /// Who may ask.
  package enum Access: Hashable, Sendable {
    /// Anybody; no key is sent along.
    case open
    /// Who has a key; nothing is signed.
    case keyed
    /// Who has signed it.
    case signed
  }

  /// What is sent behind the head.
  package enum Body: Hashable, Sendable {
    case none
    /// Names and values joined as in a query.
    case form([Parameter])
    /// The very bytes of a JSON text.
    case json([UInt8])
  }

  /// A name and its value, not encoded yet.
  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What it is for, which decides who goes first where requests have to wait.
  package enum Purpose: Int, CaseIterable, Comparable, Sendable {
    case read
    case place
    case cancel

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  package var method: HTTPMethod
  /// Which of the venue's groups of hosts answers it.
  package var service: VenueService
  /// Begins with a slash; encoded already.
  package var path: String
  /// In the order that they are sent in.
  package var query: [Parameter]
  package var body: Body
  package var access: Access
  package var purpose: Purpose
  /// What it takes of the venue's request budget.
  package var weight: Int
  /// How many orders it places or changes, each of which the answer tells of by itself.
  package var orders = 1
  /// As how many orders the venue counts it; nil for as many as it places.
  package var ordersCounted: Int?
  /// The market that it is about, where the venue counts requests by market; else nil.
  package var market: Symbol?
  /// Whether it may change anything at the venue, and so is never sent twice.
  package var isWrite: Bool
  /// The venue must refuse it when it arrives later, by its own clock; nil for its usual time.
  package var validUntil: Timestamp?

  /// - Parameters:
  ///   - method: What is done with what the path names; all but `get` write.
  ///   - path: Begins with a slash; encoded already.
  ///   - service: Which hosts answer it.
  ///   - query: Parameters behind the question mark.
  ///   - body: What is sent behind the head.
  ///   - access: Who may ask.
  ///   - purpose: Nil for reading with `get`, and placing with any other method.
  ///   - weight: What it takes of the request budget, at least 1.
  ///   - validUntil: When it must have arrived; nil for the venue's usual time.
  package init(
    _ method: HTTPMethod, _ path: String, of service: VenueService = .main,
    query: [Parameter] = [], body: Body = .none, access: Access, purpose: Purpose? = nil,
    weight: Int = 1, validUntil: Timestamp? = nil
  ) {
    self.method = method
    self.service = service
    self.path = path
    self.query = query
    self.body = body
    self.access = access
    self.purpose = purpose ?? (method == .get ? .read : .place)
    self.weight = weight
    isWrite = method != .get
    self.validUntil = validUntil
  }
}

extension [RequestDraft.Parameter] {
  /// Adds a parameter; a value that is nil leaves it out.
  package mutating func add(_ name: String, _ value: String?) {
    if let value { append(RequestDraft.Parameter(name, value)) }
  }
}

/// A group of hosts that answers some of a venue's requests.
package struct VenueService: Hashable, Sendable {
  package let name: String

  package init(_ name: String) { self.name = name }

  /// The only one of most venues.
  package static let main = VenueService("main")
}
