public import Domain

// Plain numbers read best in tests.
extension Price: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Quantity: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Notional: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
