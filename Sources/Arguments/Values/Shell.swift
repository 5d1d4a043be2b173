/// A shell for which there is a completion script.
package enum Shell: String, CaseIterable, ArgumentValue {
  case bash, zsh, fish
}
