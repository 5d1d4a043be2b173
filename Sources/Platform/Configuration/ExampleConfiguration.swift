internal import Matching
internal import Risk

/// A configuration to begin with: every setting with its default, commented out.
package enum ExampleConfiguration {
  /// Made from the tables that read it, so that it cannot fall behind them.
  package static let text = """
    # The configuration of tradectl. A line counts when its # is taken away; what stands here
    # commented out holds anyway, where it is no example. 'tradectl config check' tells what is
    # wrong, 'tradectl config show' what holds and why. docs/configuration.md says more.

    #[defaults]
    # Where no --account and no --venue is given.
    #account = "main"
    #venue = "paper"

    # An account: where it trades, and whose money is at stake. Only an account with the mode live
    # can trade real money, and only with --live or TRADECTL_LIVE=1.
    #[accounts.main]
    #venue = "paper"
    # paper, demo or live.
    #mode = "paper"
    # A read-only account never places an order.
    #read_only = false
    # A program that prints the account's key: {"key": "…", "secret": "…", "passphrase": "…"}.
    #credential_command = "pass show exchange/main"
    # Whether a key is taken that can withdraw money.
    #allow_withdrawal = false
    # Whether orders on spot are ones on cross margin: at okx, for an account in multi-currency or
    # portfolio margin mode.
    #spot_margin = false
    # What it is counted in at an exchange, where that is not USDT, or USD at Coinbase.
    #currency = "USDC"
    # What this account limits otherwise than [risk] does.
    #[accounts.main.risk]
    #max_positions = 5

    # Exchanges such as binance-futures need no description. A venue that a program on this machine
    # speaks to, and an exchange that is reached elsewhere, for example:
    #[venues.desk]
    #gateway = "unix:/run/desk.sock"
    #[venues.local]
    #dialect = "binance-futures"
    #rest = "http://127.0.0.1:8080"
    # Hosts of somebody else that tell what a market does where the exchange does not answer. What
    # has to do with an account never goes there.
    #market_fallback = ["https://data-api.binance.vision"]

    # The limits that every order is judged by; "none" lifts one.
    #[risk]
    \(limits)
    # When the day of daily_loss begins, by the clock of some place.
    #day_start = "00:00 UTC"

    # When trading pauses as a whole, and for how long; "none" is until a person resets it.
    #[breaker]
    #cooldown = "1h"
    #trip_on = [\(causes)]

    # The paper account and its market.
    #[paper]
    \(paper)

    # A program that prints the passphrase of the sealed file of keys; without it you are asked.
    #[credentials]
    #passphrase_command = "pass show tradectl"

    # A command that is told, by a record on its standard input, what a person should know at once.
    #[notify]
    #command = "mail -s tradectl me@example.org"
    #on = [\(events)]

    """

  private static let limits = RiskSetting.allCases.map { setting in
    line(setting.summary, setting.rawValue, RiskPolicy().text(of: setting))
  }.joined(separator: "\n")

  private static let paper = PaperSetting.allCases.map { setting in
    line(setting.summary, setting.rawValue, PaperSettings().text(of: setting))
  }.joined(separator: "\n")

  private static let causes = quoted(BreakerCause.automatic.compactMap(\.setting?.rawValue))
  private static let events = quoted(NotifyEvent.allCases.map(\.rawValue))

  private static func quoted(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// A setting with its sentence; numbers and truths stand without quotes.
  private static func line(_ summary: String, _ name: String, _ value: String) -> String {
    let isBare =
      value == "true" || value == "false"
      || value.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    return "# \(summary)\n#\(name) = \(isBare ? value : "\"\(value)\"")"
  }
}
