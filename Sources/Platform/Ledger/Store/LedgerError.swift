package import Lifecycle

/// Why the ledger did not do what it was asked; a case for each thing to do about it.
///
/// Behind a reference, so that throwing functions stay small.
package indirect enum LedgerError: Error, Hashable, Sendable {
  /// The file or its folder cannot be opened or made.
  case cannotOpen(path: String, reason: String)
  /// There is no ledger yet, and none was to be made.
  case missing(path: String)
  /// The file is no ledger of ours.
  case foreign(path: String)
  /// It was written by a later version of this program.
  case newer(path: String, version: Int, known: Int)
  /// Its content is damaged.
  case corrupt(path: String, reason: String)
  /// Somebody has kept it locked for longer than anybody should.
  case locked(path: String, seconds: Int)
  case full(path: String)
  case readOnly(path: String)
  /// The file was deleted or replaced while it was in use; what is written now would be lost.
  case replaced(path: String)
  /// The disk failed.
  case failed(path: String, reason: String)
  /// An order cannot do that in its state.
  case illegal(order: Int64, IllegalTransition)
  /// There is no such order.
  case noOrder(Int64)
  /// The sums of a position have more than 20 integer digits.
  case notReckonable(symbol: String)
  /// The caller's own decision to undo the transaction.
  case abandoned

  /// What happened and what to do about it, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .cannotOpen(let path, let reason): "the ledger '\(path)' cannot be opened: \(reason)"
    case .missing(let path): "there is no ledger at '\(path)' yet; the first order makes it"
    case .foreign(let path): "'\(path)' is not a ledger of tradectl; give another --store"
    case .newer(let path, let version, let known):
      """
      the ledger '\(path)' has format \(version), and this tradectl knows formats up to \
      \(known); use the newer program
      """
    case .corrupt(let path, let reason):
      "the ledger '\(path)' is damaged (\(reason)); restore a backup, or look with ledger verify"
    case .locked(let path, let seconds):
      """
      the ledger '\(path)' has been in use by another process for \(seconds) seconds; end it, or \
      try again
      """
    case .full(let path): "the disk of the ledger '\(path)' is full; make room and try again"
    case .readOnly(let path):
      "the ledger '\(path)' cannot be written; check the owner and mode of the file and its folder"
    case .replaced(let path):
      "the ledger '\(path)' was deleted or replaced while it was in use; nothing more is sent"
    case .failed(let path, let reason): "the ledger '\(path)' failed: \(reason)"
    case .illegal(let order, let transition): "order \(order): \(transition.explanation)"
    case .noOrder(let number): "the ledger has no order \(number)"
    case .notReckonable(let symbol): "the position in \(symbol) is too large to reckon"
    case .abandoned: "the change was given up"
    }
  }
}
