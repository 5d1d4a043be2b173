import VenueInterface

/// A call of a dialect that a case means.
enum UnifiedRequest {
  case change(VenueCall<OrderAnswer>)
  case placing(VenueCall<[BatchedAnswer]>)
  case lookup(VenueCall<OrderLookup>)
  case orders(VenueCall<Page<VenueOrder>>)
  case fills(VenueCall<Page<VenueFill>>)
  case positions(VenueCall<Page<VenuePosition>>)
  /// One whose answer is not compared.
  case other(RequestDraft)

  var draft: RequestDraft {
    switch self {
    case .change(let call): call.draft
    case .placing(let call): call.draft
    case .lookup(let call): call.draft
    case .orders(let call): call.draft
    case .fills(let call): call.draft
    case .positions(let call): call.draft
    case .other(let draft): draft
    }
  }
}
