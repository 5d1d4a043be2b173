import Domain
import VenueInterface
import Wire

// What all replies of the family have in common: `{"code":"200000","data":…}`.

extension VenueReply {
  var kucoinData: ReplyObject {
    get throws(RecordProblem) { try object.object("data") }
  }

  /// The objects of a list that the data is.
  var kucoinObjects: [ReplyObject] {
    get throws(RecordProblem) { try object.objects("data") }
  }

  /// The objects of a page; there is no page where there is nothing.
  var kucoinItems: [ReplyObject] {
    get throws(RecordProblem) {
      guard let data = try object.ifAny("data", object.object),
        let items = try data.ifAny("items", data.objects)
      else { return [] }
      return items
    }
  }

  /// The number of the page that follows; nil for the last one.
  var kucoinNextPage: String? {
    get throws(RecordProblem) {
      let data = try kucoinData
      let page = try data.wholeNumber("currentPage")
      guard page >= 0, page < 1_000_000, page < (try data.wholeNumber("totalPage")) else {
        return nil
      }
      return String(page + 1)
    }
  }
}

extension ReplyObject {
  /// The number of an order that was placed; older endpoints do not say whose it is.
  ///
  /// - Parameter clientOrderID: What the order is called, where the reply says so.
  /// - Returns: The venue's number.
  /// - Throws: A problem that names the member where it is another one.
  func kucoinOrderID(named clientOrderID: String) throws(RecordProblem) -> String {
    if let name = try unlessBlank("clientOid", text), name != clientOrderID {
      throw problem("clientOid", "is that of another order")
    }
    return try identifier("orderId")
  }
}

extension ReplyContainer {
  /// A time in nanoseconds since 1970.
  func nanoseconds(_ key: Key) throws(RecordProblem) -> Timestamp {
    Timestamp(nanoseconds: Int64(try wholeNumber(key)))
  }
}

extension [Trade] {
  /// Oldest first, whichever way they came.
  var inOrder: [Trade] {
    guard let first, let last, first.time > last.time else { return self }
    return reversed()
  }
}
