extension Migration {
  /// Orders that show a part of themselves, that trail, or that mean one side of a hedged account.
  ///
  /// Orders of before have none of that, and their events say nothing of it either.
  static let second = """
    ALTER TABLE orders ADD COLUMN iceberg_quantity TEXT;
    ALTER TABLE orders ADD COLUMN trailing_percent TEXT;
    ALTER TABLE orders ADD COLUMN position_side TEXT;
    """
}
