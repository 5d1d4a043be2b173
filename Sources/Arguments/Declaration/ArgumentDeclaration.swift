/// What one argument looks like to the user, without the property that it fills.
package struct ArgumentDeclaration: Sendable {
  package enum Kind: Hashable, Sendable {
    case option
    case flag(isNegatable: Bool)
    case positional
  }

  package let kind: Kind
  /// `--risk` for an option or a flag; the name of the value for a positional.
  package let name: String
  /// One dash and one letter.
  let shortName: String?
  let valueName: String
  let help: String
  /// The property's type; what a single value is costs a look-up that most runs can do without.
  let storageType: any ArgumentStorage.Type
  let isRequired: Bool
  let environment: EnvironmentVariable
  let completion: Completion?

  var isRepeatable: Bool { storageType.isRepeatable }
  var valueType: any ArgumentValue.Type { ArgumentDeclaration.single(of: storageType) }

  private static func single<Storage: ArgumentStorage>(
    of type: Storage.Type
  ) -> any ArgumentValue.Type {
    Storage.Single.self
  }

  /// `--no-color` for a negatable flag `--color`.
  var negativeName: String? {
    kind == .flag(isNegatable: true) ? "--no-\(name.dropFirst(2))" : nil
  }

  /// The option with its value, or the positional, as errors and the usage line write it.
  var label: String {
    switch kind {
    case .option: "\(name) <\(valueName)>"
    case .flag: name
    // A lone dash stands for itself: standard input.
    case .positional: valueName == "-" ? "-" : "<\(valueName)>"
    }
  }

  /// The environment variable that stands in for the option, if there is one.
  func variable(prefix: String) -> String? {
    switch environment {
    case .automatic: kind == .positional ? nil : EnvironmentVariable.name(of: name, prefix: prefix)
    case .none: nil
    case .named(let name): name
    }
  }
}
