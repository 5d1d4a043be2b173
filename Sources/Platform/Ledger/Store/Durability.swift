/// What a commit survives.
package enum Durability: Hashable, Sendable {
  /// The loss of power: it is on disk when `write` returns. For all that stands before a send, and
  /// for money.
  case durable
  /// The end of the process, but perhaps not the loss of power. For what can be asked for again.
  case relaxed
}
