extension Migration {
  /// Everything there is, as a new ledger has it.
  ///
  /// Numbers are exact decimal texts, times are nanoseconds since 1970, so that the tables can be
  /// read with any SQLite program.
  static let whole = """
    CREATE TABLE accounts (
      number INTEGER PRIMARY KEY,
      mode TEXT NOT NULL, venue TEXT NOT NULL, account TEXT NOT NULL,
      positions_from INTEGER NOT NULL DEFAULT 0,
      UNIQUE (mode, venue, account)
    ) STRICT;

    CREATE TABLE orders (
      number INTEGER PRIMARY KEY,
      account INTEGER NOT NULL,
      key TEXT NOT NULL, key_is_used INTEGER NOT NULL,
      fingerprint BLOB NOT NULL, client_order_id TEXT NOT NULL, id TEXT, order_id TEXT,
      parent INTEGER, role TEXT NOT NULL, strategy TEXT,
      symbol TEXT NOT NULL, side TEXT NOT NULL, order_type TEXT NOT NULL,
      quantity TEXT NOT NULL, price TEXT, stop_price TEXT, time_in_force TEXT NOT NULL,
      post_only INTEGER NOT NULL, reduce_only INTEGER NOT NULL,
      stop_loss TEXT, take_profit TEXT, leverage TEXT, valid_until INTEGER,
      iceberg_quantity TEXT, trailing_percent TEXT, position_side TEXT,
      state TEXT NOT NULL, filled TEXT NOT NULL, traded TEXT NOT NULL,
      fee TEXT NOT NULL, fee_asset TEXT, cancel_requested INTEGER NOT NULL,
      reason TEXT, error_code TEXT, error_message TEXT, arrival_price TEXT,
      created_at INTEGER NOT NULL, sent_at INTEGER, acknowledged_at INTEGER,
      first_filled_at INTEGER, final_at INTEGER,
      last_event INTEGER NOT NULL,
      line TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX orders_key ON orders (account, key) WHERE key_is_used = 1;
    CREATE INDEX orders_free_key ON orders (account, key) WHERE key_is_used = 0;
    CREATE UNIQUE INDEX orders_client_order_id ON orders (account, client_order_id)
      WHERE key_is_used = 1;
    CREATE INDEX orders_order_id ON orders (account, order_id) WHERE order_id IS NOT NULL;
    CREATE INDEX orders_open ON orders (account) WHERE final_at IS NULL;
    CREATE INDEX orders_parent ON orders (parent) WHERE parent IS NOT NULL;
    CREATE INDEX orders_created_at ON orders (account, created_at);

    CREATE TABLE order_events (
      number INTEGER PRIMARY KEY,
      order_number INTEGER NOT NULL,
      time INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
      previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
      -- The event of the same order before this one.
      earlier INTEGER
    ) STRICT;
    CREATE TRIGGER order_events_stay BEFORE UPDATE ON order_events
      BEGIN SELECT raise(ABORT, 'order events are never changed'); END;
    CREATE TRIGGER order_events_remain BEFORE DELETE ON order_events
      BEGIN SELECT raise(ABORT, 'order events are never deleted'); END;

    CREATE TABLE fills (
      number INTEGER PRIMARY KEY,
      account INTEGER NOT NULL, order_number INTEGER NOT NULL,
      symbol TEXT NOT NULL, fill_id TEXT NOT NULL,
      side TEXT NOT NULL, price TEXT NOT NULL, quantity TEXT NOT NULL,
      fee TEXT NOT NULL, fee_asset TEXT NOT NULL, liquidity TEXT NOT NULL,
      realized_profit TEXT NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX fills_id ON fills (account, symbol, fill_id);
    CREATE INDEX fills_order ON fills (order_number);
    CREATE INDEX fills_time ON fills (account, time);

    CREATE TABLE positions (
      -- The side is empty where there is one position.
      account INTEGER NOT NULL, symbol TEXT NOT NULL, position_side TEXT NOT NULL DEFAULT '',
      quantity TEXT NOT NULL, cost TEXT NOT NULL,
      realized_profit TEXT NOT NULL, fees TEXT NOT NULL, opened_at INTEGER NOT NULL,
      stop_loss TEXT, take_profit TEXT, strategy TEXT,
      entered_quantity TEXT NOT NULL, entered_value TEXT NOT NULL, exited_value TEXT NOT NULL,
      PRIMARY KEY (account, symbol, position_side)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE leverages (
      account INTEGER NOT NULL, symbol TEXT NOT NULL, leverage TEXT NOT NULL,
      PRIMARY KEY (account, symbol)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE closed_positions (
      number INTEGER PRIMARY KEY,
      account INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
      quantity TEXT NOT NULL, entry_price TEXT NOT NULL, exit_price TEXT NOT NULL,
      realized_profit TEXT NOT NULL, fees TEXT NOT NULL,
      opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL, reason TEXT NOT NULL, strategy TEXT
    ) STRICT;
    CREATE INDEX closed_positions_time ON closed_positions (account, closed_at);

    CREATE TABLE equity_samples (
      account INTEGER NOT NULL, time INTEGER NOT NULL, equity TEXT NOT NULL,
      PRIMARY KEY (account, time)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE risk_days (
      account INTEGER NOT NULL, start INTEGER NOT NULL, equity TEXT NOT NULL,
      PRIMARY KEY (account, start)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE peaks (
      account INTEGER PRIMARY KEY, time INTEGER NOT NULL, equity TEXT NOT NULL
    ) STRICT;

    CREATE TABLE refusals (
      number INTEGER PRIMARY KEY,
      account INTEGER NOT NULL, time INTEGER NOT NULL,
      symbol TEXT NOT NULL, status TEXT NOT NULL, codes TEXT NOT NULL
    ) STRICT;
    CREATE INDEX refusals_time ON refusals (account, time);
    CREATE TABLE breaker (
      number INTEGER PRIMARY KEY,
      account INTEGER NOT NULL, time INTEGER NOT NULL, tripped INTEGER NOT NULL,
      code TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL, until INTEGER
    ) STRICT;
    CREATE INDEX breaker_account ON breaker (account);
    CREATE TABLE latch (
      number INTEGER PRIMARY KEY,
      time INTEGER NOT NULL, halted INTEGER NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL
    ) STRICT;
    CREATE TABLE nonces (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE prices (
      venue TEXT NOT NULL, symbol TEXT NOT NULL,
      time INTEGER NOT NULL, last TEXT NOT NULL, bid TEXT, ask TEXT,
      PRIMARY KEY (venue, symbol)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE paper_accounts (account INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
    CREATE TABLE paper_markets (
      account INTEGER NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
      PRIMARY KEY (account, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE paper_orders (
      account INTEGER NOT NULL, number INTEGER NOT NULL, order_number INTEGER, state TEXT NOT NULL,
      PRIMARY KEY (account, number)
    ) STRICT, WITHOUT ROWID;
    """
}
