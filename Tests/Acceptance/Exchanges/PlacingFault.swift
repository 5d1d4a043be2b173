/// What an exchange can answer the request with that places an order, and what has to come of it.
struct PlacingFault: Sendable {
  let name: String
  let reply: String
  /// Of the record.
  var status = "unknown"
  var exit: Int32 = 4
  var code = "OUTCOME_UNKNOWN"
  /// The venue's own, where it is to be told.
  var venueCode: String?

  /// Whether the order can be there.
  var isLost: Bool { status == "unknown" }

  /// The genuine answer, with something about it that is odd or wrong.
  static func changed(_ how: String) -> PlacingFault {
    PlacingFault(name: how, reply: #"{"acts":true,"change":"\#(how)"}"#)
  }

  /// A reply that a script can have.
  static func reply(_ status: Int, _ body: String, _ headers: String = "{}") -> String {
    let text = body.replacing(#"\"#, with: #"\\"#).replacing(#"""#, with: #"\""#)
    return #"{"status":\#(status),"body":"\#(text)","headers":\#(headers)}"#
  }

  static func rejected(_ status: Int, _ body: String, _ code: String) -> PlacingFault {
    PlacingFault(
      name: "a refusal", reply: reply(status, body), status: "rejected", exit: 1,
      code: "VENUE_REJECTED", venueCode: code)
  }

  static func unauthorized(_ status: Int, _ body: String) -> PlacingFault {
    PlacingFault(
      name: "a key that may not trade", reply: reply(status, body), status: "unsent", exit: 77,
      code: "UNAUTHORIZED")
  }

  static func limited(_ status: Int, _ body: String, _ headers: String = "{}") -> PlacingFault {
    PlacingFault(
      name: "too many requests", reply: reply(status, body, headers), status: "unsent", exit: 75,
      code: "RATE_LIMITED")
  }

  static func lost(_ status: Int, _ body: String) -> PlacingFault {
    PlacingFault(name: "an unknown outcome in words", reply: reply(status, body))
  }

  /// What any exchange, or what stands before it, may do.
  static let common: [PlacingFault] = [
    ("a reset", #"{"steps":["\u0000reset"]}"#),
    ("a close without an answer", #"{"steps":["\u0000close"]}"#),
    (
      "half a body",
      ##"{"steps":["HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\":","\u0000close"]}"##
    ),
    ("half a head", ##"{"steps":["HTTP/1.1 200 OK\r\nContent-Le","\u0000close"]}"##),
    ("500", #"{"status":500}"#), ("503", reply(503, #"{"message":"Service unavailable"}"#)),
    ("502 of a gateway", reply(502, "<html>bad gateway</html>")),
    ("504 after it acted", #"{"acts":true,"status":504,"body":"<html>timeout</html>"}"#),
    ("a page", reply(200, "<html>hello</html>", #"{"Content-Type":"text/html"}"#)),
    ("nothing", "{}"), ("an empty object", reply(200, "{}")), ("a list", reply(200, "[]")),
    ("a number", reply(200, "5")), ("null", reply(200, "null")),
    ("half of JSON", reply(200, #"{"code":"0","data":[{"#)),
    ("what is no text", #"{"body":"\u00ff\u00fe{}"}"#),
  ].map { PlacingFault(name: $0, reply: $1) }

  /// Answers that come from elsewhere, or send there.
  static func elsewhere(_ port: UInt16) -> [PlacingFault] {
    [301, 302, 307, 308].map {
      PlacingFault(
        name: "a redirection \($0)",
        reply: reply($0, "", #"{"Location":"http://127.0.0.1:\#(port)/elsewhere"}"#))
    }
  }
}

extension ExchangeBench.Exchange {
  /// Answers in the exchange's own words.
  var ownFaults: [PlacingFault] {
    switch self {
    case .binance, .futures, .aster:
      [
        .rejected(400, #"{"code":-2019,"msg":"Margin is insufficient."}"#, "-2019"),
        .unauthorized(401, #"{"code":-2015,"msg":"Invalid API-key."}"#),
        .limited(429, #"{"code":-1003,"msg":"Too many requests."}"#, #"{"Retry-After":"60"}"#),
        .limited(418, "", #"{"Retry-After":"120"}"#),
        .limited(403, "<html>forbidden</html>"),
        .lost(400, #"{"code":-1006,"msg":"UNKNOWN"}"#),
        .lost(503, #"{"code":-1008,"msg":"busy"}"#),
        .lost(504, #"{"code":-1007,"msg":"Timeout"}"#),
        .rejected(404, "<html>no</html>", "HTTP 404"),
      ]
    case .bybit: Self.bybitFaults
    case .okx: Self.okxFaults
    case .kucoin, .kucoinFutures: kucoinFaults
    case .coinbase: Self.coinbaseFaults
    case .coinbaseExchange:
      [
        .rejected(400, #"{"message":"Insufficient funds"}"#, "HTTP 400"),
        .unauthorized(401, #"{"message":"Invalid API Key"}"#),
        .unauthorized(403, #"{"message":"Forbidden"}"#),
        .limited(429, #"{"message":"Private rate limit exceeded"}"#, #"{"Retry-After":"60"}"#),
        .lost(500, #"{"message":"Internal server error"}"#),
        .rejected(404, #"{"message":"Route not found"}"#, "HTTP 404"),
      ]
    }
  }

  private static var bybitFaults: [PlacingFault] {
    func body(_ code: Int, _ text: String) -> String {
      #"{"retCode":\#(code),"retMsg":"\#(text)","result":{},"retExtInfo":{},"time":1700000000000}"#
    }
    return [
      .rejected(200, body(110007, "ab not enough for new order"), "110007"),
      .unauthorized(200, body(10003, "API key is invalid.")),
      .unauthorized(200, body(10005, "Permission denied for current apikey.")),
      .unauthorized(403, "<html>The Amazon CloudFront distribution is configured</html>"),
      .limited(200, body(10006, "Too many visits!"), #"{"Retry-After":"60"}"#),
      .limited(403, "access too frequent"),
      .lost(200, body(10000, "Server Timeout")), .lost(200, body(10016, "Server error.")),
      .rejected(404, "<html>no</html>", "HTTP 404"),
    ]
  }

  private static var okxFaults: [PlacingFault] {
    func item(_ code: String, _ text: String) -> String {
      #"{"code":"1","data":[{"clOrdId":"","ordId":"","sCode":"\#(code)","sMsg":"\#(text)","#
        + #""tag":"","ts":"1700000000000"}],"inTime":"1","msg":"All operations failed","#
        + #""outTime":"2"}"#
    }
    func whole(_ code: String, _ text: String) -> String {
      #"{"code":"\#(code)","msg":"\#(text)","data":[]}"#
    }
    return [
      .rejected(200, item("51008", "Order failed. Insufficient USDT margin in account"), "51008"),
      .rejected(200, whole("50014", "Parameter sz can not be empty."), "50014"),
      .unauthorized(401, whole("50111", "Invalid OK-ACCESS-KEY")),
      .unauthorized(200, whole("50120", "This API key doesn't have permission to trade")),
      .limited(429, whole("50011", "Too Many Requests"), #"{"Retry-After":"60"}"#),
      .limited(200, item("50061", "Order rate limit of the sub-account is exceeded")),
      .lost(200, whole("50004", "API endpoint request timeout")),
      .lost(503, whole("50001", "Service temporarily unavailable")),
      .lost(200, item("51149", "Order timed out. Please try again later.")),
      .rejected(404, whole("50404", "API endpoint does not exist"), "50404"),
    ]
  }

  private var kucoinFaults: [PlacingFault] {
    func body(_ code: String, _ text: String) -> String { #"{"code":"\#(code)","msg":"\#(text)"}"# }
    let money = self == .kucoin ? "200004" : "300003"
    return [
      .rejected(200, body(money, "Balance insufficient!"), money),
      .rejected(400, body("400100", "Parameter error"), "400100"),
      .unauthorized(401, body("400003", "KC-API-KEY not exists")),
      .unauthorized(200, body("400007", "Access denied--> Require more permission.")),
      .limited(429, body("429000", "Too many requests"), #"{"gw-ratelimit-reset":"60000"}"#),
      .limited(200, body("429000", "Too many requests")),
      .lost(200, body("500000", "Internal server error")),
      .lost(503, body("503000", "Service unavailable")),
      .rejected(404, body("404", "Not Found"), "404"),
    ]
  }

  private static var coinbaseFaults: [PlacingFault] {
    func failed(_ error: String, _ preview: String) -> String {
      #"{"success":false,"failure_reason":"UNKNOWN_FAILURE_REASON","order_id":"","#
        + #""error_response":{"error":"\#(error)","message":"It was not done","error_details":"","#
        + #""preview_failure_reason":"\#(preview)"},"order_configuration":{}}"#
    }
    func error(_ code: String) -> String {
      #"{"error":"\#(code)","error_details":"why","message":"why"}"#
    }
    return [
      .rejected(
        200, failed("INSUFFICIENT_FUND", "PREVIEW_INSUFFICIENT_FUND"), "INSUFFICIENT_FUND"),
      .rejected(
        200, failed("UNKNOWN_FAILURE_REASON", "PREVIEW_INVALID_SIZE_PRECISION"),
        "PREVIEW_INVALID_SIZE_PRECISION"),
      .rejected(400, error("INVALID_ARGUMENT"), "INVALID_ARGUMENT"),
      .unauthorized(401, "Unauthorized"), .unauthorized(403, error("PERMISSION_DENIED")),
      .limited(429, error("RESOURCE_EXHAUSTED"), #"{"Retry-After":"60"}"#),
      .limited(429, "Too many requests"),
      .lost(500, error("INTERNAL")), .lost(503, error("UNAVAILABLE")),
      .rejected(404, "Not Found", "HTTP 404"),
    ]
  }

  /// What it says of a request whose time it does not like; nil where it does not say that.
  var lateReply: String? {
    switch self {
    case .binance, .futures, .aster:
      PlacingFault.reply(400, #"{"code":-1021,"msg":"Timestamp is off."}"#)
    case .bybit: PlacingFault.reply(200, #"{"retCode":10002,"retMsg":"invalid request","time":1}"#)
    case .okx:
      PlacingFault.reply(401, #"{"code":"50102","msg":"Timestamp request expired","data":[]}"#)
    case .kucoin, .kucoinFutures:
      PlacingFault.reply(400, #"{"code":"400002","msg":"KC-API-TIMESTAMP Invalid"}"#)
    case .coinbase: nil
    case .coinbaseExchange: PlacingFault.reply(400, #"{"message":"request timestamp expired"}"#)
    }
  }

  /// What it says of an order that does not fit the grid of its market, or whose market is gone.
  var marketReply: String {
    switch self {
    case .binance, .futures, .aster: PlacingFault.reply(400, #"{"code":-1013,"msg":"no"}"#)
    case .bybit: PlacingFault.reply(200, #"{"retCode":170137,"retMsg":"no","result":{},"time":1}"#)
    case .okx:
      PlacingFault.reply(
        200, #"{"code":"1","msg":"","data":[{"ordId":"","sCode":"51121","sMsg":"no"}]}"#)
    case .kucoin, .kucoinFutures:
      PlacingFault.reply(200, #"{"code":"400100","msg":"Order size increment invalid."}"#)
    case .coinbase:
      PlacingFault.reply(
        200, #"{"success":false,"error_response":{"error":"INVALID_SIZE_PRECISION"}}"#)
    case .coinbaseExchange:
      PlacingFault.reply(400, #"{"message":"size is too accurate. Smallest unit is 0.01"}"#)
    }
  }
}
