internal import Glibc

/// What one of the Python scripts beside this file prints for a seed.
enum Oracle {
  /// The seed of every random test: `TRADECTL_TEST_SEED`, or the same one every day.
  static let seed: UInt64 = {
    let text = unsafe getenv("TRADECTL_TEST_SEED").map { unsafe String(cString: $0) }
    return text.flatMap { UInt64($0) } ?? 20_261_120
  }()

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs `script` with the seed and `arguments` and returns its output, lines of fields.
  static func run(_ script: String, _ arguments: String...) throws(Failure) -> OracleLines {
    let folder = #filePath.dropLast("Oracle.swift".count)
    let words = ["'\(folder)\(script)'", "\(seed)"] + arguments
    print("oracle: \(script) \(words.dropFirst().joined(separator: " "))")
    guard let pipe = unsafe popen("exec python3 " + words.joined(separator: " "), "r") else {
      throw Failure(description: "python3 could not be started for \(script)")
    }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&block, 1, block.count, pipe)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    let status = unsafe pclose(pipe)
    guard status == 0 else {
      throw Failure(
        description: "python3 \(script) failed with status \(status >> 8); is python3 installed?")
    }
    return OracleLines(bytes)
  }
}

/// Fields separated by tabs, lines ended by line feeds, read byte by byte.
struct OracleLines {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  /// The next field as it is; the separator behind it is consumed.
  mutating func text() -> [UInt8] {
    let start = index
    while bytes[index] != UInt8(ascii: "\t"), bytes[index] != UInt8(ascii: "\n") { index += 1 }
    defer { index += 1 }
    return Array(bytes[start..<index])
  }

  /// The next field, a signed hexadecimal number.
  mutating func number() -> Int128 {
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var value: Int128 = 0
    while bytes[index] > UInt8(ascii: "\n") {
      let byte = bytes[index]
      let digit =
        byte < UInt8(ascii: "a") ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10
      value = value << 4 | Int128(digit)
      index += 1
    }
    index += 1
    return isNegative ? -value : value
  }

  /// The next field if it is a single capital letter.
  mutating func letter() -> Character? {
    guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[index]) else { return nil }
    defer { index += 2 }
    return Character(Unicode.Scalar(bytes[index]))
  }
}
