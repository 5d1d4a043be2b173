/// One entry of a command's list of arguments, bound to a property of `Root`.
///
/// Key paths are written as plain literals but made only when an argument is given or its default
/// is shown: making one costs microseconds, and most options of a command line are absent.
///
/// The type itself does not demand that `Root` is an option group: the runtime would look through
/// every conformance of the program to verify it.
package struct Argument<Root>: Sendable {
  let entry: ArgumentEntry

  private init(entry: ArgumentEntry) {
    self.entry = entry
  }
}

extension Argument where Root: OptionGroup {
  /// An option that takes a value.
  ///
  /// The property's type decides the rest: `T` has a default, `T?` has none, and `[T]` makes the
  /// option repeatable, the values given replacing the default.
  ///
  /// - Parameters:
  ///   - name: Two dashes and lower-case words joined by dashes.
  ///   - short: One dash and a letter.
  ///   - property: Where the value goes.
  ///   - value: What help calls the value.
  ///   - required: Whether the command line is wrong without it.
  ///   - environment: `false` for no variable, a string for another than the automatic name.
  ///   - completion: What shells offer; the type's own completion when nil.
  ///   - help: A sentence ending in a period.
  /// - Returns: An entry for the command's list.
  package static func option<Storage: ArgumentStorage>(
    _ name: String, short: String? = nil,
    _ property: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, Storage>,
    value: String, required: Bool = false, environment: EnvironmentVariable = .automatic,
    completion: Completion? = nil, help: String
  ) -> Self {
    Self(
      property,
      ArgumentDeclaration(
        kind: .option, name: name, shortName: short, valueName: value, help: help,
        storageType: Storage.self, isRequired: required, environment: environment,
        completion: completion))
  }

  /// An option without a value: giving it sets the property to true.
  ///
  /// - Parameters:
  ///   - name: Two dashes and lower-case words joined by dashes.
  ///   - short: One dash and a letter.
  ///   - property: A `Bool`, or a `Bool?` to tell absent from given.
  ///   - negatable: Whether `--no-…` is there too.
  ///   - environment: `false` for no variable, a string for another than the automatic name.
  ///   - help: A sentence ending in a period.
  /// - Returns: An entry for the command's list.
  package static func flag<Storage: ArgumentStorage>(
    _ name: String, short: String? = nil,
    _ property: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, Storage>,
    negatable: Bool = false, environment: EnvironmentVariable = .automatic, help: String
  ) -> Self where Storage.Single == Bool {
    Self(
      property,
      ArgumentDeclaration(
        kind: .flag(isNegatable: negatable), name: name, shortName: short, valueName: "",
        help: help, storageType: Bool.self, isRequired: false, environment: environment,
        completion: nil))
  }

  /// A word that is known by its place; an array takes all that are left.
  ///
  /// - Parameters:
  ///   - property: Where the value goes.
  ///   - value: What help calls the value; `-` stands for itself.
  ///   - required: Whether the command line is wrong without it.
  ///   - completion: What shells offer; the type's own completion when nil.
  ///   - help: A sentence ending in a period.
  /// - Returns: An entry for the command's list.
  package static func positional<Storage: ArgumentStorage>(
    _ property: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, Storage>,
    value: String, required: Bool = false, completion: Completion? = nil, help: String
  ) -> Self {
    Self(
      property,
      ArgumentDeclaration(
        kind: .positional, name: value, shortName: nil, valueName: value, help: help,
        storageType: Storage.self, isRequired: required, environment: .none, completion: completion)
    )
  }

  /// The title in help of the options that follow, up to the next title or the end of the list.
  package static func section(_ title: String) -> Self {
    Self(entry: .section(title))
  }

  /// The arguments of a nested struct.
  package static func group<Group: OptionGroup>(
    _ property: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, Group>
  ) -> Self {
    Self(
      entry: .group {
        Group.boundArguments.map { $0.lifted(through: property) }
      })
  }

  private init<Storage: ArgumentStorage>(
    _ property: @escaping @Sendable () -> WritableKeyPath<Root, Storage>,
    _ declaration: ArgumentDeclaration
  ) {
    entry = .bound(
      BoundArgument(
        declaration: declaration, section: nil,
        assign: { group, text, isFirst throws(InvalidValue) in
          let value = try Storage.Single(argument: text)
          var root = BoundArgument.open(group, as: Root.self)
          root[keyPath: property()].accept(value, isFirst: isFirst)
          group = root
        },
        defaultText: { BoundArgument.open($0, as: Root.self)[keyPath: property()].shownDefault }))
  }
}
