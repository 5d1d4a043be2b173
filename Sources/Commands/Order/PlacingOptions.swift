internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface

/// How orders are placed.
struct PlacingOptions: OptionGroup {
  var referencePrices: [ReferencePrice] = []
  var referenceAge: TimeInterval?
  var batchSync = 1
  var parallel = 1
  var batch = false
  var dryRun = DryRunOptions()
  var onReuse = OnReuse.refuse
  var run: String?
  var paperTime = PaperTime.wall

  enum OnReuse: String, CaseIterable, ArgumentValue {
    /// The same id with another order is an error.
    case refuse
    /// It is answered with the order that has the id.
    case replay
  }

  enum PaperTime: String, CaseIterable, ArgumentValue {
    /// Paper orders are sent now.
    case wall
    /// They are sent at the `ts` of their line, for replays of recorded data.
    case line
  }

  static let arguments: [Argument<Self>] = [
    .section("PLACING OPTIONS"),
    .option(
      "--reference-price", \.referencePrices, value: "[symbol=]price",
      help: "What the market pays; on paper, orders fill at it. May be given for several symbols."),
    .option(
      "--reference-age", \.referenceAge, value: "time",
      help: "How old that price is when the command begins."),
    .group(\.dryRun),
    .option(
      "--parallel", \.parallel, value: "count",
      help: "At a venue, so many orders are sent at once; answers keep the order of the lines."),
    .flag(
      "--batch", \.batch,
      help: "At a venue that takes several orders in one request, send them so."),
    .option(
      "--batch-sync", \.batchSync, value: "count",
      help: "So many orders share one sync; their answers come when all are on disk."),
    .option(
      "--on-reuse", \.onReuse, value: "word",
      help: "What an id does that another order has: refuse, or replay that order."),
    .option(
      "--run", \.run, value: "name",
      help: "The name of the run, so that orders without an id are placed once in it."),
    .option(
      "--paper-time", \.paperTime, value: "word",
      help: "When a paper order is sent: now (wall), or at its line's ts (line)."),
  ]

  /// Has the orders of an account placed like this.
  ///
  /// - Parameter desk: Of the account.
  /// - Returns: So many lines are taken together.
  /// - Throws: Wrong usage for counts that are out of range, or what the market of the account has no
  ///   use for.
  func apply(to desk: OrderDesk) throws(CommandFailure) -> Int {
    guard (1...10_000).contains(batchSync) else {
      throw .usage("--batch-sync must be a number from 1 to 10000.")
    }
    guard (1...64).contains(parallel) else {
      throw .usage("--parallel must be a number from 1 to 64.")
    }
    guard referenceAge == nil || !referencePrices.isEmpty else {
      throw .usage("--reference-age is that of --reference-price, which is missing.")
    }
    switch desk.market {
    case .paper:
      guard parallel == 1, !batch else {
        throw .usage(
          "\(batch ? "--batch" : "--parallel") is for venues; on paper, --batch-sync makes a stream"
            + " fast.")
      }
      return batchSync
    case .venue(let client):
      guard paperTime == .wall else {
        throw .usage("--paper-time is for paper; \(desk.scope.venue) has a clock of its own.")
      }
      guard batch else { return max(batchSync, parallel) }
      // What a gateway speaks has no such request.
      guard let batching = (client as? DialectVenue)?.dialect.profile.capabilities.batching else {
        throw .usage("\(desk.scope.venue) takes one order a request; leave --batch out.")
      }
      desk.sharesRequests = true
      return max(batchSync, parallel * batching.ordersMax)
    }
  }
}
