package dev.chirp.internal.iam;

import java.util.List;

/**
 * The access that functions get to a DynamoDB table.
 *
 * @param actions such as {@code GetItem}
 */
record TableAccess(String table, List<String> actions) {

  /** The actions on a table. */
  private static final List<String> ACTIONS =
      List.of(
          "BatchGetItem",
          "BatchWriteItem",
          "ConditionCheckItem",
          "DeleteItem",
          "DescribeTable",
          "GetItem",
          "PutItem",
          "Query",
          "Scan",
          "UpdateItem");

  /** The actions that also apply to a table's indexes. */
  private static final List<String> OF_INDEXES = List.of("Query", "Scan");

  /** Reads {@code table} or {@code table: GetItem Query}. */
  static TableAccess parse(String text) {
    Grant grant = Grant.parse("tables", text, ACTIONS);
    IamNameRules.checkTable(grant.name());
    return new TableAccess(grant.name(), grant.actions());
  }

  boolean readsIndexes() {
    return actions.stream().anyMatch(OF_INDEXES::contains);
  }
}
