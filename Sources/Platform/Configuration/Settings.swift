package import Domain
package import Matching
package import Risk

/// What the configuration file says, and the defaults where it says nothing.
package struct Settings: Hashable, Sendable {
  /// The file; nil where there is none.
  package internal(set) var path: String?
  /// The account and the venue where nobody names another.
  package internal(set) var defaults = DefaultSettings()
  /// Never empty; in the order of the file.
  package internal(set) var accounts = [AccountSettings()]
  /// Those that the file describes; in its order.
  package internal(set) var venues: [VenueSettings] = []
  /// What holds for accounts that do not say otherwise.
  package internal(set) var risk = RiskSettings()
  package internal(set) var paper = PaperSettings()
  package internal(set) var notify = NotifySettings()
  package internal(set) var credentials = CredentialSettings()
  /// Where each key stands that the file has, such as `risk.max_positions`; from 1.
  package internal(set) var lines: [String: Int] = [:]

  /// What holds without a file: one account on paper.
  package init() {}

  /// The venues that need no description: the paper exchange itself.
  package static let paperVenue = "paper"

  /// Every venue that an account may name.
  package var venueNames: [String] { [Self.paperVenue] + venues.map(\.name) }
}

/// Which account and which venue where nobody names another.
package struct DefaultSettings: Hashable, Sendable {
  /// Nil where the file does not say.
  package internal(set) var account: String?
  package internal(set) var venue: String?
}

/// An account as the configuration describes it.
package struct AccountSettings: Hashable, Sendable {
  package internal(set) var name = "main"
  package internal(set) var venue = Settings.paperVenue
  /// The most that is at stake: only an account that is `live` can trade live.
  package internal(set) var mode = TradingMode.paper
  /// Whether it can never place an order.
  package internal(set) var isReadOnly = false
  /// What `/bin/sh -c` runs for the account's key; nil where the key is kept elsewhere.
  package internal(set) var credentialCommand: String?
  /// Whether a key is taken that can withdraw money.
  package internal(set) var allowsWithdrawal = false
  /// Whether its orders on spot are ones on cross margin, as some modes of accounts want it.
  package internal(set) var hasSpotMargin = false
  /// What it is counted in at a venue; nil for what is usual there.
  package internal(set) var currency: String?
  /// The common policy with what the account says otherwise.
  package internal(set) var risk = RiskSettings()
}

/// The limits of an account, and when its day begins.
package struct RiskSettings: Hashable, Sendable {
  package internal(set) var policy = RiskPolicy()
  package internal(set) var dayStart = DayStart.midnightUTC
}

/// A venue that the configuration describes.
package struct VenueSettings: Hashable, Sendable {
  package let name: String
  package let connection: VenueConnection
}

/// How a venue is reached.
package enum VenueConnection: Hashable, Sendable {
  /// By a program on this machine that speaks the gateway protocol.
  case gateway(LocalAddress)
  /// Directly, as an exchange that is known.
  case exchange(ExchangeConnection)
}

/// An exchange that is spoken to directly.
package struct ExchangeConnection: Hashable, Sendable {
  /// Its name among those that are known, such as `binance-futures`.
  package let exchange: String
  /// What is asked in place of the exchange's own hosts, the preferred one first; empty for those.
  package var rest: [String]
  /// What may tell what the market does where the exchange does not answer; never sees a key.
  package var marketFallback: [String] = []
  /// How many requests it may be asked by this machine, beside what the exchange itself allows.
  package var rate: CountLimit?
  /// How many of them at once; nil for as many as `rate` has.
  package var burst: Int?

  package init(_ exchange: String, rest: [String] = []) {
    self.exchange = exchange
    self.rest = rest
  }
}

/// What the configuration has to be told of the exchanges that there are.
package struct KnownExchanges: Sendable {
  /// What users call them; asked for only where a name is needed that nothing else has.
  package let names: @Sendable () -> [String]
  /// What is wrong with an address, as a sentence without its full stop; nil for one that is right.
  package let addressProblem: @Sendable (String) -> String?

  package init(
    names: @escaping @Sendable () -> [String],
    addressProblem: @escaping @Sendable (String) -> String?
  ) {
    self.names = names
    self.addressProblem = addressProblem
  }

  package static let none = KnownExchanges {
    []
  } addressProblem: { _ in
    nil
  }
}

/// Who is told when something happens that a person should know.
package struct NotifySettings: Hashable, Sendable {
  /// What `/bin/sh -c` runs, with the record on its standard input; nil tells nobody.
  package internal(set) var command: String?
  package internal(set) var events = Set(NotifyEvent.allCases)

  /// The command that is to be run for an event.
  package func command(for event: NotifyEvent) -> String? {
    events.contains(event) ? command : nil
  }
}

/// How keys are kept.
package struct CredentialSettings: Hashable, Sendable {
  /// What `/bin/sh -c` runs for the passphrase of the sealed file; nil asks at the terminal.
  package internal(set) var passphraseCommand: String?
}

/// What a person may want to know at once.
package enum NotifyEvent: String, CaseIterable, Hashable, Sendable {
  /// The circuit breaker has tripped.
  case trip
  /// The emergency latch was set.
  case halt
  /// The outcome of an order is unknown.
  case unknown
}
