public import Domain

/// The limits an account trades within; nil means not limited.
///
/// Shares are fractions: 0.1 is 10 %. The keys and units of configuration files and flags are
/// those of `RiskSetting`.
public struct RiskPolicy: Hashable, Sendable {
  public var name = "default"

  /// How many symbols may have a position, orders that would open one included.
  public var maximumPositions: Int? = 5
  /// The largest fall from the peak, as a share of the peak.
  public var maximumDrawdown: Rate? = Rate(percent: Rate(10))
  /// The largest loss since the day began, as a share of the equity at its start.
  public var dailyLoss: Rate? = Rate(percent: Rate(2))
  /// The largest value of all positions and growing orders, as a share of equity.
  public var maximumGrossExposure: Rate?
  /// The same for the symbol of the order.
  public var maximumSymbolExposure: Rate?
  /// The largest leverage of an order.
  public var maximumLeverage: Rate? = Rate(5)
  /// The largest value of one order.
  public var maximumOrderNotional: Notional?
  /// The largest margin of one position, as a share of equity.
  public var maximumPosition: Rate? = Rate(percent: Rate(10))
  /// The largest loss of one trade, as a share of equity.
  public var maximumRisk: Rate? = Rate(percent: Rate(2))
  /// How far a limit price may lie from the market, as a share of the market's price.
  public var priceCollar: Rate?
  /// How old the market's price may be.
  public var maximumPriceAge: TimeInterval?
  /// Whether every order that opens a position needs a stop-loss.
  public var isStopRequired = false
  /// Whether only reductions pass.
  public var isReduceOnly = false
  /// How many orders may be placed in how much time; each window once.
  public var orderRates: [CountLimit] = []
  /// How many failed orders in how much time stop growth; each window once.
  public var failedOrders: [CountLimit] = []
  /// When trading pauses by itself.
  public var breaker = BreakerPolicy()
  /// Maintenance margin over notional, for the liquidation price.
  public var maintenanceRate = Rate(scaled: 5_000_000_000_000_000)

  public init() {}

  /// Says whether an order may be sent, and if not, everything that stands against it.
  ///
  /// - Parameters:
  ///   - intent: The order.
  ///   - state: The account as it stands.
  ///   - market: What is known about the order's symbol.
  /// - Returns: An approval, which is what the ledger asks for, or the violations.
  /// - Complexity: O(open orders of the symbol); no allocation for an order that passes.
  public func judge(
    _ intent: Intent, in state: RiskState, market: RiskMarket = RiskMarket()
  ) -> RiskVerdict {
    let violations = violations(of: intent, in: state, market: market)
    return violations.isEmpty ? .approved(RiskApproved(intent)) : .denied(violations)
  }

  private func violations(
    of intent: Intent, in state: RiskState, market: RiskMarket
  ) -> [RiskViolation] {
    let order: OrderUnderTest
    do throws(DecimalError) {
      order = try OrderUnderTest(intent, policy: self, state: state, market: market)
    } catch {
      return [.notReckonable]
    }
    var violations: [RiskViolation] = []
    for check in everyCheck {
      if order.isReduction, check.reductionsPass { continue }
      do throws(DecimalError) {
        if let violation = try check.violation(of: order) { violations.append(violation) }
      } catch {
        // Whatever cannot be reckoned is not approved.
        if !violations.contains(.notReckonable) { violations.append(.notReckonable) }
      }
    }
    return violations
  }
}

/// Made once, because `allCases` makes a new array each time.
private let everyCheck = RiskCheck.allCases
