internal import Glibc

/// Where the files of this program are, by the XDG Base Directory Specification.
package struct Folders: Hashable, Sendable {
  /// Has `config.toml`.
  package let configuration: String
  /// Has the ledger and the emergency latch.
  package let state: String
  /// Has what can be made again.
  package let cache: String

  /// - Parameters:
  ///   - environment: Looks up an environment variable.
  ///   - passwordHome: The home folder that the system has on record; asked only where `HOME` says
  ///     nothing, as under cron.
  /// - Throws: `.homeless` when a folder is needed and nobody says where.
  package init(
    environment: (String) -> String?, passwordHome: () -> String? = Folders.passwordHome
  ) throws(ConfigurationError) {
    // The specification has relative paths ignored.
    func absolute(_ variable: String) -> String? {
      environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    func folder(_ variable: String, _ usual: String) throws(ConfigurationError) -> String {
      if let base = absolute(variable) { return "\(base.withoutSlash)/tradectl" }
      guard let home = absolute("HOME") ?? passwordHome(), home.hasPrefix("/") else {
        throw .homeless(variable: variable)
      }
      return "\(home.withoutSlash)/\(usual)/tradectl"
    }
    configuration = try folder("XDG_CONFIG_HOME", ".config")
    state = try folder("XDG_STATE_HOME", ".local/state")
    cache = try folder("XDG_CACHE_HOME", ".cache")
  }

  /// The configuration, where nobody names another.
  package var configurationFile: String { "\(configuration)/config.toml" }
  /// The ledger, where nobody names another.
  package var ledgerFile: String { "\(state)/ledger.db" }
  /// Which accounts there were and how their venues are reached, by the last configuration that
  /// could be read.
  package var knownAccountsFile: String { "\(state)/accounts.toml" }
  /// There while trading is allowed; the emergency stop renames it.
  package var armedFile: String { "\(state)/armed" }
  /// There while trading is halted.
  package var haltedFile: String { "\(state)/halted" }

  /// The home folder of the user that the process runs as, from the system's records.
  package static func passwordHome() -> String? {
    var record = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    return unsafe buffer.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let memory = buffer.baseAddress else { return nil }
      let code = unsafe getpwuid_r(getuid(), &record, memory, buffer.count, &found)
      guard code == 0, let record = unsafe found?.pointee, let home = unsafe record.pw_dir else {
        return nil
      }
      return unsafe String(cString: home)
    }
  }
}

extension String {
  fileprivate var withoutSlash: Substring {
    var rest = self[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    return rest
  }
}
