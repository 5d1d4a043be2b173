import Domain
import Glibc
import MarketData
import Testing

@Suite struct ByteSourceTests {
  private static let header = "time_ms,price,qty\n"
  /// Rows enough to need several blocks, each 20 bytes or so.
  private static func text(rows: Int) -> String {
    header + (0..<rows).map { "\(1_000_000 + $0),\($0 + 1).5,2\n" }.joined()
  }

  @Test func `reads a plain file of several blocks`() {
    let reading = Reading(Self.text(rows: 16_000))
    #expect(reading.trades.count == 16_000)
    #expect(reading.trades.last?.price.description == "16000.5")
    #expect(reading.errors.isEmpty && reading.problems.isEmpty)
  }

  @Test func `recognizes gzip by its first bytes, not by its name`() {
    let reading = Reading(gzip(Array(Self.text(rows: 16_000).utf8)))
    #expect(reading.trades.count == 16_000)
    #expect(reading.errors.isEmpty && reading.problems.isEmpty)
  }

  @Test func `reads what a compressor has packed`() {
    let reading = Reading([MarketFile(path: Fixtures.path("trades.csv.gz"), symbol: "X")])
    #expect(reading.trades.count == 300)
    #expect(reading.errors.isEmpty && reading.problems.isEmpty)
  }

  @Test(arguments: [0, 1, 512]) func `joins the members of a gzip file`(zeros: Int) {
    let text = Array(Self.text(rows: 3).utf8)
    // The cut lies inside a row, as it does when blocks are packed one by one.
    let packed =
      gzip(Array(text[..<25])) + gzip([]) + gzip(Array(text[25...]))
      + [UInt8](repeating: 0, count: zeros)
    let reading = Reading(packed)
    #expect(reading.trades.map(\.price.description) == ["1.5", "2.5", "3.5"])
    #expect(reading.errors.isEmpty && reading.problems.isEmpty)
  }

  @Test func `delivers the whole rows before the end of truncated gzip, then says so`() throws {
    let whole = Array(Self.text(rows: 1_000).utf8)
    let cut = Array(gzip(whole).prefix(10 + 5 + 18 + 15 + 4))
    let reading = Reading(cut)
    #expect(reading.trades.count == 1)
    #expect(reading.problems.isEmpty)
    guard case .truncatedGzip(_, offset: let offset) = try #require(reading.errors.first) else {
      Issue.record("\(reading.errors)")
      return
    }
    #expect(offset == cut.count && reading.errors.count == 1)
  }

  @Test func `takes gzip without its checksum for truncated`() {
    let packed = gzip(Array(Self.text(rows: 2).utf8))
    for missing in 1...8 {
      let reading = Reading(Array(packed.dropLast(missing)))
      #expect(reading.trades.count == 2)
      #expect(reading.errors.count == 1)
    }
  }

  @Test func `reports a wrong checksum after the rows`() {
    var packed = gzip(Array(Self.text(rows: 2).utf8))
    packed[packed.count - 5] ^= 1
    let reading = Reading(packed)
    #expect(reading.trades.count == 2)
    guard case .damagedGzip(_, offset: let offset)? = reading.errors.first else {
      Issue.record("\(reading.errors)")
      return
    }
    #expect((packed.count - 8...packed.count).contains(offset))
  }

  @Test func `reports bytes behind gzip that are none`() {
    let reading = Reading(gzip(Array(Self.text(rows: 2).utf8)) + Array("1,2,3\n".utf8))
    #expect(reading.trades.count == 2)
    guard case .damagedGzip? = reading.errors.first else {
      Issue.record("\(reading.errors)")
      return
    }
  }

  @Test func `reports a block that contradicts itself`() {
    var packed = gzip(Array(Self.text(rows: 2).utf8))
    packed[11] ^= 0xff
    let reading = Reading(packed)
    guard case .damagedGzip? = reading.errors.first else {
      Issue.record("\(reading.errors)")
      return
    }
    #expect(reading.events.isEmpty)
  }

  @Test func `names a file that is not there`() {
    let reading = Reading([MarketFile(path: "/tmp/tradectl-no-such-file", symbol: "X")])
    #expect(reading.errors == [.notFound(file: "/tmp/tradectl-no-such-file")])
    #expect(reading.errors.map(\.explanation) == ["/tmp/tradectl-no-such-file: no such file"])
  }

  @Test func `refuses a directory`() {
    let reading = Reading([MarketFile(path: "/tmp", symbol: "X")])
    #expect(reading.errors == [.isDirectory(file: "/tmp")])
  }

  @Test func `says why a file cannot be opened`() throws {
    let file = TemporaryFile(Self.header)
    let reading = Reading([MarketFile(path: file.path + "/below", symbol: "X")])
    #expect(
      reading.errors == [.notReadable(file: file.path + "/below", reason: "Not a directory")])
  }

  @Test func `knows how far it is`() throws {
    let text = Self.text(rows: 16_000)
    for bytes in [Array(text.utf8), gzip(Array(text.utf8))] {
      let file = TemporaryFile(bytes)
      var stream = try MarketStream([MarketFile(path: file.path, symbol: "X")])
      let before = stream.progress
      #expect(before.size == bytes.count)
      #expect(before.bytesConsumed < bytes.count)
      while try stream.next() != nil {}
      let after = stream.progress
      #expect(after == ReadProgress(bytesConsumed: bytes.count, size: bytes.count))
    }
  }
}
