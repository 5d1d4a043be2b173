internal import Arguments
internal import Domain

/// One order by flags.
struct OrderOptions: OptionGroup {
  var id: String?
  var symbol: Symbol?
  var side: Side?
  var type: OrderType?
  var quantity: Quantity?
  var iceberg: Quantity?
  var price: Price?
  var stopPrice: Price?
  var trailing: Rate?
  var stopLoss: Price?
  var takeProfit: Price?
  var leverage: Rate?
  var reduceOnly = false
  var positionSide: PositionSide?

  static let arguments: [Argument<Self>] = [
    .section("ORDER OPTIONS"),
    .option("--id", \.id, value: "text", help: "The order's id, its key against repetition."),
    .option("--symbol", \.symbol, value: "symbol", help: "The market, such as BTC/USDT."),
    .option("--side", \.side, value: "side", help: "Which way the order goes."),
    .option(
      "--type", \.type, value: "type",
      help: "How the order trades; limit where there is a price, else market."),
    .option("--quantity", \.quantity, value: "quantity", help: "Amount in base units."),
    .option(
      "--iceberg", \.iceberg, value: "quantity",
      help: "The part of the quantity that the book shows at a time."),
    .option("--price", \.price, value: "price", help: "The limit price."),
    .option(
      "--stop-price", \.stopPrice, value: "price", help: "The price that triggers the order."),
    .option(
      "--trailing", \.trailing, value: "percent",
      help: "How far a stop order follows the market, instead of waiting at --stop-price."),
    .option(
      "--stop-loss", \.stopLoss, value: "price", help: "Where the position is to be given up."),
    .option(
      "--take-profit", \.takeProfit, value: "price", help: "Where the profit is to be taken."),
    .option(
      "--leverage", \.leverage, value: "number", help: "Notional over margin, from 1 to 125."),
    .flag("--reduce-only", \.reduceOnly, help: "The order may only shrink a position."),
    .option(
      "--position-side", \.positionSide, value: "side",
      help: "Which position is meant where the account holds both apart: long or short."),
  ]

  /// The order; nil where no flag describes one.
  ///
  /// - Throws: Wrong usage where a part of it is missing.
  func intent() throws(CommandFailure) -> Intent? {
    if side == nil, quantity == nil { return nil }
    guard let symbol else { throw .usage("--symbol is missing.") }
    guard !symbol.isInverse else {
      throw .usage(
        "\(symbol) is an inverse contract, which is sized in \(symbol.quote): give a record with "
          + "quote_quantity on standard input.")
    }
    guard let side else { throw .usage("--side is missing.") }
    guard let quantity else { throw .usage("--quantity is missing.") }
    let kind = type ?? (price == nil ? .market : .limit)
    var intent = Intent(symbol: symbol, side: side, type: kind, quantity: quantity)
    intent.id = id
    intent.icebergQuantity = iceberg
    intent.price = price
    intent.stopPrice = stopPrice
    intent.trailingPercent = trailing
    intent.stopLoss = stopLoss
    intent.takeProfit = takeProfit
    intent.leverage = leverage
    intent.isReduceOnly = reduceOnly
    intent.positionSide = positionSide
    return intent
  }
}
