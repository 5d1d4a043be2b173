internal import Domain
internal import Signing

/// Gives a statement its parameters, one after the other.
struct RowWriter {
  private let statement: any Statement
  private var index: Int32 = 0

  init(_ statement: any Statement) { self.statement = statement }

  mutating func add(_ value: Int64?) {
    index += 1
    if let value { statement.bind(value, at: index) } else { statement.bindNull(at: index) }
  }

  mutating func add(_ value: Bool) { add(value ? 1 : 0 as Int64) }

  mutating func add(_ time: Timestamp?) { add(time?.nanoseconds) }

  mutating func add(_ text: String?) {
    index += 1
    guard var text else { return statement.bindNull(at: index) }
    text.withUTF8 { unsafe statement.bind(text: $0.span, at: index) }
  }

  mutating func add(utf8 text: [UInt8]) {
    index += 1
    statement.bind(text: text.span, at: index)
  }

  /// As its exact text.
  mutating func add(_ number: (some Decimal)?) {
    index += 1
    guard let number else { return statement.bindNull(at: index) }
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalText.room) { room in
      guard let start = room.baseAddress else { return }
      let count = unsafe DecimalText.write(number.scaled, to: start)
      unsafe statement.bind(text: room.span.extracting(..<count), at: index)
    }
  }

  mutating func add(_ digest: Digest) {
    index += 1
    digest.withBytes { statement.bind(bytes: $0, at: index) }
  }
}
