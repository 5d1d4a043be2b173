import Testing

/// There is one way to a venue: approved by the policy, written down by the ledger, sent by one call.
@Suite struct OneDoorTests {
  // MARK: What the compiler refuses

  private static let imports =
    "import Domain\nimport Ledger\nimport Lifecycle\nimport Risk\nimport Trading\n"
    + "import VenueInterface\n"

  /// The way, as any target of the package could write it.
  private static let way = """
    func send(
      _ intent: Intent, _ content: OrderContent, _ ledger: Ledger, _ client: any VenueClient
    ) throws {
      let basis = RiskBasis(now: .distantPast, dayStart: .distantPast)
      let request = JournalRequest(content, intent, market: RiskMarket())
      let outcomes = try ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.journal([request], policy: RiskPolicy(), basis)
      }
      guard case .journaled(let order) = outcomes[0] else { return }
      let approved: RiskApproved = order.approved
      _ = (approved, try client.place(journaled: order))
    }
    """

  /// What somebody might try instead, by a name, and why that is refused.
  private static let others: [String: (code: String, reason: String)] = [
    "approveByOneself": (
      "func other(_ intent: Intent) -> RiskApproved { RiskApproved(intent) }",
      "'RiskApproved' initializer is inaccessible due to 'internal' protection level"
    ),
    "approveByExtension": (
      "extension RiskApproved { fileprivate init(other intent: Intent) { self.intent = intent } }",
      "'let' property 'intent' may not be initialized directly"
    ),
    "changeWhatIsApproved": (
      "func other(_ order: RiskApproved) { var order = order; order.intent.quantity = nil }",
      "cannot assign to property: 'intent' is a 'let' constant"
    ),
    "writeDownByOneself": (
      "func other(_ approved: RiskApproved, _ order: StoredOrder) -> JournaledOrder {"
        + " JournaledOrder(approved, order) }",
      "'JournaledOrder' initializer is inaccessible due to 'internal' protection level"
    ),
    "writeDownByExtension": (
      "extension JournaledOrder { fileprivate init(_ other: StoredOrder) { stored = other } }",
      "designated initializer cannot be declared in an extension of 'JournaledOrder'"
    ),
    "writeDownByConvenience": (
      "extension JournaledOrder { fileprivate convenience init(_ other: StoredOrder) {"
        + " stored = other } }",
      "'let' property 'stored' may not be initialized directly"
    ),
    "writeDownBySubclass": (
      "final class Other: JournaledOrder {}", "inheritance from a final class 'JournaledOrder'"
    ),
    "changeWhatIsWrittenDown": (
      "func other(_ order: JournaledOrder, _ stored: StoredOrder) { order.stored = stored }",
      "cannot assign to property: 'stored' is a 'let' constant"
    ),
    "sendWhatIsWished": (
      "func other(_ client: any VenueClient, _ order: Intent) throws {"
        + " _ = try client.place(journaled: order) }",
      "cannot convert value of type 'Intent' to expected argument type 'JournaledOrder'"
    ),
    "sendWhatIsApproved": (
      "func other(_ client: any VenueClient, _ order: RiskApproved) throws {"
        + " _ = try client.place(journaled: order) }",
      "cannot convert value of type 'RiskApproved' to expected argument type 'JournaledOrder'"
    ),
    "sendWhatIsRead": (
      "func other(_ client: any VenueClient, _ order: StoredOrder) throws {"
        + " _ = try client.place(journaled: order) }",
      "cannot convert value of type 'StoredOrder' to expected argument type 'JournaledOrder'"
    ),
    "sendByTheDesk": (
      "func other(_ desk: OrderDesk, _ order: JournaledOrder, _ client: any VenueClient) throws {"
        + " _ = try desk.send(order, client) }",
      "'send' is inaccessible due to 'internal' protection level"
    ),
    "openTheLedgerFromInside": (
      "func other(_ session: LedgerSession) {}", "cannot find type 'LedgerSession' in scope"
    ),
  ]

