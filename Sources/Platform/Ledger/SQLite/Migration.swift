/// One step from a version of the schema to the next.
///
/// A step that has been released is never changed: what comes later is a further step.
enum Migration {
  /// `TrLg`: says that a SQLite file is a ledger of ours.
  static let applicationID: Int64 = 0x5472_4C67

  /// The step to version n stands at place n - 1.
  static let all: [String] = [first, second, third]

  static var latest: Int { all.count }
}
