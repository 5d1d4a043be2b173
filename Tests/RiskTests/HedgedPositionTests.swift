import Domain
import Risk
import Testing

/// Accounts that hold long and short of a market apart.
@Suite struct HedgedPositionTests {
  private func held(_ quantity: String, _ side: PositionSide) throws -> OpenPosition {
    var position = try position(quantity)
    position.positionSide = side
    return position
  }

  /// 500 long and 1000 short of 10 000.
  private func state(_ orders: [OpenOrder] = []) throws -> RiskState {
    var state = fresh
    state.positions = [try held("0.01", .long), try held("-0.02", .short)]
    state.orders = orders
    return state
  }

  private func intent(
    _ side: Side, _ quantity: String, _ position: PositionSide?, reduces: Bool = false
  ) throws -> Intent {
    var intent = try order(side, quantity, stop: nil)
    intent.positionSide = position
    intent.isReduceOnly = reduces
    return intent
  }

  /// Denies everything that adds something.
  private var closing: RiskPolicy {
    var policy = unlimited
    policy.isReduceOnly = true
    return policy
  }

  @Test(arguments: [
    (Side.sell, "0.01", PositionSide.long, true), (.sell, "0.0101", .long, false),
    (.buy, "0.02", .short, true), (.buy, "0.021", .short, false), (.buy, "0.001", .long, false),
    (.sell, "0.001", .short, false),
  ])
  func `only an order against its side reduces, up to what is held there`(
    side: Side, quantity: String, position: PositionSide, passes: Bool
  ) throws {
    let checks = closing.checks(try intent(side, quantity, position), try state())
    #expect(checks == (passes ? [] : [.reduceOnly]))
  }

  @Test func `orders that close come first`() throws {
    var waiting = try openOrder(.sell, "0.006", at: "50000")
    waiting.positionSide = .long
    let state = try state([waiting])
    #expect(closing.checks(try intent(.sell, "0.004", .long), state) == [])
    #expect(closing.checks(try intent(.sell, "0.005", .long), state) == [.reduceOnly])
    // What is for the other side takes nothing away.
    #expect(closing.checks(try intent(.buy, "0.02", .short), state) == [])
  }

  @Test func `a reduction says so, and not against itself`() throws {
    let state = try state()
    #expect(closing.checks(try intent(.sell, "9", .long, reduces: true), state) == [])
    #expect(closing.checks(try intent(.buy, "0.01", .long, reduces: true), state) == [.outOfRange])
    #expect(
      closing.checks(try intent(.sell, "0.01", .short, reduces: true), state) == [.outOfRange])
  }

  @Test func `both sides add up`() throws {
    var policy = unlimited
    // 1500 is held, and 500 are added.
    for side in [PositionSide.long, .short] {
      policy.maximumGrossExposure = try Rate("0.2")
      let adding = try intent(side.entrySide, "0.01", side)
      #expect(policy.checks(adding, try state()) == [])
      policy.maximumGrossExposure = try Rate("0.1999")
      #expect(policy.checks(adding, try state()) == [.maximumGrossExposure])
    }
    policy = unlimited
    policy.maximumSymbolExposure = try Rate("0.1999")
    #expect(
      policy.checks(try intent(.sell, "0.01", .short), try state()) == [.maximumSymbolExposure])
    policy.maximumSymbolExposure = try Rate("0.2")
    #expect(policy.checks(try intent(.sell, "0.01", .short), try state()) == [])
  }

  @Test func `orders that wait add up too, those without a price at the market's`() throws {
    var waiting = try openOrder(.sell, "0.01", at: nil)
    waiting.positionSide = .short
    var policy = unlimited
    policy.maximumSymbolExposure = try Rate("0.25")
    var market = RiskMarket()
    market.reference = try Price("50000")
    let adding = try intent(.buy, "0.01", .long)
    #expect(policy.checks(adding, try state([waiting]), market) == [])
    policy.maximumSymbolExposure = try Rate("0.2499")
    #expect(policy.checks(adding, try state([waiting]), market) == [.maximumSymbolExposure])
    #expect(unlimited.checks(adding, try state([waiting])) == [.noPrice])
  }

  @Test func `both sides are one market`() throws {
    var policy = unlimited
    policy.maximumPositions = 1
    #expect(policy.checks(try intent(.buy, "0.01", .long), try state()) == [])
    var elsewhere = try order(symbol: other)
    elsewhere.positionSide = .long
    #expect(policy.checks(elsewhere, try state()) == [.maximumPositions])
  }

  @Test func `which is meant has to be said where both are held apart, and nowhere else`() throws {
    var market = RiskMarket()
    let (named, bare) = (try intent(.buy, "0.01", .long), try intent(.buy, "0.01", nil))
    #expect(unlimited.checks(named, fresh, market) == [])
    #expect(unlimited.checks(bare, fresh, market) == [])
    #expect(unlimited.checks(bare, try state(), market) == [.positionSide], "positions tell it too")
    market.holdsSidesApart = true
    #expect(unlimited.checks(named, fresh, market) == [])
    #expect(unlimited.checks(bare, fresh, market) == [.positionSide])
    market.holdsSidesApart = false
    #expect(unlimited.checks(named, fresh, market) == [.positionSide])
    #expect(unlimited.checks(bare, fresh, market) == [])
    var onSpot = try order(symbol: spot)
    onSpot.positionSide = .long
    #expect(unlimited.checks(onSpot) == [.outOfRange])
  }

  @Test func `the same order for the other side is another order`() throws {
    var waiting = try openOrder(.sell, "0.001", at: "50000")
    waiting.positionSide = .short
    let state = try state([waiting])
    #expect(unlimited.checks(try intent(.sell, "0.001", .short), state) == [.duplicateOrder])
    #expect(unlimited.checks(try intent(.sell, "0.001", .long), state) == [])
  }

  @Test func `more that was closed than opened hides nothing`() throws {
    var state = fresh
    state.positions = [try held("-0.01", .long)]
    #expect(closing.checks(try intent(.sell, "0.001", .long), state) == [.reduceOnly])
    var policy = unlimited
    policy.maximumSymbolExposure = try Rate("0.0999")
    #expect(policy.checks(try intent(.buy, "0.01", .long), state) == [.maximumSymbolExposure])
  }
}
