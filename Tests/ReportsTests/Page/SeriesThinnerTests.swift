import Domain
import Testing

@testable import Reports

@Suite struct SeriesThinnerTests {
  private func thin(_ values: [Double], limit: Int) -> [SeriesPoint] {
    var thinner = SeriesThinner(limit: limit)
    for (index, value) in values.enumerated() {
      thinner.add(Timestamp(nanoseconds: Int64(index)), value)
    }
    return thinner.points
  }

  @Test func `nothing stays nothing and few points stay as they are`() {
    #expect(thin([], limit: 6).isEmpty)
    #expect(thin([5], limit: 6).map(\.value) == [5])
    #expect(thin([5, 1, 9], limit: 10).map(\.value) == [5, 1, 9])
  }

  @Test func `a spike among many equal points is kept`() {
    var values = [Double](repeating: 100, count: 200_000)
    values[165_432] = 250
    values[12_345] = -3
    let points = thin(values, limit: 100)
    #expect(points.count <= 100)
    #expect(points.contains(SeriesPoint(time: Timestamp(nanoseconds: 165_432), value: 250)))
    #expect(points.contains(SeriesPoint(time: Timestamp(nanoseconds: 12_345), value: -3)))
  }

  @Test func `numbers that are not finite are left out`() {
    #expect(thin([1, .nan, 2, .infinity, 3], limit: 10).map(\.value) == [1, 2, 3])
  }

  @Test(arguments: [21, 22, 23, 24] as [UInt64])
  func `any stream keeps its ends, extremes and order within the limit`(seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let limit = Int.random(in: 6...80, using: &random)
      let count = Int.random(in: 1...1000, using: &random)
      var value = 100.0
      var source: [SeriesPoint] = []
      for index in 0..<count {
        value += random.normal()
        source.append(SeriesPoint(time: Timestamp(nanoseconds: Int64(index)), value: value))
      }
      var thinner = SeriesThinner(limit: limit)
      for point in source { thinner.add(point) }
      let points = thinner.points
      #expect(points.count <= limit)
      #expect(thinner.count == count)
      #expect(points.first == source.first && points.last == source.last)
      #expect(points.map(\.value).max() == source.map(\.value).max())
      #expect(points.map(\.value).min() == source.map(\.value).min())
      #expect(points.allSatisfy { source[Int($0.time.nanoseconds)] == $0 })
      #expect(zip(points, points.dropFirst()).allSatisfy { $0.time < $1.time })
      // Once full there are never fewer buckets than half of what fits.
      #expect(points.count >= min(count, (limit - 2) / 4) - 1)
    }
  }

  @Test func `each bucket keeps its own lowest and highest point`() {
    // Two buckets of four after one merge of two and two.
    let points = thin([3, 1, 4, 1.5, 5, 9, 2, 6], limit: 6)
    #expect(points.map(\.value) == [3, 1, 4, 9, 2, 6])
  }
}
