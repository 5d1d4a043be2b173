import Domain
import Foundation
import TestSupport
import Testing

@testable import Nonces

@Suite struct NonceFileTests {
  private static let start = Timestamp(nanoseconds: 1_748_310_859_508_867_123)

  private let folder: TemporaryFolder
  private var path: String { folder.path + "/nonce" }

  init() throws { folder = try TemporaryFolder() }

  private func file(_ unit: NonceUnit = .microseconds) -> NonceFile {
    NonceFile(path: path, unit: unit)
  }

  @Test(arguments: [
    (NonceUnit.milliseconds, 1_748_310_859_508 as UInt64), (.microseconds, 1_748_310_859_508_867),
    (.nanoseconds, 1_748_310_859_508_867_123),
  ])
  func `the first nonce is the clock's, in the venue's unit`(
    unit: NonceUnit, expected: UInt64
  ) throws {
    let nonce = try file(unit).next { Self.start }
    #expect(nonce == Nonce(value: expected, isRestarted: false))
    #expect(try folder.read("nonce") == Array(String(format: "%020llu\n", expected).utf8))
  }

  @Test func `nobody but its owner can read the file`() throws {
    _ = try file().next { Self.start }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a clock that stands still or steps back never repeats a nonce`() throws {
    let day: Int64 = 86_400_000_000_000
    let steps: [Int64] = [
      0, 0, 0, -1000, -day, -day, 0, 5_000, 4_000, day, 0, -Self.start.nanoseconds,
    ]
    var last: UInt64 = 0
    for step in steps {
      let nonce = try file().next { Timestamp(nanoseconds: Self.start.nanoseconds + step) }
      #expect(nonce.value > last && !nonce.isRestarted)
      last = nonce.value
    }
    // The clock's own value is used where it is the larger one.
    let later = Timestamp(nanoseconds: Self.start.nanoseconds + 2 * day)
    #expect(try file().next { later }.value == NonceUnit.microseconds.count(later))
    #expect(try file().next { .distantPast }.value == NonceUnit.microseconds.count(later) + 1)
  }

  @Test(arguments: [
    "", "\n", "12", "hello, world, hello!\n", "00001748310859508867", "00001748310859508867\n\n",
    "00001748310859508867 ", "-0001748310859508867\n", "99999999999999999999\n",
    "18446744073709551615\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
    String(repeating: "9", count: 10_000),
  ])
  func `a damaged file is the clock's again, and says so`(content: String) throws {
    try folder.write(content, to: "nonce")
    let nonce = try file().next { Self.start }
    #expect(nonce.value == 1_748_310_859_508_867)
    // Nothing at all is what a process leaves that died between making and writing it.
    #expect(nonce.isRestarted == !content.isEmpty)
    let next = try file().next { Self.start }
    #expect(next == Nonce(value: 1_748_310_859_508_868, isRestarted: false))
  }

  @Test func `what a wrong clock has left is dropped where the venue cannot have taken it`() throws
  {
    let future = Timestamp(nanoseconds: Self.start.nanoseconds + 11_000_000_000)
    let near = Timestamp(nanoseconds: Self.start.nanoseconds + 9_000_000_000)
    let strict = NonceFile(
      path: path, unit: .milliseconds, leadMax: TimeInterval(nanoseconds: 10_000_000_000))
    _ = try strict.next { near }
    let counted = try strict.next { Self.start }
    #expect(counted.value == NonceUnit.milliseconds.count(near) + 1 && !counted.isRestarted)
    _ = try strict.next { future }
    let restarted = try strict.next { Self.start }
    #expect(restarted == Nonce(value: 1_748_310_859_508, isRestarted: true))
    // A venue that takes any larger number must get one.
    let patient = NonceFile(path: path, unit: .milliseconds)
    _ = try patient.next { future }
    #expect(try patient.next { Self.start }.value == NonceUnit.milliseconds.count(future) + 1)
  }

  @Test func `a file that cannot be made, read or written gives no nonce`() throws {
    let missing = NonceFile(path: folder.path + "/no/nonce", unit: .microseconds)
    let error = #expect(throws: NonceError.self) { try missing.next { Self.start } }
    #expect(error?.explanation.contains("/no/nonce' cannot be used: No such file") == true)
    #expect(throws: NonceError.self) {
      try NonceFile(path: folder.path, unit: .microseconds).next { Self.start }
    }
    // A link could lead to a file of somebody else's.
    try folder.write("", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path + "/target")
    #expect(throws: NonceError.self) { try file().next { Self.start } }
    #expect(try folder.read("target") == [])
    // The device takes nothing, as a full disk would.
    let full = NonceFile(path: "/dev/full", unit: .microseconds)
    #expect(throws: NonceError.self) { try full.next { Self.start } }
  }

  @Test func `nobody gets a nonce while one is held`() throws {
    let impatient = NonceFile(path: path, unit: .microseconds, patience: .zero)
    let held = try impatient.hold { Self.start }
    let first = held.nonce.value
    #expect(throws: NonceError.busy(path: path)) { try impatient.next { Self.start } }
    #expect(first == 1_748_310_859_508_867)
    _ = consume held
    #expect(try impatient.next { Self.start }.value == first + 1)
  }

  @Test func `threads at once get nonces of their own, in order`() async throws {
    let path = path
    let all = try await withThrowingTaskGroup(of: [UInt64].self) { group in
      for _ in 0..<8 {
        group.addTask {
          try (0..<200).map { _ in
            try NonceFile(path: path, unit: .milliseconds).next { Self.start }.value
          }
        }
      }
      return try await group.reduce(into: [[UInt64]]()) { $0.append($1) }
    }
    for values in all { #expect(values == values.sorted()) }
    let first: UInt64 = 1_748_310_859_508
    #expect(Set(all.joined()) == Set(first..<(first + 1600)))
  }

  @Test func `processes at once get nonces of their own, in order`() async throws {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, number = number as Int] in
            let file = NonceFile(path: path, unit: .milliseconds)
            let values = try (0..<200).map { _ in
              try file.next { Timestamp(nanoseconds: 1_748_310_859_508_867_123) }.value
            }
            let text = values.map(String.init).joined(separator: "\n")
            try text.write(toFile: "\(path).\(number)", atomically: false, encoding: .utf8)
          }
        }
      }
    }
    var all: [UInt64] = []
    for number in 0..<6 {
      let text = String(decoding: try folder.read("nonce.\(number)"), as: UTF8.self)
      let values = text.split(separator: "\n").compactMap { UInt64($0) }
      #expect(values.count == 200 && values == values.sorted())
      all += values
    }
    let first: UInt64 = 1_748_310_859_508
    #expect(Set(all) == Set(first..<(first + 1200)))
  }
}
