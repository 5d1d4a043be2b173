/// What an account has of one asset.
public struct Balance: Hashable, Sendable {
  public let asset: String
  /// What can be spent.
  public let free: Notional
  /// What orders and positions hold.
  public let locked: Notional

  public init(asset: String, free: Notional, locked: Notional) {
    self.asset = asset
    self.free = free
    self.locked = locked
  }

  public var total: Notional { get throws(DecimalError) { try free + locked } }
}
