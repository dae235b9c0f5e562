package dev.chirp.internal.release;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Lists the version that each alias points to. Changes nothing. */
public record AliasSurvey(Aws aws, Progress progress) {

  /** Returns one line for each function that has aliases. */
  public List<String> lines(List<String> functions) {
    int width = functions.stream().mapToInt(String::length).max().orElse(1);
    TextTable table = TextTable.of(Column.text(width), Column.text());
    try (Workers workers = new Workers()) {
      List<Future<String>> aliases =
          functions.stream().map(each -> workers.start(() -> aliases(each))).toList();
      for (int i = 0; i < functions.size(); i++) {
        String text = Workers.get(aliases.get(i));
        if (!text.isEmpty()) {
          table.row(functions.get(i), text);
        }
      }
    } catch (ChirpException e) {
      // Without permission to list aliases, the functions are still listed.
      if (!AwsRefusal.isDenied(e)) {
        throw e;
      }
      progress.warn(e.problem(), e);
    }
    return table.lines();
  }

  private String aliases(String function) {
    return AwsRefusal.found(() -> new LambdaVersions(aws).aliases(function))
        .orElse(List.of())
        .stream()
        .map(AliasSurvey::described)
        .collect(Collectors.joining(", "));
  }

  private static String described(Alias alias) {
    String other = alias.otherTraffic();
    return "%s -> %s%s"
        .formatted(alias.name(), alias.version(), other.isEmpty() ? "" : " (" + other + ")");
  }
}
