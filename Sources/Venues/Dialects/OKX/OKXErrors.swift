import Domain
import VenueInterface
import Wire

/// What the venue's refusals mean for who asked.
///
/// Source: "Error Code" of www.okx.com/docs-v5/en. What is sent as a list is answered with code 1
/// or 2 where not all of it was done, and each item says by its own code what became of it.
enum OKXErrors {
  /// Refusals that follow from the grid or the limits of a market, or from its end.
  private static let marketCodes: Set<String> = [
    "50122", "51001", "51020", "51087", "51101", "51120", "51121", "51122", "51150", "51201",
    "51202", "51203",
  ]

  static func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(let code, _) = refusal else { return false }
    return marketCodes.contains(code)
  }

  static func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    guard let content = try? reply?.object, let code = try? content.wholeNumber("code") else {
      return response.failure(to: draft)
    }
    let message = (try? content.unlessBlank("msg", content.text)) ?? nil
    // Each order is judged by what is said of itself.
    if draft.orders > 1, (0...2).contains(code), isTold(content) { return nil }
    if let item = item(of: content) { return meaning(item.code, item.message, response, draft) }
    if code == 0 { return response.failure(to: draft) }
    return meaning(code, message ?? "the venue gives no reason", response, draft)
  }

  /// Why one of several things was not done; nil where it was.
  static func failure(_ item: ReplyObject, to draft: RequestDraft) -> VenueError? {
    refusal(item).flatMap { meaning($0.code, $0.message, .part, draft) }
  }

  /// Whether an answer says of each thing what became of it.
  private static func isTold(_ content: ReplyObject) -> Bool {
    (try? content.list("data").object(0).has("sCode")) ?? false
  }

  /// What the first item says that was not done.
  private static func item(of content: ReplyObject) -> (code: Int, message: String)? {
    (try? content.list("data").object(0)).flatMap(refusal)
  }

  private static func refusal(_ item: ReplyObject) -> (code: Int, message: String)? {
    guard let code = try? item.wholeNumber("sCode"), code != 0 else { return nil }
    return (code, (try? item.text("sMsg")) ?? "the venue gives no reason")
  }

  private static func isAboutTradeMode(_ message: String, _ draft: RequestDraft) -> Bool {
    draft.purpose == .place && draft.market?.kind == .spot && message.contains("tdMode")
  }

  /// Whether a request begins a list of a kind of orders that an account need not have.
  private static func asksForDispensable(_ draft: RequestDraft) -> Bool {
    guard OKXAlgoOrders.paths.contains(draft.path),
      !draft.query.contains(where: { $0.name == "after" })
    else { return false }
    let word = draft.query.first { $0.name == "ordType" }?.value
    return word.flatMap(OKXAlgoKind.init)?.isDispensable ?? false
  }

  /// Nil where what was asked for is on its way already.
  private static func meaning(
    _ code: Int, _ message: String, _ response: HTTPResponse, _ draft: RequestDraft
  ) -> VenueError? {
    switch code {
    // Timed out, or the system has an error: it says itself that nothing can be said.
    case 50001, 50004, 50026, 51054, 51149: .unknown("\(message) (\(code))", to: draft)
    // It came too late, or its time is not the venue's.
    case 50036, 50037, 50102, 50112: .notSent(reason: "\(message) (\(code))")
    case 50011, 50013, 50040, 50061: .rateLimited(retryAfter: response.retryAfter)
    case 50100, 50101, 50103...50107, 50110, 50111, 50113...50121, 50005, 50007, 50009, 50012,
      50030, 50035:
      .unauthorized(message: message)
    // There is none, there is none any more, or it has become another one.
    case 51400, 51401, 51402, 51405, 51416, 51503, 51509, 51510, 51603: .notFound(message: message)
    // A kind of order that there is not has no orders.
    case 51000 where asksForDispensable(draft): .notFound(message: message)
    case 51010 where draft.purpose == .place && draft.market?.kind == .spot,
      51000 where isAboutTradeMode(message, draft):
      .rejected(
        code: String(code),
        message: "\(message) (an account in multi-currency or portfolio margin mode wants "
          + "spot_margin = true in the configuration, and any other must not have it)")
    // One code stands for two things there.
    case 51412:
      message.contains("triggered")
        ? .notFound(message: message) : .unknown("\(message) (\(code))", to: draft)
    // It is being cancelled already, and will tell its end.
    case 51410 where draft.purpose == .cancel: nil
    default:
      response.status >= 500
        ? .unknown(response.name("\(message) (\(code))"), to: draft)
        : .rejected(code: String(code), message: message)
    }
  }
}
