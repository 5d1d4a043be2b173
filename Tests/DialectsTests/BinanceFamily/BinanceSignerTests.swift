import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceSignerTests {
  private static let time = Timestamp(nanoseconds: 1_795_176_000_123_999_999)
  private static let origin = HTTPOrigin(https: "api.binance.com")
  private let dialect = BinanceDialect()

  private func sign(
    _ draft: RequestDraft, _ secret: SigningKey, at time: Timestamp = time
  ) throws -> HTTPRequest {
    let credential = VenueCredential(key: "the-key", secret: secret)
    let signer = try dialect.signer(for: credential, on: .live)
    return try signer.request(draft, to: Self.origin, at: time, nonce: nil)
  }

  private static let body =
    "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&newClientOrderId=tcabc&newOrderRespType=FULL"
    + "&recvWindow=5000&timestamp=1795176000123&signature="
  private static let query =
    "symbol=BTCUSDT&orderId=28&recvWindow=5000&timestamp=1795176000123"
    + "&signature="

  // Computed by the hashlib and cryptography modules of Python.

  static let signatures: [(String, String, String)] = [
    (
      "HMAC", "f50e18456c3d46e52bba9f15f262003ee0ac2a59e62ead3f54d15c7871e15129",
      "f9b150848e2644dabd32dcf1e7c0cb7f5c32cdb6dec4998de7cf6e4ad84f38d2"
    ),
    (
      "Ed25519",
      "dovm%2BcCFEZpH%2FELOosI8DknsCbjjHcSS%2Fo2eCxNGXl4IFuiO3oPTiQ2m%2Br7z%2FGVNMzvfm3VtwxhYb"
        + "%2F7cyNXkBA%3D%3D",
      "24hT4LO8muowU3PV%2BKpNbvZBF%2Fm%2Fwcx%2B5UkfcP3gz1Y9ryBsYw%2BeSfAPiSoXrA7m6dHbvsY8w5%2FNc"
        + "3cjrFP%2FAg%3D%3D"
    ),
    (
      "RSA",
      "iGuivY7yh3MdaWluirJw%2BK1rmwcg2GL3U7cSj4VKODD3aFZ7UOJAJemWBNwfo%2BlF%2BkkiNmRtlI9vOcxMsyE"
        + "%2Bs2VDunZtwzBOpCMSlpQGBZqVEikm1S6Ucn0EyZQewzUpFDlJAUwKVIs%2B5ZOkn8UFWeErhmoaMRRVRDDPs"
        + "PJDTLsmE7hR4PYWRqd7agZxnvYNjrnMdBYHcACWdOSB%2FOl8s1V0VGHS3H%2Bc0b6hWWwIcStg9gvQ8kHYJMN"
        + "%2BxLQVphTTnsD0Dq75zgzXzaCPy1xDKtdyuJJhd9NLYsC%2FzqJ84erMYZ9xK3Tbc3SP8E%2BdOV%2BVzWjo6"
        + "rr5QZXYo0KfPyfRPQ%3D%3D",
      "Iu7%2Bft2a4VQ%2BCEaigNTkUP4%2FEIfN%2Bg6hiOqJ9hObLxo9dtKuZcVdwXmdAwg4PJvvR5Z6RIU0LU%2B6HRB"
        + "4rToblsVXQ6cju%2FoJqU55fey4V81yfPjEqTSZFjettHWjY0MnncWAxmvDt3pD51Mp4XsDUR9kDkufE%2B9S"
        + "iXWoVfrusp7Gcju6tBpSHD3bK5PQMNjRxss9t9%2FZ79tFvy9EJXkS%2B%2B7w%2FwEXupVB7WfSB%2FMwaIN"
        + "LdlAbPUzQ7i3EA6v5bIFbj6YnC%2Bq6jcYeaY7rWqTEMCS7iD8JNKlIY8ZeWo8HPkGqDwzoaS2VwkIGnZ1quc"
        + "RxOcujxoT8GIfYQSAjILQPhw%3D%3D"
    ),
  ]

  private static func key(_ kind: String) throws -> SigningKey {
    switch kind {
    case "HMAC": try TestKeys.hmac()
    case "Ed25519": try TestKeys.ed25519()
    default: try TestKeys.rsa()
    }
  }

  @Test(arguments: signatures)
  func `the signature covers the bytes that are sent, and stands behind them`(
    kind: String, body: String, query: String
  ) throws {
    let placed = try sign(
      try dialect.place(.test(.market), in: .spot).draft, try Self.key(kind))
    #expect(String(decoding: placed.body, as: UTF8.self) == Self.body + body)
    #expect(placed.target == "/api/v3/order" && placed.isWrite && placed.method == .post)
    #expect(
      placed.headers == [
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
        HTTPHeader("X-MBX-APIKEY", "the-key"),
      ])
    let asked = try sign(
      try dialect.order(.test(.spot, .limit, id: "28"))[0].draft, try Self.key(kind))
    #expect(asked.target == "/api/v3/order?" + Self.query + query)
    #expect(asked.body.isEmpty && !asked.isWrite && asked.malformation == nil)
  }

  @Test(arguments: signatures)
  func `neither key nor signature is ever shown`(
    kind: String, body: String, query: String
  ) throws {
    for draft in [
      try dialect.place(.test(.market), in: .spot).draft,
      try dialect.order(.test(.spot, .limit, id: "28"))[0].draft,
    ] {
      let request = try sign(draft, try Self.key(kind))
      let shown = "\(request)"
      #expect(!shown.contains("the-key") && !shown.contains("secret-of-this-test"))
      #expect(!shown.contains(body.prefix(8)) && !shown.contains(query.prefix(8)))
      #expect(shown.contains("X-MBX-APIKEY: ***") && shown.contains("signature=***"))
    }
  }

  @Test func `what anybody may ask carries no key`() throws {
    let open = try sign(dialect.time().draft, try TestKeys.hmac())
    #expect(open.headers.isEmpty && open.secrets.isEmpty && open.target == "/api/v3/time")
    var draft = dialect.time().draft
    draft.access = .keyed
    let keyed = try sign(draft, try TestKeys.hmac())
    #expect(keyed.headers == [HTTPHeader("X-MBX-APIKEY", "the-key")])
    #expect(keyed.target == "/api/v3/time" && keyed.secrets == ["the-key"])
  }

  // Nearly a whole millisecond of the current one has passed.
  @Test(
    arguments: [
      (5_000, 4999), (1_500, 1499), (60_000, 59_999), (60_001, 60_000), (3_600_000, 60_000), (2, 1),
    ] as [(Int64, Int)])
  func `an order is refused by the venue once it is out of date`(
    milliseconds: Int64, window: Int
  ) throws {
    let draft = try dialect.place(
      .test(.market) { $0.validUntil = .test(1_795_176_000_123 + milliseconds) }, in: .spot
    ).draft
    let request = try sign(draft, try TestKeys.hmac())
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(body.contains("&recvWindow=\(window)&timestamp=1795176000123&"))
  }

  @Test(arguments: [1, 0, -1, -100_000] as [Int64])
  func `an order that is out of date is not signed`(milliseconds: Int64) throws {
    let draft = try dialect.place(
      .test(.market) { $0.validUntil = .test(1_795_176_000_123 + milliseconds) }, in: .spot
    ).draft
    #expect(throws: SignerFailure.self) { try sign(draft, try TestKeys.hmac()) }
  }

  @Test func `keys of other kinds are refused at once`() throws {
    for secret in [try TestKeys.p256(), try TestKeys.wallet()] {
      let credential = VenueCredential(key: "k", secret: secret)
      for dialect in [
        BinanceDialect() as any SigningDialect, BinanceFuturesDialect(), AsterDialect(.keys),
      ] {
        #expect(throws: SignerFailure.self) { try dialect.signer(for: credential, on: .test) }
      }
    }
  }

  @Test func `a credential knows its kind`() throws {
    let keys = [
      try TestKeys.hmac(), try TestKeys.ed25519(), try TestKeys.rsa(), try TestKeys.p256(),
      try TestKeys.wallet(),
    ]
    #expect(
      keys.map { VenueCredential(key: "k", secret: $0).form }
        == [.hmac, .ed25519, .rsa, .p256, .secp256k1])
  }
}
