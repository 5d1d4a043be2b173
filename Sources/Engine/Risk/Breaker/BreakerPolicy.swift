public import Domain

/// What makes the circuit breaker trip by itself, and how long it then stays open.
///
/// The thresholds are those of the policy: its drawdown, daily loss and failed orders.
public struct BreakerPolicy: Hashable, Sendable {
  /// How long it stays open; nil until a person resets it.
  public var cooldown: TimeInterval? = .hour
  /// What trips it; by hand it can always be tripped.
  public var causes = BreakerCauses.automatic

  public init() {}
}

/// Why the circuit breaker has tripped; its raw value is its stable code.
public enum BreakerCause: String, CaseIterable, Hashable, Sendable {
  case drawdown = "MAX_DRAWDOWN"
  case dailyLoss = "DAILY_LOSS"
  case failedOrders = "FAILED_ORDERS"
  case byHand = "BY_HAND"

  /// Those that need nobody, in the order in which they are looked for.
  public static let automatic: [BreakerCause] = [.drawdown, .dailyLoss, .failedOrders]

  /// The setting that holds its threshold; nil for a trip by hand.
  public var setting: RiskSetting? {
    switch self {
    case .drawdown: .maximumDrawdown
    case .dailyLoss: .dailyLoss
    case .failedOrders: .failedOrders
    case .byHand: nil
    }
  }
}

/// Some of the causes.
public struct BreakerCauses: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// A bit for each, because a set costs a program's start more than it is worth here.
  private var bits: UInt8 = 0

  public static let automatic = BreakerCauses(BreakerCause.automatic)

  public init(_ causes: [BreakerCause]) {
    for cause in causes { bits |= cause.bit }
  }

  public init(arrayLiteral causes: BreakerCause...) { self.init(causes) }

  public var isEmpty: Bool { bits == 0 }

  public func contains(_ cause: BreakerCause) -> Bool { bits & cause.bit != 0 }
}

extension BreakerCause {
  fileprivate var bit: UInt8 {
    switch self {
    case .drawdown: 1
    case .dailyLoss: 2
    case .failedOrders: 4
    case .byHand: 8
    }
  }
}
