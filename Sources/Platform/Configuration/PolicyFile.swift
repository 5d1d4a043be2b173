package import Risk

/// Reads the `[risk]` table of a TOML file into a risk policy.
///
/// ```toml
/// [risk]
/// max_positions = 5
/// max_drawdown = 10      # percent
/// max_price_age = "30s"
/// max_leverage = "none"  # not limited
/// ```
///
/// The keys are those of `RiskSetting`, and `name`. What the table does not say stays as it is in
/// the policy that it is read into.
package enum PolicyFile {
  /// No configuration written by hand comes near this.
  package static let sizeLimit = 1 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - base: What holds where the file says nothing.
  ///   - otherTables: Tables of the same file that somebody else reads; any further one is
  ///     refused, because a misspelt `[risk]` would leave the account without its limits.
  /// - Returns: The policy.
  /// - Throws: A `ConfigurationError` with every problem, not only the first.
  package static func read(
    path: String, into base: RiskPolicy = RiskPolicy(), otherTables: Set<String> = []
  ) throws(ConfigurationError) -> RiskPolicy {
    let bytes = try BoundedFile.read(path: path, limit: sizeLimit)
    return try policy(bytes, path: path, into: base, otherTables: otherTables)
  }

  /// Reads the content of a file.
  ///
  /// - Parameters:
  ///   - bytes: TOML in UTF-8.
  ///   - path: The name that errors begin with.
  ///   - base: What holds where the text says nothing.
  ///   - otherTables: Tables that somebody else reads.
  /// - Returns: The policy.
  /// - Throws: A `ConfigurationError` with every problem, not only the first.
  package static func policy(
    _ bytes: [UInt8], path: String, into base: RiskPolicy = RiskPolicy(),
    otherTables: Set<String> = []
  ) throws(ConfigurationError) -> RiskPolicy {
    guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, limit: sizeLimit) }
    let document: TomlDocument
    do throws(ConfigurationProblem) {
      document = try TomlDocument(bytes)
    } catch {
      throw .invalid(path: path, [error])
    }
    var policy = base
    let problems = document.entries.compactMap {
      problem(with: $0, otherTables: otherTables, applying: &policy)
    }
    guard problems.isEmpty else { throw .invalid(path: path, problems) }
    return policy
  }

  /// Applies an entry to the policy, or says what is wrong with it.
  private static func problem(
    with entry: TomlDocument.Entry, otherTables: Set<String>, applying policy: inout RiskPolicy
  ) -> ConfigurationProblem? {
    func problem(_ message: String) -> ConfigurationProblem {
      ConfigurationProblem(line: entry.line, key: entry.key, message: message)
    }
    if entry.path[0] != "risk" {
      guard entry.path.count == 1, !otherTables.contains(entry.path[0]) else { return nil }
      return problem(Unknown.message(entry.key, among: ["risk"] + otherTables))
    }
    switch entry.path.count {
    case 1:
      return entry.kind == .table ? nil : problem("risk must be a table: write [risk].")
    case 2:
      break
    default:
      // The key that holds this one has been reported.
      return nil
    }
    return RiskTable.read(entry, into: &policy).map(problem)
  }
}