  @Test func `what goes round the policy or the ledger does not compile, and the way does`() throws
  {
    let compiler = try SnippetCompiler()
    // On its own, because errors elsewhere could hide one of its own.
    #expect(try compiler.errors(in: ["way": Self.imports + Self.way]) == [:])
    let errors = try compiler.errors(
      in: Self.others.mapValues { Self.imports + $0.code + "\n" })
    for (name, other) in Self.others {
      let found = errors[name] ?? []
      #expect(found.count == 1 && found[0].contains(other.reason), "\(name): \(found)")
    }
  }

  @Test func `a piece that is wrong is told from one that is not`() throws {
    let errors = try SnippetCompiler().errors(in: [
      "right": "let right = 1\n", "wrong": "let wrong: Int = \"\"\n",
    ])
    #expect(Array(errors.keys) == ["wrong"])
  }

  // MARK: What the sources say

  private static let files = SourceFile.all(under: "Sources")

  /// Where each step may be written, and how often.
  private static let steps: [(code: String, places: [String: Int])] = [
    ("RiskApproved(", ["Sources/Engine/Risk/RiskPolicy.swift": 1]),
    (
      "JournaledOrder(", ["Sources/Platform/Ledger/Session/LedgerSession+Journal.swift": 2]
    ),
    (
      "place(journaled",
      [
        // Where a venue takes orders together only one after the other.
        "Sources/Trading/Venues/VenueClient.swift": 2,
        "Sources/Trading/Venues/GatewayVenue.swift": 1,
        "Sources/Trading/Exchanges/DialectVenue.swift": 1,
        "Sources/Trading/Orders/OrderDesk+Venue.swift": 1,
      ]
    ),
    (
      "place(together",
      [
        "Sources/Trading/Venues/VenueClient.swift": 2,
        "Sources/Trading/Exchanges/DialectVenue.swift": 1,
        "Sources/Trading/Orders/OrderDesk+Parallel.swift": 1,
      ]
    ),
    (
      "PlaceRequest.init",
      [
        "Sources/Trading/Exchanges/DialectVenue.swift": 1,
        "Sources/Trading/Exchanges/DialectVenue+Requests.swift": 1,
      ]
    ),
    (
      "PlaceRequest(",
      [
        "Sources/Trading/Venues/GatewayVenue.swift": 1,
        // Beside the one that is sent: one to be looked at, and two to be shown.
        "Sources/Trading/Exchanges/DialectVenue.swift": 1,
        "Sources/Trading/Exchanges/DialectVenue+Check.swift": 1,
        "Sources/Trading/Exchanges/DialectVenue+Requests.swift": 2,
      ]
    ),
    ("DialectVenue(", ["Sources/Commands/Exchanges/ExchangeAccess.swift": 2]),
    // One order, or several.
    ("dialect.place(", ["Sources/Trading/Exchanges/DialectVenue.swift": 2]),
    (
      "sender.response(",
      [
        "Sources/Trading/Exchanges/DialectClient.swift": 1,
        "Sources/Commands/Exchanges/TrafficRecorder.swift": 1,
      ]
    ),
    (
      "GatewayConnection(",
      [
        "Sources/Commands/Trading/Context+Desk.swift": 1,
        "Sources/Commands/EmergencyStop/AccountsStop.swift": 1,
      ]
    ),
    // Only what makes an order smaller is amended.
    ("client.amend(", ["Sources/Trading/Orders/OrderDesk+Amend.swift": 1]),
  ]

  @Test func `each step to a venue is written in one place`() {
    for (code, places) in Self.steps {
      var found: [String: Int] = [:]
      for file in Self.files {
        let count = file.lines.count { line in
          line.split(separator: "//", omittingEmptySubsequences: false)[0].contains(code)
        }
        if count > 0 { found[file.path] = count }
      }
      #expect(found == places, "\(code)")
    }
  }

  @Test func `only a venue speaks over its connection, and no target looks inside another`() {
    for file in Self.files {
      for (number, line) in file.lines.enumerated() {
        let asks = line.contains("connection.ask(") || line.contains("GatewayQuestion.place(")
        #expect(
          !asks || file.path == "Sources/Trading/Venues/GatewayVenue.swift", "\(file):\(number + 1)"
        )
      }
      for line in file.imports {
        #expect(!line.attributes.contains { $0.hasPrefix("@testable") || $0.hasPrefix("@_spi") })
      }
    }
  }
}
