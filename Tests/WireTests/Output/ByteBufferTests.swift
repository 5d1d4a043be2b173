import Testing

@testable import Wire

@Suite struct ByteBufferTests {
  @Test func `what was appended stays while the buffer grows`() {
    var buffer = ByteBuffer()
    var expected: [UInt8] = []
    for round in 0..<2000 {
      let piece = (0..<(round % 7)).map { UInt8(truncatingIfNeeded: round + $0) }
      buffer.append(contentsOf: piece)
      buffer.append(UInt8(truncatingIfNeeded: round))
      expected += piece + [UInt8(truncatingIfNeeded: round)]
    }
    let bytes = buffer.array
    #expect(bytes == expected)
  }

  @Test func `removing moves up what stood behind`() {
    var buffer = ByteBuffer()
    buffer.append(contentsOf: "abcdef".utf8)
    buffer.remove(1..<3)
    let without = buffer.text
    #expect(without == "adef")
    buffer.remove(from: 3)
    let shorter = buffer.text
    #expect(shorter == "ade")
    buffer.remove(0..<3)
    let (isEmpty, last) = (buffer.isEmpty, buffer.last)
    #expect(isEmpty)
    #expect(last == nil)
  }

  @Test func `text without contiguous bytes is appended too`() {
    var buffer = ByteBuffer()
    buffer.append(contentsOf: "€ and more than fifteen bytes".utf8)
    buffer.append(contentsOf: "short".utf8)
    let text = buffer.text
    #expect(text == "€ and more than fifteen bytesshort")
  }

  @Test func `a place outside the buffer is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) {
      var buffer = ByteBuffer()
      buffer.append(1)
      buffer.remove(0..<2)
    }
  }
}
