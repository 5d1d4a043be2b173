/// A hash that is fed piece by piece.
protocol HashFunction: ~Copyable {
  /// How many bytes it works on at a time.
  static var blockCount: Int { get }
  /// How many bytes come out.
  static var outputCount: Int { get }

  init()

  mutating func update(_ bytes: Span<UInt8>)

  /// Writes the hash of all that was added to the first bytes of `output`, and starts anew.
  mutating func finish(into output: inout [64 of UInt8])

  /// Forgets what was added, so that nothing of it stays in memory.
  mutating func erase()
}
