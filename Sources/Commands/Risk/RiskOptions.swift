internal import Arguments
internal import Configuration
internal import Risk

/// The risk policy: a file, and a flag for each of its limits, which goes before the file.
struct RiskOptions: OptionGroup {
  var policyFile: String?
  var limits = LimitOptions()

  static let arguments: [Argument<Self>] = [
    .section("POLICY OPTIONS"),
    .option(
      "--policy", \.policyFile, value: "file", completion: .file,
      help: "A TOML file whose table [risk] holds the limits; flags go before it."),
    .group(\.limits),
  ]

  /// The policy that results.
  ///
  /// - Throws: Every problem of the file with its line and key, or the first flag that is wrong.
  func policy() throws(CommandFailure) -> RiskPolicy {
    var policy = RiskPolicy()
    if let policyFile {
      do throws(ConfigurationError) {
        policy = try PolicyFile.read(path: policyFile)
      } catch {
        throw CommandFailure(.configuration, error.explanation)
      }
    }
    try limits.apply(to: &policy)
    return policy
  }
}
