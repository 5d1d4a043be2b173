internal import CCrypto

/// libcrypto of OpenSSL.
///
/// The table is filled once and never changed or freed, which is why threads may share it.
@safe
struct LibCrypto: @unchecked Sendable {
  let functions: UnsafePointer<tradectl_crypto>

  /// The library, opened on first use and kept.
  ///
  /// - Throws: When it is missing, or lacks a function; then it stays like that for the process.
  static func shared() throws(LibraryError) -> LibCrypto { try opened.get() }

  private static let opened = Result { () throws(LibraryError) in
    try LibCrypto(named: TRADECTL_CRYPTO_LIBRARY)
  }

  init(named name: String) throws(LibraryError) {
    let table = UnsafeMutablePointer<tradectl_crypto>.allocate(capacity: 1)
    if let reason = unsafe tradectl_crypto_open(name, table) {
      unsafe table.deallocate()
      throw LibraryError(
        package: TRADECTL_CRYPTO_PACKAGE, reason: unsafe String(cString: reason))
    }
    unsafe functions = UnsafePointer(table)
  }
}
