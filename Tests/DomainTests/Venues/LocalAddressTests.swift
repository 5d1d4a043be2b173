import Domain
import Testing

@Suite struct LocalAddressTests {
  @Test(arguments: [
    ("unix:/run/desk.sock", LocalAddress.unix(path: "/run/desk.sock")),
    ("127.0.0.1:7070", .loopback(port: 7070, isVersion6: false)),
    ("127.0.0.1:1", .loopback(port: 1, isVersion6: false)),
    ("[::1]:65535", .loopback(port: 65535, isVersion6: true)),
  ])
  func `an address of this machine is read and written alike`(
    text: String, address: LocalAddress
  ) {
    #expect(LocalAddress(text) == address)
    #expect(address.description == text)
  }

  @Test(arguments: [
    "", "unix:", "unix:desk.sock", "unix:/a\u{0}b", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
    "127.0.0.1:65536", "127.0.0.1:+80", "127.0.0.1:8 0", "127.0.0.1:1x", "127.0.0.1:٣",
    "0.0.0.0:80", "10.0.0.1:80", "127.0.0.2:80", "128.0.0.1:80", "127.0.0:80", "127.0.0.0.1:80",
    "127.0.0.256:80", "127.0..1:80", "127.0.0.+1:80", "localhost:80", "example.org:80", "::1:80",
    "[::2]:80", "[::]:80", "[::1]", "http://127.0.0.1:80", "127.0.0.1.example.org:80",
    " 127.0.0.1:80", ":80",
  ])
  func `everything else is refused`(text: String) {
    #expect(LocalAddress(text) == nil)
  }

  @Test func `a socket's name has room for 107 bytes`() {
    let path = "/" + String(repeating: "a", count: 106)
    #expect(LocalAddress("unix:\(path)") == .unix(path: path))
    #expect(LocalAddress("unix:\(path)a") == nil)
  }
}
