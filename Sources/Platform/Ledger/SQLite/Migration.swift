/// One step from a version of the schema to the next.
///
/// A step that has been released is never changed: what comes later is a further step.
enum Migration {
  /// `TrLg`: says that a SQLite file is a ledger of ours.
  static let applicationID: Int64 = 0x5472_4C67

  /// A ledger begins with version 1 or a later one; the step to version n stands at place n - 2.
  static let steps: [String] = [second, third, fourth]

  static var latest: Int { steps.count + 1 }

  /// What brings a ledger of a version to the latest one; version 0 has nothing yet.
  static func scripts(from version: Int) -> [String] {
    version == 0 ? [whole] : Array(steps[(version - 1)...])
  }
}
