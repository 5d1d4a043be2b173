import Glibc
import Testing

@testable import Transport

@Suite struct HTTPTransferTests {
  @Test(arguments: [
    ("127.0.0.1", true), ("127.255.255.254", true), ("126.255.255.255", false),
    ("128.0.0.1", false), ("10.0.0.1", false), ("0.0.0.0", false), ("::1", true), ("::", false),
    ("::2", false), ("1::1", false), ("2001:db8::1", false), ("::ffff:127.0.0.1", false),
  ])
  func `only an address of this machine's own leads here`(text: String, isHere: Bool) {
    if text.contains(":") {
      var address = sockaddr_in6()
      #expect(unsafe inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
      #expect(unsafe HTTPTransfer.leadsHere(AF_INET6, &address) == isHere)
    } else {
      var address = sockaddr_in()
      #expect(unsafe inet_pton(AF_INET, text, &address.sin_addr) == 1)
      #expect(unsafe HTTPTransfer.leadsHere(AF_INET, &address) == isHere)
      #expect(unsafe !HTTPTransfer.leadsHere(AF_UNIX, &address))
    }
  }

  @Test func `a request departs once, and nothing is opened after that`() {
    let transfer = HTTPTransfer(headMax: 10, bodyMax: 10, isLocal: true)
    for _ in 0..<2 {
      transfer.begin()
      #expect(!transfer.hasDeparted && !transfer.refusesAnother())
      #expect(transfer.depart() && transfer.hasDeparted && !transfer.wasLost)
      #expect(transfer.refusesAnother() && transfer.wasLost)
      #expect(!transfer.depart())
    }
  }
}
