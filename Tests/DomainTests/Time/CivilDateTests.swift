import Testing

@testable import Domain

@Suite struct CivilDateTests {
  /// Counts the days one by one, without the formula, over the whole range of a timestamp.
  @Test func `every day from 1677 to 2262 follows the one before it`() {
    var days = CivilDate.daysSinceEpoch(year: 1677, month: 1, day: 1)
    var faults = 0
    for year: Int64 in 1677...2262 {
      for month: Int64 in 1...12 {
        for day in 1...CivilDate.days(inMonth: month, year: year) {
          let date = CivilDate(daysSinceEpoch: days)
          let isRight =
            date.year == year && date.month == month && date.day == day
            && CivilDate.daysSinceEpoch(year: year, month: month, day: day) == days
          if !isRight { faults += 1 }
          days += 1
        }
      }
    }
    #expect(faults == 0)
    #expect(CivilDate.daysSinceEpoch(year: 1970, month: 1, day: 1) == 0)
    #expect(days == CivilDate.daysSinceEpoch(year: 2263, month: 1, day: 1))
  }

  @Test(
    arguments: [(1900, 28), (2000, 29), (2024, 29), (2026, 28), (2100, 28)] as [(Int64, Int64)])
  func `February has the days of its year`(year: Int64, days: Int64) {
    #expect(CivilDate.days(inMonth: 2, year: year) == days)
  }
}
