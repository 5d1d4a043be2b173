import Testing

@testable import Arguments

@Suite struct NearNameTests {
  @Test(arguments: [
    ("--stpo", "--stop"), ("--STOP", "--stop"), ("stop", "--stop"), ("--max-rsik", "--max-risk"),
    ("--maxrisk", "--max-risk"), ("--mx-rsk", "--max-risk"), ("--symbols", "--symbol"),
  ])
  func `finds what was meant`(typed: String, meant: String) {
    #expect(NearName.nearest(to: typed, among: ["--symbol", "--stop", "--max-risk"]) == meant)
  }

  @Test(arguments: ["-x", "--st", "--step-by", "--sotp-it", "", "--", "--completely-different"])
  func `leaves alone what is not near`(typed: String) {
    #expect(NearName.nearest(to: typed, among: ["-q", "--stop", "--at", "--max-risk"]) == nil)
  }

  @Test func `prefers the nearer of two`() {
    #expect(NearName.nearest(to: "--format", among: ["--formats", "--format-as"]) == "--formats")
    #expect(
      NearName.nearest(to: "--positons", among: ["--position", "--positions"]) == "--positions")
  }

  @Test func `counts slips as the definition does`() {
    func distance(_ source: String, _ target: String) -> Int {
      NearName.distance(from: Array(source.utf8), to: Array(target.utf8))
    }
    #expect(distance("", "") == 0)
    #expect(distance("", "abc") == 3)
    #expect(distance("abc", "") == 3)
    #expect(distance("ab", "ba") == 1)
    #expect(distance("ca", "abc") == 3)
    #expect(distance("kitten", "sitting") == 3)
  }

  @Test func `the distance is symmetric and obeys its bounds`() {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<500 {
      let source = generator.word()
      let target = generator.word()
      let distance = NearName.distance(from: source, to: target)
      #expect(distance == NearName.distance(from: target, to: source), "seed 42")
      #expect(distance >= abs(source.count - target.count), "seed 42")
      #expect(distance <= max(source.count, target.count), "seed 42")
      #expect((distance == 0) == (source == target), "seed 42")
    }
  }
}

/// Numbers that are the same in each run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Vigna's SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Up to nine letters of a small alphabet.
  mutating func word() -> [UInt8] {
    (0..<Int.random(in: 0...9, using: &self)).map { _ in UInt8.random(in: 97...100, using: &self) }
  }
}
