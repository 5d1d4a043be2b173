internal import Arguments
internal import Dialects
internal import Domain
internal import VenueInterface
internal import Wire

/// `tradectl venues`: which exchanges there are, and what each of them has.
struct Venues: Command {
  static let name = "venues"
  static let summary = "List the exchanges that are spoken to, and what each of them has."
  static let discussion = """
    Nothing is asked of them. What a record does not list is refused before anything is sent.
    """
  static let examples = [
    Example("tradectl venues", "All of them."),
    Example(
      "tradectl venues | jq -r 'select(.networks | index(\"test\")) | .venue'",
      "Those that can be tried without money."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput]

  var names: [String] = []
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "venue", help: "Exchanges; all of them if none is named."),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let profiles = DialectList.profiles
    for name in names where !profiles.contains(where: { $0.name == name }) {
      let known = profiles.map(\.name).joined(separator: ", ")
      throw .usage("There is no exchange '\(name)'; there are \(known).")
    }
    var answers = try Answers(output, context, onTerminal: .table)
    for profile in profiles where names.isEmpty || names.contains(profile.name) {
      answers.succeed()
      try answers.write { output throws(StreamFailure) in try output.write(profile) }
    }
    return try answers.close()
  }
}

extension RecordOutput {
  fileprivate mutating func write(_ profile: VenueProfile) throws(StreamFailure) {
    begin(.venue)
    text.add(.venue, profile.name)
    text.add(.networks, words: VenueNetwork.allCases.filter { profile.origins[$0] != nil })
    text.add(.markets, words: MarketKind.allCases.filter(profile.markets.contains))
    text.add(.orderTypes, words: OrderType.allCases.filter(profile.orderTypes.contains))
    text.add(.timesInForce, words: TimeInForce.allCases.filter(profile.timesInForce.contains))
    text.add(.keyForms, words: CredentialForm.allCases.filter(profile.credentials.contains))
    text.add(.canAmend, profile.capabilities.canAmend)
    if let validity = profile.capabilities.requestValidity {
      text.add(.requestValidity, validity.text)
    }
    text.add(.ordersPerRequest, profile.capabilities.batching?.ordersMax ?? 1)
    try end()
  }
}

extension JSONText {
  fileprivate mutating func add<Word: RawRepresentable<String>>(_ field: Field, words: [Word]) {
    key(field)
    append(literal: "[")
    for (index, word) in words.enumerated() {
      if index > 0 { append(literal: ",") }
      append(word.rawValue)
    }
    append(literal: "]")
  }
}
