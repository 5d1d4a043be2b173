package import Domain

extension [Balance] {
  /// Adds an amount, such as what a position would gain, to what is free of an asset.
  package mutating func add(_ amount: Notional, of asset: String) {
    let place = firstIndex { $0.asset == asset }
    let old = place.map { self[$0] } ?? Balance(asset: asset, free: .zero, locked: .zero)
    guard let free = try? old.free + amount else { return }
    let new = Balance(asset: asset, free: free, locked: old.locked)
    if let place { self[place] = new } else { append(new) }
  }
}
