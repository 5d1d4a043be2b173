internal import Configuration
internal import Glibc

extension HealthCheck {
  /// The configuration is right, and nobody else can write it.
  static let configuration = HealthCheck(name: "configuration") { surroundings in
    let (path, isOptional) = surroundings.configuration
    do throws(ConfigurationError) {
      let settings = try SettingsFile.read(
        path: path, isOptional: isOptional, exchanges: .all)
      guard settings.path != nil else { return [.ok("There is no \(path); the defaults hold")] }
      if let problem = FileFacts(path)?.problem(path, isFolder: false), problem.status == .failed {
        return [problem]
      }
      return [.ok("\(path) has no problems")]
    } catch {
      return error.problems.map { problem in
        let place = problem.line > 0 ? "\(path):\(problem.line): " : ""
        return .failed(
          place + problem.message.dropLast(problem.message.hasSuffix(".") ? 1 : 0),
          hint: "Correct the configuration; tradectl config check tells when it is right")
      }
    }
  }

  /// Our folders are ours alone.
  static let folders = HealthCheck(name: "folders") { surroundings in
    [surroundings.folders.configuration, surroundings.folders.state].map { path in
      guard let facts = FileFacts(path) else {
        return .ok("\(path) is not there yet; it is made when it is needed")
      }
      return facts.problem(path, isFolder: true) ?? .ok("\(path) is ours alone")
    }
  }

  /// Nobody has stopped trading.
  static let latch = HealthCheck(name: "latch") { surroundings in
    let path = surroundings.folders.haltedFile
    // Whatever is there by that name counts, whether it can be read or not.
    guard unsafe access(path, F_OK) == 0 || errno != ENOENT else {
      return [.ok("Trading is not halted")]
    }
    return [
      .warning(
        "Trading is halted: \(path) says who did it, and why",
        hint: "When the reason is gone, run tradectl emergency-stop reset --reason '…'")
    ]
  }
}
