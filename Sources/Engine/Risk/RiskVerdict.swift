public import Domain

/// An order that a risk policy has approved; nothing but a policy makes one.
public struct RiskApproved: Hashable, Sendable {
  public let intent: Intent

  init(_ intent: Intent) { self.intent = intent }
}

/// What a risk policy says about an order.
public enum RiskVerdict: Hashable, Sendable {
  case approved(RiskApproved)
  /// Every violation, in the order of `RiskCheck.allCases`; never empty.
  case denied([RiskViolation])

  public var isApproved: Bool { violations.isEmpty }

  /// Empty for an approved order.
  public var violations: [RiskViolation] {
    switch self {
    case .approved: []
    case .denied(let violations): violations
    }
  }
}

/// One rule that an order breaks.
public struct RiskViolation: Hashable, Sendable {
  private let storage: Storage

  init(_ check: RiskCheck, limit: Rate? = nil, actual: Rate? = nil, _ message: String) {
    storage = .details(Details(check: check, limit: limit, actual: actual, message: message))
  }

  public var check: RiskCheck { details.check }
  /// What the rule allows, in the unit of the check; nil where there is nothing to count.
  public var limit: Rate? { details.limit }
  /// What the order comes to, in the same unit.
  public var actual: Rate? { details.actual }
  /// What is wrong, as a sentence for people.
  public var message: String { details.message }
  /// The stable name in records.
  public var code: String { check.rawValue }

  private var details: Details {
    switch storage {
    case .details(let details): details
    }
  }

  private struct Details: Hashable {
    let check: RiskCheck
    let limit: Rate?
    let actual: Rate?
    let message: String
  }

  /// Behind a reference, so that the many checks that find nothing return a single word.
  private indirect enum Storage: Hashable {
    case details(Details)
  }
}
