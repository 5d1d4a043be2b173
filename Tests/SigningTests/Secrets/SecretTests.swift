import Foundation
import TestSupport
import Testing

@testable import Signing

@Suite struct SecretTests {
  private struct Failure: Error {}

  @Test func `holds what was put in, and no more`() {
    let bytes: [UInt8] = [1, 2, 3]
    let copied = Secret(copying: bytes.span)
    #expect(content(copied) == [1, 2, 3])
    let partly = Secret(capacity: 100) { output in
      output.append(7)
      output.append(8)
    }
    #expect(content(partly) == [7, 8])
    let count = partly.count
    #expect(count == 2)
    let none = Secret(capacity: 0) { _ in }
    let isEmpty = none.isEmpty
    #expect(isEmpty && content(none) == [])
    let large = Secret(copying: [UInt8](repeating: 5, count: 100_000).span)
    #expect(content(large) == [UInt8](repeating: 5, count: 100_000))
  }

  @Test func `an array that is moved in is erased`() {
    var bytes: [UInt8] = [1, 2, 3]
    let moved = Secret(moving: &bytes)
    #expect(bytes.isEmpty && content(moved) == [1, 2, 3])
  }

  @Test func `what fails while it is made leaves nothing`() {
    #expect(throws: Failure.self) {
      _ = try Secret(capacity: 3) { output throws(Failure) in
        output.append(1)
        throw Failure()
      }
    }
  }

  @Test func `equality looks at all bytes`() {
    func isSame(_ first: [UInt8], _ second: [UInt8]) -> Bool {
      let first = Secret(copying: first.span)
      let second = Secret(copying: second.span)
      return first == second
    }
    #expect(isSame([], []) && isSame([1, 2, 3], [1, 2, 3]))
    #expect(!isSame([1, 2, 3], [1, 2]) && !isSame([1, 2, 3], []))
    for place in 0..<64 {
      for bit in 0..<8 {
        var other = [UInt8](repeating: 9, count: 64)
        other[place] ^= 1 << bit
        #expect(!isSame([UInt8](repeating: 9, count: 64), other))
      }
    }
  }

  /// The flags of the mapping that holds an address: `lo` is locked, `dd` is left out of dumps.
  private static func flags(at address: UInt) throws -> [String] {
    var isFound = false
    // The file says that it has no bytes, and is to be read until its end.
    let data = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps")).readToEnd()
    for line in String(decoding: data ?? Data(), as: UTF8.self).lines {
      let words = line.split(separator: " ").map(String.init)
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      if ends.count == 2 { isFound = (ends[0]..<ends[1]).contains(address) }
      if isFound, words[0] == "VmFlags:" { return Array(words.dropFirst()) }
    }
    return []
  }

  @Test func `its pages are locked, and in no core dump`() throws {
    let secret = Secret(copying: [UInt8](repeating: 0xA7, count: 5000).span)
    let address = secret.withBytes { bytes in
      unsafe bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    }
    let flags = try Self.flags(at: address)
    #expect(flags.contains("dd"))
    // Where the system, or what watches the test, locks no page at all, ours is no exception.
    let other = unsafe mmap(
      nil, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    unsafe mlock(other, 4096)
    let locked = try Self.flags(at: UInt(bitPattern: other)).contains("lo")
    #expect(flags.contains("lo") == locked)
    unsafe munmap(other, 4096)
    _ = consume secret
  }

  @Test func `a process that held one leaves no core dump`() throws {
    _ = Secret(copying: [1].span)
    // PR_GET_DUMPABLE of prctl(2), which the C library's Swift module leaves out.
    let symbol = unsafe try #require(dlsym(nil, "prctl"))
    typealias Function = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    let prctl = unsafe unsafeBitCast(symbol, to: Function.self)
    #expect(prctl(3, 0, 0, 0, 0) == 0)
  }

  @Test func `its pages are erased before they are given back`() {
    let pages = SecretPages(count: 10_000)
    let bytes = unsafe UnsafeMutableRawBufferPointer(start: pages.start, count: 10_000)
    for index in bytes.indices { unsafe bytes[index] = 0xA7 }
    pages.erase()
    #expect(unsafe bytes.allSatisfy { $0 == 0 })
    pages.release()
  }
}
