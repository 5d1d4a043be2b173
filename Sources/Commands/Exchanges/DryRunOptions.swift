internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface

/// Whether requests to an exchange are shown in place of being sent.
struct DryRunOptions: OptionGroup {
  var dryRun = false
  var showSignature = false
  var timestamp: Timestamp?

  static let arguments: [Argument<Self>] = [
    .flag(
      "--dry-run", \.dryRun,
      help: "Send nothing: at an exchange, show the requests that would be sent first."),
    .flag(
      "--show-signature", \.showSignature,
      help: "Show key and signature in the requests of a dry run."),
    .option(
      "--timestamp", \.timestamp, value: "time",
      help: "What the requests of a dry run are signed with, in place of the time now."),
  ]

  /// How requests are shown; nil where they are sent.
  ///
  /// - Throws: Wrong usage where something is said of a dry run that is none.
  func preview() throws(CommandFailure) -> RequestPreview? {
    guard dryRun || (!showSignature && timestamp == nil) else {
      throw .usage("--show-signature and --timestamp are for --dry-run.")
    }
    return dryRun ? RequestPreview(at: timestamp, showsSignature: showSignature) : nil
  }

  /// The same for a command that is about an account.
  ///
  /// - Parameter desk: Of the account.
  /// - Returns: What shows the requests of the account; nil where they are sent.
  /// - Throws: Wrong usage, also where the account is not at an exchange.
  func preview(at desk: OrderDesk) throws(CommandFailure) -> AccountPreview? {
    guard let preview = try preview() else { return nil }
    guard case .venue(let client) = desk.market, let exchange = client as? DialectVenue else {
      throw .usage(
        "--dry-run shows requests to an exchange, and the account \(desk.scope) is not at one.")
    }
    return AccountPreview(exchange: exchange, preview: preview)
  }
}

/// Shows the requests of an account in place of sending them.
struct AccountPreview {
  let exchange: DialectVenue
  let preview: RequestPreview

  func requests(for question: DialectVenue.Question) throws(VenueError) -> [HTTPRequest] {
    try exchange.requests(for: question, preview)
  }
}
