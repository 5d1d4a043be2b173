extension Migration {
  /// Positions by side, for accounts that hold both sides of a market apart.
  ///
  /// The side is empty where there is one position; its table has to be made anew, because the side
  /// is a part of its key.
  static let third = """
    ALTER TABLE positions RENAME TO positions_before;
    CREATE TABLE positions (
      account INTEGER NOT NULL, symbol TEXT NOT NULL, position_side TEXT NOT NULL DEFAULT '',
      quantity TEXT NOT NULL, cost TEXT NOT NULL,
      realized_profit TEXT NOT NULL, fees TEXT NOT NULL, opened_at INTEGER NOT NULL,
      stop_loss TEXT, take_profit TEXT, strategy TEXT,
      entered_quantity TEXT NOT NULL, entered_value TEXT NOT NULL, exited_value TEXT NOT NULL,
      PRIMARY KEY (account, symbol, position_side)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO positions (account, symbol, quantity, cost, realized_profit, fees, opened_at,
      stop_loss, take_profit, strategy, entered_quantity, entered_value, exited_value)
      SELECT account, symbol, quantity, cost, realized_profit, fees, opened_at, stop_loss,
        take_profit, strategy, entered_quantity, entered_value, exited_value
      FROM positions_before;
    DROP TABLE positions_before;
    """
}
