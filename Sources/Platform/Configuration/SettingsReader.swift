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
  /// Venues that are described, but wrongly.
  private var brokenVenues: [String] = []

  init(_ document: TomlDocument, path: String) {
    self.document = document
    tables = TomlTables(document)
    settings.path = path
  }

  private static let names = [
    "defaults", "accounts", "venues", "risk", "breaker", "paper", "notify",
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
    var connection: VenueConnection?
    var isBroken = false
    for entry in tables[venue.path] {
      guard entry.name == "gateway" else {
        report(entry, Unknown.message(entry.name, among: ["gateway"]))
        continue
      }
      if entry.kind == .string, let address = LocalAddress(entry.text) {
        connection = .gateway(address)
      } else {
        report(entry, "gateway must be \(LocalAddress.wantedForm), not \(entry.phrase).")
        isBroken = true
      }
    }
    guard let connection else {
      // A venue that is wrongly described is known all the same to the accounts that name it.
      brokenVenues.append(venue.name)
      return isBroken ? nil : "gateway is missing: how is the venue '\(venue.name)' reached?"
    }
    settings.venues.append(VenueSettings(name: venue.name, connection: connection))
    return nil
  }
}
