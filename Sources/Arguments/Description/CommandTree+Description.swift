extension CommandTree {
  /// The description of one command, hidden or not.
  ///
  /// - Parameter path: The command's words without the program's name; empty for the program.
  /// - Returns: Nil when there is no such command.
  package func description(of path: [String]) -> CommandDescription? {
    var node = root
    for word in path {
      guard let child = node.children.first(where: { $0.name == word }) else { return nil }
      node = child
    }
    return describe(node, path)
  }

  /// Every command that is not hidden: the program first, each command before those below it.
  package var descriptions: [CommandDescription] {
    var result: [CommandDescription] = []
    collect(root, [], into: &result)
    return result
  }

  private func collect(
    _ node: CommandNode<Product>, _ path: [String], into result: inout [CommandDescription]
  ) {
    result.append(describe(node, path))
    for child in node.children where !child.isHidden {
      collect(child, path + [child.name], into: &result)
    }
  }

  private func describe(_ node: CommandNode<Product>, _ path: [String]) -> CommandDescription {
    let children = node.children
    let group: any OptionGroup.Type = if let command = node.command { command } else { globals }
    return CommandDescription(
      words: [name] + path, summary: node.summary, discussion: node.discussion,
      examples: path.isEmpty ? examples : node.examples, isRunnable: node.command != nil,
      arguments: describeArguments(of: group),
      subcommands: children.filter { !$0.isHidden }.map {
        CommandDescription.Subcommand(name: $0.name, summary: $0.summary, section: $0.section)
      },
      usage: usage(of: node, path: path), version: version)
  }

  func describeArguments<Group: OptionGroup>(of type: Group.Type) -> [ArgumentDescription] {
    let defaults = Group()
    let globalNames = globals.declarations.map(\.name)
    return Group.boundArguments.map { argument in
      let declaration = argument.declaration
      let allowedValues = declaration.valueType.allowedValues
      let isFlag = declaration.negativeName != nil || declaration.kind == .flag(isNegatable: false)
      return ArgumentDescription(
        kind: declaration.kind, name: declaration.name, shortName: declaration.shortName,
        negativeName: declaration.negativeName, valueName: declaration.valueName,
        help: declaration.help, section: argument.section,
        defaultText: declaration.isRequired ? nil : argument.defaultText(defaults),
        wantedForm: isFlag ? "" : declaration.valueType.wantedForm,
        allowedValues: isFlag ? [] : allowedValues,
        isRepeatable: declaration.isRepeatable, isRequired: declaration.isRequired,
        environmentVariable: declaration.variable(prefix: environmentPrefix),
        hasAutomaticVariable: declaration.environment == .automatic,
        completion: isFlag ? .none : declaration.completion ?? declaration.valueType.completion,
        isGlobal: declaration.kind != .positional && globalNames.contains(declaration.name))
    }
  }
}
