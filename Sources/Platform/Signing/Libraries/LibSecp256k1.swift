internal import CSecp256k1

/// libsecp256k1, with the context that its functions want.
///
/// Table and context are made once and never changed or freed, which is why threads may share them:
/// the library only reads a context that is not being made, randomized or destroyed.
@safe
struct LibSecp256k1: @unchecked Sendable {
  let functions: UnsafePointer<tradectl_secp256k1>
  let context: OpaquePointer

  /// The library, opened on first use and kept.
  ///
  /// - Throws: When it is missing, or lacks a function; then it stays like that for the process.
  static func shared() throws(LibraryError) -> LibSecp256k1 { try opened.get() }

  private static let opened = Result { () throws(LibraryError) in
    try LibSecp256k1(named: TRADECTL_SECP256K1_LIBRARY)
  }

  init(named name: String) throws(LibraryError) {
    let table = UnsafeMutablePointer<tradectl_secp256k1>.allocate(capacity: 1)
    if let reason = unsafe tradectl_secp256k1_open(name, table) {
      unsafe table.deallocate()
      throw LibraryError(
        package: TRADECTL_SECP256K1_PACKAGE, reason: unsafe String(cString: reason))
    }
    let made = unsafe table.pointee.secp256k1_context_create(tradectl_secp256k1_no_flags)
    guard let context = unsafe made else {
      unsafe table.deallocate()
      throw LibraryError(
        package: TRADECTL_SECP256K1_PACKAGE, reason: "\(name) makes no context")
    }
    // Blinds the arithmetic, so that its timing and power tell less of the key; it cannot fail.
    var seed = RandomBytes.make(32)
    _ = unsafe table.pointee.secp256k1_context_randomize(context, &seed)
    unsafe functions = UnsafePointer(table)
    unsafe self.context = context
  }
}
