package import Ledger

/// The ledgers that an emergency stop can use for one account, the best one first.
///
/// It goes on to the next when one fails, and does without where none works: a cancel needs no
/// ledger, an order that closes something does.
package struct StopDesks {
  /// A way to a desk.
  package struct Way {
    let isShared: Bool
    let open: () throws(LedgerError) -> OrderDesk

    /// - Parameters:
    ///   - isShared: Whether its ledger is the one in which other processes write down what they
    ///     send.
    ///   - open: Opens the ledger.
    package init(isShared: Bool, open: @escaping () throws(LedgerError) -> OrderDesk) {
      self.isShared = isShared
      self.open = open
    }
  }

  private var rest: ArraySlice<Way>
  /// The one in use; nil where none works.
  private(set) var desk: OrderDesk?
  /// Whether it tells what other processes have sent.
  private(set) var isShared = false
  /// The first thing that went wrong.
  package private(set) var failure: LedgerError?

  /// - Parameter ways: A later one is tried when those before it failed.
  package init(_ ways: [Way]) {
    rest = ways[...]
    advance()
  }

  /// Goes on to the next, because the one in use has failed.
  mutating func fail(_ error: LedgerError) {
    failure = failure ?? error
    desk = nil
    isShared = false
    advance()
  }

  private mutating func advance() {
    while desk == nil, let way = rest.popFirst() {
      do throws(LedgerError) {
        desk = try way.open()
        isShared = way.isShared
      } catch {
        failure = failure ?? error
      }
    }
  }
}
