/// Bytes that nobody can foresee, from the system.
enum RandomBytes {
  static func make(_ count: Int) -> [UInt8] {
    var system = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count { bytes.append(system.next()) }
    return bytes
  }
}
