internal import Wire

/// Looks at the keys of records: a misspelt one is warned about, and with `--strict` any unknown
/// one is refused.
struct KeyCheck {
  private var guardian = KeyGuard()
  private let isStrict: Bool
  private let diagnostics: Diagnostics
  /// Keys that were warned about; more than these are not worth a person's reading.
  private var warned: Set<String> = []
  private static let warningsMax = 20

  init(_ options: OutputOptions, _ context: Context) {
    isStrict = options.strict
    diagnostics = Diagnostics(format: options.logFormat, command: context.commandName)
  }

  /// - Throws: The problem with a key that is refused.
  mutating func check(_ record: borrowing Record, line: Int) throws(RecordProblem) {
    guard let finding = guardian.check(record, isStrict: isStrict) else { return }
    if isStrict { throw finding.problem }
    guard warned.count < Self.warningsMax, warned.insert(finding.key).inserted else { return }
    diagnostics.warn("line \(line): \(finding.problem.message)")
  }
}
