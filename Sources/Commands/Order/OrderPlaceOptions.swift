internal import Arguments
internal import Domain

/// What an order can say beside what it is.
struct PlaceOptions: OptionGroup {
  var timeInForce: TimeInForce?
  var postOnly = false
  var quote: Notional?
  var percent: Rate?
  var strategy: String?
  var clientOrderID: String?

  static let arguments: [Argument<Self>] = [
    .option(
      "--quote", \.quote, value: "money", help: "Amount in quote currency, instead of --quantity."),
    .option(
      "--percent", \.percent, value: "percent",
      help: "Amount as a share of what is free in the account, instead of --quantity."),
    .option(
      "--time-in-force", \.timeInForce, value: "word",
      help: "How long it stays: gtc, ioc or fok."),
    .flag("--post-only", \.postOnly, help: "Refuse it where it would take at once."),
    .option("--strategy", \.strategy, value: "name", help: "What its results are counted under."),
    .option(
      "--client-order-id", \.clientOrderID, value: "text",
      help: "The venue's name of it, where the one that is made of its key is not wanted."),
  ]
}

extension TimeInForce: ArgumentValue {}
