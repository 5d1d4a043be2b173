import Domain
import Matching
import Testing

/// The engine against a model that looks at every order at every trade.
@Suite struct LimitReferenceTests {
  private struct Resting {
    let number: Int
    let side: Side
    let price: Int
    let arrival: Int
    var isTaker: Bool?
    var isOpen = true
  }

  @Test(arguments: UInt64(1)...60)
  func `limit orders fill when and as the slow model says`(seed: UInt64) throws {
    var numbers = RandomNumbers(seed: seed)
    var bench = try Bench(equity: "100000000")
    var model: [Resting] = []
    var expected: [[Int]] = []
    var last: Int?
    var price = 500
    var time = 0
    for _ in 0..<500 {
      if numbers.chance(30) {
        let side = numbers.pick(Side.allCases)
        let limit = price + Int.random(in: -15...15, using: &numbers)
        let number = bench.submit(side, "1", .limit, price: Price(limit), at: time)
        model.append(Resting(number: number, side: side, price: limit, arrival: time))
      }
      if numbers.chance(10),
        let victim = model.indices.filter({ model[$0].isOpen }).randomElement(using: &numbers)
      {
        // Only orders that have arrived, so that the model need not know of overtaking.
        if model[victim].arrival < time {
          bench.cancel(model[victim].number, at: time)
          // The cancel counts from the next later trade on.
          time += 1
          model[victim].isOpen = false
        }
      }
      time += Int.random(in: 0...1, using: &numbers)
      price += Int.random(in: -6...6, using: &numbers)
      try bench.trade(Price(price), at: time)

      func isGoodOrBetter(_ order: Resting, _ price: Int) -> Bool {
        order.side == .buy ? price <= order.price : price >= order.price
      }
      var takers: [Int] = []
      var makers: [Int] = []
      for index in model.indices where model[index].isOpen && model[index].arrival < time {
        let isNew = model[index].isTaker == nil
        if isNew { model[index].isTaker = isGoodOrBetter(model[index], last ?? price) }
        if model[index].isTaker == true {
          if isGoodOrBetter(model[index], price) {
            takers.append(index)
          } else {
            model[index].isTaker = false
          }
        } else if isGoodOrBetter(model[index], price), model[index].price != price {
          makers.append(index)
        }
      }
      // Nearest to where the market came from: the best price, then the earliest.
      makers.sort { left, right in
        let (a, b) = (model[left], model[right])
        if a.side != b.side || a.price == b.price { return a.number < b.number }
        return a.side == .buy ? a.price > b.price : a.price < b.price
      }
      for index in takers {
        expected.append([model[index].number, price, time])
        model[index].isOpen = false
      }
      for index in makers {
        expected.append([model[index].number, model[index].price, time])
        model[index].isOpen = false
      }
      last = price
    }
    let actual = bench.fills.map { fill in
      [
        fill.number, Int(fill.fill.price.scaled / FixedPoint.one),
        Int(fill.fill.time.nanoseconds / 1_000_000_000),
      ]
    }
    #expect(actual == expected, "seed \(seed)")
    #expect(actual.count > 50, "seed \(seed)")
    #expect(bench.violations == [], "seed \(seed)")
  }
}
