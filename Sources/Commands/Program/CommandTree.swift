package import Arguments

extension CommandTree where Product == any Command {
  /// Everything that a user can type.
  package static let tradectl = CommandTree(
    name: "tradectl",
    version: Program.version,
    summary: "Size, check, execute and replay crypto orders, one JSON line at a time.",
    discussion: """
      Every command reads and writes records, one JSON object a line, so that commands compose \
      through pipes with each other and with jq. Fields that a command does not know travel on \
      unchanged.
      """,
    examples: [
      Example(
        "tradectl size --method risk --equity 10000 --risk 2 --entry 50000 --stop 48000",
        "How much to buy so that the stop costs at most 2 % of the equity."),
      Example(
        """
        cat signals.jsonl | tradectl size --equity 10000 | tradectl risk-check --equity 10000 \\
          | tradectl paper run --data BTC/USDT=trades.csv.gz --equity 10000
        """,
        "Size signals, check them, and see what they would have earned."),
    ],
    environmentPrefix: "TRADECTL_",
    globals: OutputOptions.self
  ) {
    [
      command(Size.self),
      command(RiskCheckCommand.self),
      command(Execute.self),
      .group("order", "Place orders and look after them.") {
        [
          command(OrderPlace.self), command(OrderAmend.self), command(OrderCancel.self),
          command(OrderStatusCommand.self), command(OrderList.self),
          command(OrderHistory.self), command(OrderWatch.self), command(OrderReconcile.self),
          command(OrderResolve.self),
        ]
      },
      command(Positions.self),
      .group("position", "Close, protect and lever positions.") {
        [
          command(PositionClose.self), command(PositionProtect.self),
          command(PositionLeverage.self),
        ]
      },
      command(BalanceCommand.self),
      command(AccountCommand.self),
      command(Fills.self),
      .group("market", "Ask an exchange about its markets.") {
        [
          command(MarketInstruments.self), command(MarketTicker.self), command(MarketBook.self),
          command(MarketTrades.self), command(MarketCandles.self),
        ]
      },
      command(Report.self),
      .group("risk", "See what the limits say, pause trading and resume it.") {
        [command(RiskStatus.self), command(RiskTrip.self), command(RiskReset.self)]
      },
      .group("paper", "Trade on paper, against recorded market data.") {
        [
          command(PaperRun.self), command(PaperAccountCommand.self), command(PaperDeposit.self),
          command(PaperReset.self), command(PaperFeedCommand.self),
        ]
      },
      CommandNode(EmergencyStop.self) {
        $0
      } children: {
        [command(EmergencyStopStatus.self), command(EmergencyStopReset.self)]
      },
      command(Venues.self),
      command(Health.self),
      CommandNode(LimitsCommand.self) {
        $0
      } children: {
        [command(LimitsReset.self)]
      },
      .group("credentials", "Keep the keys of accounts, and see what they may do.") {
        [
          command(CredentialsAdd.self), command(CredentialsList.self),
          command(CredentialsTest.self), command(CredentialsRemove.self),
        ]
      },
      .group("config", "See, check and begin the configuration.") {
        [command(ConfigShow.self), command(ConfigCheck.self), command(ConfigInit.self)]
      },
      .group("ledger", "Copy and check what the orders are kept in.") {
        [command(LedgerBackup.self), command(LedgerVerify.self)]
      },
      command(Metrics.self),
      command(Doctor.self),
      command(Schema.self),
      command(Completions.self),
      command(Manual.self),
    ]
  }

  /// The type of the command with these words, or nil for words that only group others.
  func command(at words: [String]) -> (any Command.Type)? {
    var nodes = commands
    var found: (any ParsableCommand.Type)?
    for word in words {
      guard let node = nodes.first(where: { $0.name == word }) else { return nil }
      found = node.command
      nodes = node.children
    }
    return found as? any Command.Type
  }

  private static func command<Type: Command>(_ type: Type.Type) -> CommandNode<any Command> {
    CommandNode(type) { $0 }
  }
}
