package dev.chirp.internal.iam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy of the functions: they may write their own logs and use the project's tables and
 * buckets, and nothing else.
 *
 * @param functionPrefix the prefix of the functions' names on Lambda
 */
record FunctionPolicy(
    ArnScope scope, String functionPrefix, List<TableAccess> tables, List<BucketAccess> buckets) {
  PolicyDocument document() {
    String group = scope.regional("logs", "log-group:/aws/lambda/" + functionPrefix + "*");
    List<Statement> statements = new ArrayList<>();
    statements.add(Statement.allow("Logs", List.of("logs:CreateLogGroup"), List.of(group)));
    // A log stream's ARN begins with its group's ARN.
    statements.add(
        Statement.allow(
            "LogWrite",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(group + ":*")));
    statements.addAll(ofTables());
    for (int i = 0; i < buckets.size(); i++) {
      statements.addAll(ofBucket(buckets.get(i), buckets.size() == 1 ? "" : "" + (i + 1)));
    }
    return PolicyDocument.of(statements);
  }

  /** Returns one statement for all tables that need the same actions. */
  private List<Statement> ofTables() {
    Map<List<String>, List<TableAccess>> byActions =
        tables.stream()
            .collect(
                Collectors.groupingBy(
                    TableAccess::actions, LinkedHashMap::new, Collectors.toList()));
    List<Statement> statements = new ArrayList<>();
    byActions.forEach(
        (actions, same) ->
            statements.add(
                Statement.allow(
                    "Tables" + (byActions.size() == 1 ? "" : statements.size() + 1),
                    of("dynamodb", actions),
                    same.stream().flatMap(this::arns).toList())));
    return statements;
  }

  private Stream<String> arns(TableAccess access) {
    String arn = scope.regional("dynamodb", "table/" + access.table());
    return access.readsIndexes() ? Stream.of(arn, arn + "/index/*") : Stream.of(arn);
  }

  private List<Statement> ofBucket(BucketAccess access, String number) {
    List<Statement> statements = new ArrayList<>();
    List<String> onObjects = new ArrayList<>(access.actions());
    boolean lists = onObjects.remove(BucketAccess.LIST);
    if (!onObjects.isEmpty()) {
      statements.add(
          Statement.allow(
              "BucketObjects" + number,
              of("s3", onObjects),
              List.of(scope.s3(access.bucket() + "/" + access.prefix() + "*"))));
    }
    if (lists) {
      Statement list =
          Statement.allow(
              "BucketList" + number,
              of("s3", List.of(BucketAccess.LIST)),
              List.of(scope.s3(access.bucket())));
      statements.add(
          access.prefix().isEmpty()
              ? list
              : list.when("StringLike", "s3:prefix", access.prefix() + "*"));
    }
    return statements;
  }

  private static List<String> of(String service, List<String> actions) {
    return actions.stream().map(action -> service + ":" + action).toList();
  }
}
