/// Reads the configuration file.
package enum SettingsFile {
  /// No configuration written by hand comes near this.
  package static let sizeLimit = 1 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - isOptional: Whether it may be missing; then the defaults hold.
  ///   - exchanges: Those that an account may name without a description.
  /// - Returns: What it says.
  /// - Throws: A `ConfigurationError` with every problem, not only the first.
  package static func read(
    path: String, isOptional: Bool = false, exchanges: KnownExchanges = .none
  ) throws(ConfigurationError) -> Settings {
    if isOptional, !BoundedFile.exists(path: path) { return Settings() }
    return try settings(try bytes(path: path), path: path, exchanges: exchanges)
  }

  /// The content of a file, whatever it says.
  ///
  /// - Throws: `.unreadable`, `.tooLarge`, or `.untrusted`: it names programs to run and where orders
  ///   go, so nobody else may write it.
  package static func bytes(path: String) throws(ConfigurationError) -> [UInt8] {
    try BoundedFile.read(path: path, limit: sizeLimit, mustBeOurs: true)
  }

  /// Reads what can be read of a file, whatever is wrong with the rest.
  ///
  /// For what must go on with a broken configuration; nothing is to be begun with one.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - isOptional: Whether it may be missing.
  ///   - exchanges: Those that an account may name without a description.
  /// - Returns: What it says, without what is wrong, and what is wrong.
  package static func readable(
    path: String, isOptional: Bool = false, exchanges: KnownExchanges = .none
  ) -> (settings: Settings, problem: ConfigurationError?) {
    if isOptional, !BoundedFile.exists(path: path) { return (Settings(), nil) }
    do throws(ConfigurationError) {
      let reader = try reader(try bytes(path: path), path: path, exchanges)
      return (reader.settings, problem(with: reader, path))
    } catch {
      return (Settings(), error)
    }
  }

  /// Reads the content of a file.
  ///
  /// - Parameters:
  ///   - bytes: TOML in UTF-8.
  ///   - path: The name that errors begin with.
  ///   - exchanges: Those that an account may name without a description.
  /// - Returns: What it says.
  /// - Throws: A `ConfigurationError` with every problem, not only the first.
  package static func settings(
    _ bytes: [UInt8], path: String, exchanges: KnownExchanges = .none
  ) throws(ConfigurationError) -> Settings {
    let reader = try reader(bytes, path: path, exchanges)
    if let problem = problem(with: reader, path) { throw problem }
    return reader.settings
  }

  private static func reader(
    _ bytes: [UInt8], path: String, _ exchanges: KnownExchanges
  ) throws(ConfigurationError) -> SettingsReader {
    guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, limit: sizeLimit) }
    let document: TomlDocument
    do throws(ConfigurationProblem) {
      document = try TomlDocument(bytes)
    } catch {
      throw .invalid(path: path, [error])
    }
    var reader = SettingsReader(document, path: path, exchanges: exchanges)
    reader.read()
    return reader
  }

  private static func problem(with reader: SettingsReader, _ path: String) -> ConfigurationError? {
    reader.problems.isEmpty
      ? nil : .invalid(path: path, reader.problems.sorted { $0.line < $1.line })
  }
}
