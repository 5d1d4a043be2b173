/// Why a configuration file gives no configuration.
package enum ConfigurationError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case unreadable(path: String, reason: String)
  /// The file is larger than any configuration.
  case tooLarge(path: String, limit: Int)
  /// Somebody else could have written the file; what it says is not read.
  case untrusted(path: String, reason: String)
  /// Everything that is wrong with its content, in the order of its lines; never empty.
  case invalid(path: String, [ConfigurationProblem])
  /// Nobody says where this user's files are.
  case homeless(variable: String)

  /// What is wrong, one line for each problem, as a compiler would say it.
  package var explanation: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .tooLarge(let path, let limit): "\(path): larger than \(limit) bytes"
    case .untrusted(let path, let reason): "\(path): \(reason)"
    case .invalid(let path, let problems):
      problems.map { "\(path):\($0.line): \($0.message)" }.joined(separator: "\n")
    case .homeless(let variable): "there is no home folder: set HOME or \(variable)"
    }
  }

  /// The same, each problem by itself.
  package var problems: [ConfigurationProblem] {
    switch self {
    case .invalid(_, let problems): problems
    default: [ConfigurationProblem(line: 0, key: "", message: "\(explanation).")]
    }
  }
}

/// One thing that is wrong in a configuration file.
package struct ConfigurationProblem: Error, Hashable, Sendable {
  /// From 1; 0 where no line is at fault.
  package let line: Int
  /// The key with its table, such as `risk.max_positions`; empty where there is none.
  package let key: String
  /// What is wrong, as a full sentence.
  package let message: String

  package init(line: Int, key: String, message: String) {
    self.line = line
    self.key = key
    self.message = message
  }
}
