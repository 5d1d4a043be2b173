/// What kind of thing went wrong; it decides the exit status where nothing succeeded.
package enum FailureClass: String, CaseIterable, Hashable, Sendable {
  case input, config, auth, risk, halt, rate, venue, network, `internal`
}

/// Whether and how the same line may be tried again.
package enum RetryAdvice: String, CaseIterable, Hashable, Sendable {
  case never, after
  case sameID = "same_id"
  case reconcileFirst = "reconcile_first"
}

/// The content of a record's `error`: a stable code, its class, a sentence and a hint.
package struct FailureDetail: Hashable, Sendable {
  package let code: String
  package let failureClass: FailureClass
  /// One sentence, without its full stop.
  package let message: String
  package var retry = RetryAdvice.never
  /// Whether the order was placed all the same, and only a part of what was asked for failed.
  package var isPartial = false
  /// When asking again may help.
  package var retryAfterMilliseconds: Int?
  /// The field that is at fault.
  package var field: String?
  /// The offset of the first wrong byte in the line, from 0.
  package var offset: Int?
  /// The venue's own name of what went wrong, and its own words.
  package var venueCode: String?
  package var venueMessage: String?
  /// What to do about it.
  package var hint: String?

  package init(
    _ code: String, _ failureClass: FailureClass, _ message: String, field: String? = nil,
    hint: String? = nil
  ) {
    self.code = code
    self.failureClass = failureClass
    self.message = message
    self.field = field
    self.hint = hint
  }

  package init(_ problem: RecordProblem) {
    self.init(problem.code, .input, problem.message, field: problem.field)
    offset = problem.offset
  }
}

extension JSONText {
  /// The members of an `error` object.
  package mutating func add(_ detail: FailureDetail) {
    add(.code, word: detail.code)
    add(.errorClass, word: detail.failureClass.rawValue)
    add(.message, detail.message)
    if let field = detail.field { add(.field, field) }
    if let offset = detail.offset { add(.offset, offset) }
    add(.retry, word: detail.retry.rawValue)
    if let wait = detail.retryAfterMilliseconds { add(.retryAfter, wait) }
    if let code = detail.venueCode { add(.venueCode, code) }
    if let message = detail.venueMessage { add(.venueMessage, message) }
    if let hint = detail.hint { add(.hint, hint) }
  }
}
