@testable import Wire

/// Memory of exactly the size that the reader of records asks for, so that a sanitizer sees any
/// read beyond it.
@safe
struct PaddedText: ~Copyable {
  let start: UnsafeMutablePointer<UInt8>
  let length: Int

  init(_ bytes: some Collection<UInt8>, filler: UInt8 = 0) {
    length = bytes.count
    let capacity = bytes.count + Record.padding
    unsafe start = .allocate(capacity: capacity)
    unsafe start.initialize(repeating: filler, count: capacity)
    _ = unsafe UnsafeMutableBufferPointer(start: start, count: length).update(from: bytes)
  }

  deinit { unsafe start.deallocate() }
}

extension Record {
  /// Takes a text in for as long as `body` runs.
  mutating func with<Result>(
    _ bytes: some Collection<UInt8>, _ body: (borrowing Record) throws -> Result
  ) throws -> Result {
    let text = PaddedText(bytes)
    unsafe try parse(text.start, length: text.length)
    return try body(self)
  }
}

/// Reads a line and asks something about it.
func reading<Result>(
  _ line: String, _ body: (borrowing Record) throws -> Result
) throws -> Result {
  var record = Record()
  return try record.with(line.utf8, body)
}

/// What is wrong with a line, or nil.
func problem(in bytes: some Collection<UInt8>) -> RecordProblem? {
  var record = Record()
  do {
    try record.with(bytes) { _ in }
    return nil
  } catch {
    return error as? RecordProblem
  }
}

func problem(in line: String) -> RecordProblem? { problem(in: line.utf8) }

/// What is wrong with a value of a line, or nil.
func problem<Value>(
  in line: String, reading value: (borrowing Record) throws(RecordProblem) -> Value
) -> RecordProblem? {
  do {
    _ = try reading(line) { record in try value(record) }
    return nil
  } catch {
    return error as? RecordProblem
  }
}
