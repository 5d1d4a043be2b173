/// Which account, at which venue, in which mode: ids and limits hold within one of these.
public struct AccountScope: Hashable, Sendable, CustomStringConvertible {
  public let mode: TradingMode
  public let venue: String
  public let account: String

  public init(mode: TradingMode, venue: String, account: String) {
    self.mode = mode
    self.venue = venue
    self.account = account
  }

  public var description: String { "\(mode.rawValue) \(venue) \(account)" }
}
