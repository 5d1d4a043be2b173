internal import Wire

/// Counts what became of the lines, and knows the exit status that follows from it.
struct Tally {
  private(set) var lines = 0
  private(set) var succeeded = 0
  private(set) var failed = 0
  /// How often each error code came up, in order of its first appearance.
  private(set) var codes: [(code: String, count: Int)] = []
  private var classes: Set<FailureClass> = []

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

  /// The first that applies, in the order of the record contract.
  var status: ExitStatus {
    if failed == 0 { return .success }
    if classes.contains(.internal) { return .internalFault }
    if classes.contains(.halt) { return .halted }
    if succeeded > 0 { return .mixed }
    let order: [(FailureClass, ExitStatus)] = [
      (.auth, .notPermitted), (.config, .configuration), (.network, .unreachable),
      (.rate, .tryLater), (.input, .badInput), (.risk, .negative), (.venue, .negative),
    ]
    return order.first { classes.contains($0.0) }?.1 ?? .negative
  }
}
