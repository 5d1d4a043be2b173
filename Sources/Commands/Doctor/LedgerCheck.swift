internal import Domain
internal import Ledger
internal import Lifecycle

extension HealthCheck {
  /// The ledger, where there is one, is ours alone, can be used, and is as it was written.
  static let ledger = HealthCheck(name: "ledger") { surroundings in
    let path = surroundings.ledger
    guard let facts = FileFacts(path) else {
      return [.ok("\(path) is not there yet; the first order makes it")]
    }
    let problems = ["", "-wal", "-shm"].compactMap { suffix in
      (suffix.isEmpty ? facts : FileFacts(path + suffix))?.problem(path + suffix, isFolder: false)
    }
    // What others may have written is not opened.
    guard problems.isEmpty else { return problems }
    do throws(LedgerError) {
      let ledger = try Ledger.open(path: path, isMade: false, patienceSeconds: patienceSeconds)
      let content = try ledger.verified()
      guard content.status == .ok else { return [content] }
      return try [.ok("\(path) is ours alone"), content] + questions(ledger)
    } catch {
      return [.failed(error.explanation.capitalizedFirst, hint: "See docs/operations.md")]
    }
  }

  /// A doctor does not wait as long as an order does.
  private static let patienceSeconds = 5

  /// Orders whose outcome nobody knows.
  private static func questions(_ ledger: Ledger) throws(LedgerError) -> [Finding] {
    var query = OrderQuery()
    query.state = .unknown
    let count = try ledger.read { view throws(LedgerError) in try view.orders(query).count }
    guard count > 0 else { return [] }
    return [
      .warning(
        "Nobody knows what became of \(count.of("order"))", hint: "Run tradectl order reconcile")
    ]
  }
}
