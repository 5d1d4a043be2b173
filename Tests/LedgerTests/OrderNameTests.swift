import Domain
import Ledger
import Signing
import Testing

/// What an order is called, and what makes two lines the same order.
@Suite struct OrderNameTests {
  static let scope = AccountScope(mode: .paper, venue: "binance", account: "main")

  static var intent: Intent {
    var intent = Intent(
      symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy, type: .limit, quantity: Quantity(1))
    intent.price = Price(100)
    return intent
  }

  @Test func `the same key gives the same name`() {
    let name = ClientOrderID.make(OrderKey(id: "s-1"), in: Self.scope)
    #expect(name == ClientOrderID.make(OrderKey(id: "s-1"), in: Self.scope))
    #expect(name.utf8.count == 24)
    #expect(name.hasPrefix("tc"))
    #expect(name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz234567".utf8.contains($0) })
  }

  /// Reckoned apart from this code; ledgers of every version hold such names.
  @Test func `names and fingerprints stay what they are`() {
    #expect(ClientOrderID.make(OrderKey(id: "s-1"), in: Self.scope) == "tcmsppjgnie46pjilt77toqh")
    var intent = Intent(
      symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy, type: .stopLimit,
      quantity: Quantity(scaled: 20_000_000_000_000_000))
    intent.price = Price(50_000)
    intent.stopPrice = Price(49_000)
    intent.stopLoss = Price(48_000)
    intent.takeProfit = Price(60_000)
    intent.leverage = Rate(3)
    intent.timeInForce = .immediateOrCancel
    intent.isPostOnly = true
    intent.isReduceOnly = true
    let more = [("z", String(repeating: "x", count: 12)), ("quote_quantity", "1000"), ("a", "1")]
    #expect(
      OrderFingerprint.make(intent, more: more).hexadecimal
        == "526327d79116e9aa853d15d58a678a271f2a55d1998df7e146904261edb9b37f")
  }

  @Test(arguments: [
    AccountScope(mode: .live, venue: "binance", account: "main"),
    AccountScope(mode: .paper, venue: "bybit", account: "main"),
    AccountScope(mode: .paper, venue: "binance", account: "other"),
  ])
  func `another scope gives another name`(scope: AccountScope) {
    let key = OrderKey(id: "s-1")
    #expect(ClientOrderID.make(key, in: scope) != ClientOrderID.make(key, in: Self.scope))
  }

  @Test(arguments: [(0, 8), (8, 8), (18, 18), (24, 24), (36, 24)])
  func `a name is as long as the venue lets it be`(length: Int, count: Int) {
    let name = ClientOrderID.make(OrderKey(id: "s-1"), in: Self.scope, length: length)
    #expect(name.utf8.count == count)
  }

  @Test func `sizing, strategy and id are not what was ordered`() {
    var other = Self.intent
    other.id = "s-2"
    other.strategy = "trend"
    #expect(OrderFingerprint.make(other) == OrderFingerprint.make(Self.intent))
  }

  @Test func `every order field counts`() {
    var changed: [Intent] = []
    func change(_ body: (inout Intent) -> Void) {
      var intent = Self.intent
      body(&intent)
      changed.append(intent)
    }
    change { $0.symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT") }
    change { $0.side = .sell }
    change { $0.type = .stopLimit }
    change { $0.quantity = Quantity(2) }
    change { $0.quantity = nil }
    change { $0.price = Price(101) }
    change { $0.stopPrice = Price(100) }
    change { $0.timeInForce = .immediateOrCancel }
    change { $0.isPostOnly = true }
    change { $0.isReduceOnly = true }
    change { $0.stopLoss = Price(100) }
    change { $0.takeProfit = Price(100) }
    change { $0.leverage = Rate(100) }
    let prints = Set(
      changed.map { OrderFingerprint.make($0) } + [OrderFingerprint.make(Self.intent)])
    #expect(prints.count == changed.count + 1)
  }

  @Test func `further fields count in any order, and none passes for two`() {
    let intent = Self.intent
    let both = OrderFingerprint.make(intent, more: [("a", "1"), ("b", "2")])
    #expect(both == OrderFingerprint.make(intent, more: [("b", "2"), ("a", "1")]))
    #expect(both != OrderFingerprint.make(intent, more: [("a", "11:b1:2")]))
    #expect(both != OrderFingerprint.make(intent))
  }

  @Test func `a key without an id names the run, the fields and which of them`() {
    let print = OrderFingerprint.make(Self.intent)
    let keys = [
      OrderKey(run: "r", fingerprint: print, occurrence: 1),
      OrderKey(run: "r", fingerprint: print, occurrence: 2),
      OrderKey(run: "q", fingerprint: print, occurrence: 1), OrderKey(id: "r"),
    ]
    #expect(Set(keys).count == 4)
  }
}
