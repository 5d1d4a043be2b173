package import Domain
package import RateLimits
package import VenueInterface

/// How an exchange is reached and asked.
package struct ExchangeTerms: Sendable {
  /// The exchange's own test network, or the one where money is at stake.
  package var network: VenueNetwork
  /// What is asked in place of the exchange's own hosts, whatever the service is, the preferred one
  /// first; empty for those.
  package var origins: [HTTPOrigin] = []
  /// Hosts of others, for what anybody may ask of markets, where those of the exchange do not
  /// answer.
  package var mirrors: [HTTPOrigin] = []
  /// How long one question may take, all that is tried for it included.
  package var timeout: TimeInterval
  /// Keeps which hosts have failed for the next process; nil forgets it.
  package var memory: (any HostMemory)?
  /// Keeps how far the venue's clock is ahead for the next process; nil forgets it.
  package var clocks: (any ClockMemory)?
  /// What all processes of this machine may ask together; nil counts nothing.
  package var budget: RateBudget?
  /// Keeps the limits that the venue has told, and makes the budget that they allow.
  package var learnLimits: @Sendable ([RequestLimit]) -> RateBudget? = { _ in nil }
  /// Whether everything that is asked goes before what others ask.
  package var isUrgent = false
  /// Is told of a wait for the limits that somebody may wonder about.
  package var tellWait: @Sendable (TimeInterval) -> Void = { _ in }
  /// Whether somebody wants to end; what only asks is given up then.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(_ network: VenueNetwork, timeout: TimeInterval) {
    self.network = network
    self.timeout = timeout
  }
}

/// Keeps which hosts of an exchange have failed.
package protocol HostMemory: Sendable {
  /// What was kept for one of its services; empty where nothing was.
  func recall(_ service: VenueService) -> String
  func keep(_ text: String, of service: VenueService)
}

/// Keeps how far the clock of an exchange is ahead.
package protocol ClockMemory: Sendable {
  /// What was measured of late; nil where ours may have been set since.
  func recall() -> ClockSkew?
  func keep(_ skew: ClockSkew)
}

/// What signs the requests of an account.
package struct ExchangeKey: Sendable {
  package let signer: any RequestSigner
  /// Gives numbers that no other request of the key had; nil where none are needed.
  package let nonces: (any NonceSource)?
  /// Remembers that it cannot take money out; nil where that does not matter.
  package let approval: (any KeyApproval)?

  package init(
    _ signer: any RequestSigner, nonces: (any NonceSource)? = nil,
    approval: (any KeyApproval)? = nil
  ) {
    self.signer = signer
    self.nonces = nonces
    self.approval = approval
  }
}

/// Remembers that a key was found to be one that can only trade.
package protocol KeyApproval: Sendable {
  /// What a key is refused with that can do more.
  var refusal: String { get }
  func isGiven(at now: Timestamp) -> Bool
  func give(at now: Timestamp)
}

/// Where numbers come from that grow from request to request, whoever sends it.
package protocol NonceSource: Sendable {
  /// Hands out the next number, and nobody gets another one before `body` has ended.
  ///
  /// - Parameters:
  ///   - now: Tells the venue's time.
  ///   - body: Uses the number.
  /// - Returns: What `body` returns.
  /// - Throws: `.notSent` where there is no number that is certainly new, else what `body` throws.
  func withNonce<Result>(
    _ now: () -> Timestamp, _ body: (UInt64) throws(VenueError) -> Result
  ) throws(VenueError) -> Result
}
