internal import Wire

/// Counts what became of the lines, and knows the exit status that follows from it.
struct Tally {
  private(set) var lines = 0
  private(set) var succeeded = 0
  private(set) var failed = 0
  /// How often each error code came up, in order of its first appearance.
  private(set) var codes: [(code: String, count: Int)] = []
  private var classes: Set<FailureClass> = []
  private var hasUnknownOutcome = false
  private var hasParts = false

  mutating func succeed() {
    lines += 1
    succeeded += 1
  }

  mutating func fail(_ failureClass: FailureClass, code: String) {
    lines += 1
    failed += 1
    classes.insert(failureClass)
    guard let place = codes.firstIndex(where: { $0.code == code }) else {
      return codes.append((code, 1))
    }
    codes[place].count += 1
  }

  /// An order may or may not be at its venue, which comes before everything else.
  mutating func noteUnknownOutcome() { hasUnknownOutcome = true }

  /// What failed was done in part: nobody may do all of it again because nothing was done.
  mutating func notePart() { hasParts = true }

  /// Counts what another one counted, on lines that come later.
  mutating func add(_ other: Tally) {
    lines += other.lines
    succeeded += other.succeeded
    failed += other.failed
    hasUnknownOutcome = hasUnknownOutcome || other.hasUnknownOutcome
    hasParts = hasParts || other.hasParts
    classes.formUnion(other.classes)
    for (code, count) in other.codes {
      if let place = codes.firstIndex(where: { $0.code == code }) {
        codes[place].count += count
      } else {
        codes.append((code, count))
      }
    }
  }

  /// The first that applies, in the order of the record contract.
  var status: ExitStatus {
    if hasUnknownOutcome { return .unknownOutcome }
    if failed == 0 { return .success }
    if classes.contains(.internal) { return .internalFault }
    if classes.contains(.halt) { return .halted }
    if succeeded > 0 || hasParts { return .mixed }
    let order: [(FailureClass, ExitStatus)] = [
      (.auth, .notPermitted), (.config, .configuration), (.network, .unreachable),
      (.rate, .tryLater), (.input, .badInput), (.risk, .negative), (.venue, .negative),
    ]
    return order.first { classes.contains($0.0) }?.1 ?? .negative
  }
}
