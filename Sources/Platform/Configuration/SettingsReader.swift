internal import Domain
internal import Matching
internal import Risk

/// Turns a TOML text into settings, and collects everything that is wrong with it.
///
/// A function that reads a value returns what is wrong with it, as a full sentence, or nil.
struct SettingsReader {
  var settings = Settings()
  private(set) var problems: [ConfigurationProblem] = []
  let tables: TomlTables
  private let document: TomlDocument
  let exchanges: KnownExchanges
  /// Venues that are described, but wrongly.
  private var brokenVenues: [String] = []

  init(_ document: TomlDocument, path: String, exchanges: KnownExchanges) {
    self.document = document
    self.exchanges = exchanges
    tables = TomlTables(document)
    settings.path = path
  }

  private static let names = [
    "defaults", "accounts", "venues", "risk", "breaker", "paper", "notify", "credentials",
  ]

  mutating func read() {
    for entry in document.entries { settings.lines[entry.key] = entry.line }
    for entry in tables[[]] where !Self.names.contains(entry.name) {
      report(entry, Unknown.message(entry.name, among: Self.names))
    }
    // Accounts are read last: they build on everything else.
    readTable("venues") { reader, entry in reader.readVenue(entry) }
    readTable("risk") { reader, entry in
      RiskTable.read(entry, into: &reader.settings.risk)
    }
    readTable("breaker") { reader, entry in
      reader.readBreaker(entry)
    }
    readTable("paper") { reader, entry in reader.readPaper(entry) }
    readTable("notify") { reader, entry in reader.readNotify(entry) }
    readTable("credentials") { reader, entry in reader.readCredentials(entry) }
    readTable("defaults") { reader, entry in reader.readDefault(entry) }
    readAccounts()
    checkDefaults()
  }

  // MARK: Tables

  /// Reads what stands directly in a table; a missing one has nothing to read.
  mutating func readTable(
    _ name: String, by read: (inout SettingsReader, TomlDocument.Entry) -> String?
  ) {
    readTable(at: [name], by: read)
  }

  mutating func readTable(
    at path: [String], by read: (inout SettingsReader, TomlDocument.Entry) -> String?
  ) {
    guard isTable(path) else { return }
    for entry in tables[path] {
      if let message = read(&self, entry) { report(entry, message) }
    }
  }

  /// Whether there is such a table; something else by its name is reported.
  private mutating func isTable(_ path: [String]) -> Bool {
    guard let entry = tables[path.dropLast()].first(where: { $0.path == path }) else {
      return false
    }
    if entry.kind == .table { return true }
    report(entry, "\(entry.key) must be a table: write [\(entry.key)].")
    return false
  }

  /// Every venue that an account may name.
  var venueNames: [String] { settings.venueNames + brokenVenues }

  mutating func report(_ entry: TomlDocument.Entry, _ message: String) {
    problems.append(ConfigurationProblem(line: entry.line, key: entry.key, message: message))
  }

  // MARK: Venues

  private mutating func readVenue(_ venue: TomlDocument.Entry) -> String? {
    if let message = Name.problem(with: venue) { return message }
    guard venue.kind == .table else {
      return "\(venue.key) must be a table: write [\(venue.key)]."
    }
    guard venue.name != Settings.paperVenue else {
      return "'paper' is the paper exchange, which has no connection; its table is [paper]."
    }
    var description = VenueDescription()
    var isBroken = false
    for entry in tables[venue.path] {
      if let message = description.read(entry, tables[entry.path], exchanges) {
        report(entry, message)
        isBroken = isBroken || VenueDescription.names.contains(entry.name)
      }
    }
    if !isBroken, let connection = description.connection(named: venue.name, exchanges) {
      settings.venues.append(VenueSettings(name: venue.name, connection: connection))
      return nil
    }
    // A venue that is wrongly described is known all the same to the accounts that name it.
    brokenVenues.append(venue.name)
    return isBroken ? nil : description.problem(named: venue.name)
  }
}

/// What stands in the table of a venue.
private struct VenueDescription {
  static let names = ["gateway", "dialect", "rest", "market_fallback", "rate", "burst"]

  private var gateway: LocalAddress?
  private var dialect: String?
  private var rest: [String] = []
  private var marketFallback: [String] = []
  private var rate: CountLimit?
  private var burst: Int?

  /// Takes a value in.
  ///
  /// - Parameters:
  ///   - entry: The value.
  ///   - elements: Where it is an array, what that holds.
  ///   - exchanges: Those that there are.
  /// - Returns: What is wrong with it, as a full sentence.
  mutating func read(
    _ entry: TomlDocument.Entry, _ elements: [TomlDocument.Entry], _ exchanges: KnownExchanges
  ) -> String? {
    switch entry.name {
    case "gateway":
      gateway = entry.kind == .string ? LocalAddress(entry.text) : nil
      guard gateway == nil else { return nil }
      return "gateway must be \(LocalAddress.wantedForm), not \(entry.phrase)."
    case "dialect":
      let names = exchanges.names()
      guard entry.kind == .string, names.contains(entry.text) else {
        return "dialect must be one of \(names.joined(separator: ", ")), not \(entry.phrase)."
      }
      dialect = entry.text
    case "rest":
      return Self.read(entry, elements, exchanges, into: &rest)
    case "market_fallback":
      return Self.read(entry, elements, exchanges, into: &marketFallback)
    case "rate":
      rate = entry.kind == .string ? CountLimit(text: entry.text) : nil
      guard rate == nil else { return nil }
      return "rate must be requests in a time such as \"50/1s\", not \(entry.phrase)."
    case "burst":
      burst = entry.kind == .number ? Int(entry.text) : nil
      guard let burst, (1...1_000_000).contains(burst) else {
        return "burst must be a number of requests above zero, not \(entry.phrase)."
      }
    default: return Unknown.message(entry.name, among: Self.names)
    }
    return nil
  }

  /// Reads an address, or a list of them.
  private static func read(
    _ entry: TomlDocument.Entry, _ elements: [TomlDocument.Entry], _ exchanges: KnownExchanges,
    into addresses: inout [String]
  ) -> String? {
    let given = entry.kind == .array ? elements : [entry]
    guard !given.isEmpty else { return "\(entry.name) has no address." }
    for address in given {
      guard address.kind == .string else {
        return "\(entry.name) must be an address in quotes, or a list of them, not "
          + "\(address.phrase)."
      }
      if let problem = exchanges.addressProblem(address.text) { return "\(problem)." }
    }
    addresses = given.map(\.text)
    return nil
  }

  /// Nil where nothing says how the venue is reached, or two things do.
  func connection(named name: String, _ exchanges: KnownExchanges) -> VenueConnection? {
    if let gateway { return isOfExchange ? nil : .gateway(gateway) }
    guard let exchange = dialect ?? exchanges.names().first(where: { $0 == name }) else {
      return nil
    }
    var connection = ExchangeConnection(exchange, rest: rest)
    connection.marketFallback = marketFallback
    connection.rate = rate
    connection.burst = burst
    return .exchange(connection)
  }

  /// Whether something is said that only exchanges have.
  private var isOfExchange: Bool {
    dialect != nil || !rest.isEmpty || !marketFallback.isEmpty || rate != nil || burst != nil
  }

  /// Why there is no connection, as a full sentence.
  func problem(named name: String) -> String {
    if gateway != nil { return "a venue has a gateway, or what exchanges have, but not both." }
    return !isOfExchange
      ? "gateway is missing: how is the venue '\(name)' reached?"
      : "dialect is missing: which exchange does '\(name)' speak like?"
  }
}
