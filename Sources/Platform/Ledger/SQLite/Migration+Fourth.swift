extension Migration {
  /// The events of an order by where they are, each with the number of the one before it.
  ///
  /// They are looked up seldom and written always: an index of them costs more than it gives.
  static let fourth = """
    DROP INDEX order_events_order;
    DROP TRIGGER order_events_stay;
    ALTER TABLE order_events ADD COLUMN earlier INTEGER;
    UPDATE order_events SET earlier = known.earlier
      FROM (SELECT number, lag(number) OVER (PARTITION BY order_number ORDER BY number) AS earlier
            FROM order_events) AS known
      WHERE known.number = order_events.number;
    CREATE TRIGGER order_events_stay BEFORE UPDATE ON order_events
      BEGIN SELECT raise(ABORT, 'order events are never changed'); END;
    """
}
