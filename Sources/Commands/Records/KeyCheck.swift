internal import Wire

/// Looks at the keys of records: a misspelt one is warned about, and with `--strict` any unknown
/// one is refused.
struct KeyCheck {
  /// What a person should know about a key.
  struct Warning {
    let line: Int
    let key: String
    let message: String
  }

  private var guardian = KeyGuard()
  private let isStrict: Bool
  private let isLive: Bool
  /// The first warning about each key since `forget`.
  private(set) var warnings: [Warning] = []
  /// More keys than these are not worth a person's reading.
  static let warningsMax = 20

  /// - Parameters:
  ///   - isStrict: Whether every unknown key is refused.
  ///   - isLive: Whether a misspelt one is, because real money depends on it.
  init(isStrict: Bool, isLive: Bool = false) {
    self.isStrict = isStrict
    self.isLive = isLive
  }

  /// - Throws: The problem with a key that is refused.
  mutating func check(_ record: borrowing Record, line: Int) throws(RecordProblem) {
    guard let finding = guardian.check(record, isStrict: isStrict) else { return }
    if isStrict || isLive { throw finding.problem }
    guard warnings.count < Self.warningsMax, !warnings.contains(where: { $0.key == finding.key })
    else { return }
    warnings.append(Warning(line: line, key: finding.key, message: finding.problem.message))
  }

  mutating func forget() { if !warnings.isEmpty { warnings.removeAll(keepingCapacity: true) } }
}

/// Tells of keys that look misspelt, of each once.
struct KeyWarnings {
  private let diagnostics: Diagnostics
  private var told: Set<String> = []

  init(_ options: OutputOptions, _ context: Context) {
    diagnostics = context.diagnostics
  }

  mutating func tell(_ warnings: [KeyCheck.Warning]) {
    for warning in warnings {
      guard told.count < KeyCheck.warningsMax, told.insert(warning.key).inserted else { continue }
      diagnostics.warn("line \(warning.line): \(warning.message)")
    }
  }
}
