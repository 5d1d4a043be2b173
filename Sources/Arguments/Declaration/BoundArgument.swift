/// An argument together with the property that it fills.
///
/// It does not name the type of the struct it belongs to: a generic type for each command would be
/// made at run time, which is most of what reading a command line would cost.
struct BoundArgument: Sendable {
  let declaration: ArgumentDeclaration
  /// The title of its part of the help text; nil for the usual one.
  var section: String?
  /// Reads the text into the property; the first value replaces a repeatable argument's default.
  let assign:
    @Sendable (_ group: inout any OptionGroup, _ text: String, _ isFirst: Bool)
      throws(InvalidValue) -> Void
  let defaultText: @Sendable (any OptionGroup) -> String?

  /// The same argument for the struct that contains its own in a property.
  func lifted<Outer: OptionGroup, Group: OptionGroup>(
    through property: @escaping @Sendable () -> WritableKeyPath<Outer, Group>
  ) -> BoundArgument {
    BoundArgument(
      declaration: declaration, section: section,
      assign: { [assign] group, text, isFirst throws(InvalidValue) in
        var outer = BoundArgument.open(group, as: Outer.self)
        var inner: any OptionGroup = outer[keyPath: property()]
        try assign(&inner, text, isFirst)
        outer[keyPath: property()] = BoundArgument.open(inner, as: Group.self)
        group = outer
      },
      defaultText: { [defaultText] in
        defaultText(BoundArgument.open($0, as: Outer.self)[keyPath: property()])
      })
  }

  /// The struct as what it is; an argument is only ever used on the struct that lists it.
  static func open<Group: OptionGroup>(_ group: any OptionGroup, as type: Group.Type) -> Group {
    guard let group = group as? Group else {
      preconditionFailure("An argument was used on a struct that does not list it.")
    }
    return group
  }
}

/// What an entry of a list of arguments stands for.
enum ArgumentEntry: Sendable {
  case bound(BoundArgument)
  case section(String)
  case group(@Sendable () -> [BoundArgument])
}

extension OptionGroup {
  /// The arguments without the titles and groups around them.
  static var boundArguments: [BoundArgument] {
    var section: String?
    var result: [BoundArgument] = []
    let arguments = arguments
    // By index, because an iterator of a generic type would be made at run time.
    for index in arguments.indices {
      switch arguments[index].entry {
      case .section(let title):
        section = title
      case .group(let members):
        for var member in members() {
          member.section = member.section ?? section
          result.append(member)
        }
      case .bound(var bound):
        bound.section = section
        result.append(bound)
      }
    }
    return result
  }

  static var declarations: [ArgumentDeclaration] { boundArguments.map(\.declaration) }
}
