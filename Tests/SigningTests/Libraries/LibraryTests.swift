import Testing

@testable import Signing

@Suite struct LibraryTests {
  @Test func `a library that is missing is named with its package`() {
    let crypto = #expect(throws: LibraryError.self) { try LibCrypto(named: "libcrypto.so.0") }
    #expect(crypto?.package == "libssl3")
    #expect(crypto?.explanation.contains("libcrypto.so.0: cannot open") == true)
    #expect(crypto?.explanation.contains("install the package libssl3,") == true)
    let curve = #expect(throws: LibraryError.self) { try LibSecp256k1(named: "libsecp256k1.so.0") }
    #expect(curve?.package == "libsecp256k1-1")
    #expect(curve?.explanation.contains("libsecp256k1.so.0: cannot open") == true)
  }

  @Test func `a library that lacks a function is refused`() {
    let crypto = #expect(throws: LibraryError.self) { try LibCrypto(named: "libc.so.6") }
    #expect(crypto?.reason.contains("d2i_AutoPrivateKey") == true)
    let curve = #expect(throws: LibraryError.self) { try LibSecp256k1(named: "libc.so.6") }
    #expect(curve?.reason.contains("secp256k1_context_create") == true)
  }
}
