import Testing

@testable import Configuration

@Suite struct GatewayAddressTests {
  @Test(arguments: [
    ("unix:/run/desk.sock", GatewayAddress.unix(path: "/run/desk.sock")),
    ("127.0.0.1:7070", .loopback(host: "127.0.0.1", port: 7070)),
    ("127.255.0.9:1", .loopback(host: "127.255.0.9", port: 1)),
    ("[::1]:65535", .loopback(host: "::1", port: 65535)),
  ])
  func `an address of this machine is read and written alike`(
    text: String, address: GatewayAddress
  ) {
    #expect(GatewayAddress(text: text) == address)
    #expect(address.text == text)
  }

  @Test(arguments: [
    "", "unix:", "unix:desk.sock", "unix:/a\u{0}b", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
    "127.0.0.1:65536", "127.0.0.1:+80", "127.0.0.1:8 0", "0.0.0.0:80", "10.0.0.1:80",
    "128.0.0.1:80", "127.0.0:80", "127.0.0.0.1:80", "127.0.0.256:80", "127.0..1:80",
    "127.0.0.+1:80", "localhost:80", "example.org:80", "::1:80", "[::2]:80", "[::1]",
    "http://127.0.0.1:80", "127.0.0.1.example.org:80",
  ])
  func `everything else is refused`(text: String) {
    #expect(GatewayAddress(text: text) == nil)
  }

  @Test func `a socket's name has room for 107 bytes`() {
    let path = "/" + String(repeating: "a", count: 106)
    #expect(GatewayAddress(text: "unix:\(path)") == .unix(path: path))
    #expect(GatewayAddress(text: "unix:\(path)a") == nil)
  }
}
