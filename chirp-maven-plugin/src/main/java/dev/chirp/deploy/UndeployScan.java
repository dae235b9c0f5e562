package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Looks for what a project left on Lambda: by name first, then by tags. It changes nothing. */
final class UndeployScan {
  private static final String GROUPS = "/aws/lambda/";
  private static final String OF_LAMBDA =
      "it has no tags, as those that Lambda makes for a function that logs";

  private final Aws aws;
  private final Ownership ownership;
  private final List<UndeployItem> items = new ArrayList<>();
  private final List<ChirpException> failures = new ArrayList<>();

  UndeployScan(Aws aws, Ownership ownership) {
    this.aws = aws;
    this.ownership = ownership;
  }

  /**
   * All functions with that prefix, or one.
   *
   * @param only a function's name with the prefix
   */
  UndeployPlan run(String prefix, Optional<String> only) {
    attempt(() -> only.map(List::of).orElseGet(() -> functions(prefix)))
        .ifPresent(names -> names.forEach(this::addFunction));
    attempt(() -> groups(only.orElse(prefix)))
        .ifPresent(
            groups ->
                groups.stream()
                    .filter(group -> only.map(name -> isOf(group, name)).orElse(true))
                    .forEach(this::addGroup));
    return new UndeployPlan(items, failures);
  }

  private static boolean isOf(LogGroup group, String function) {
    return group.logGroupName().equals(GROUPS + function);
  }

  /** What cannot be read stays, and hides nothing else. */
  private <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ChirpException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private List<String> functions(String prefix) {
    return aws.call(
        "lambda:ListFunctions",
        "functions '" + prefix + "*'",
        () ->
            aws.lambda().listFunctionsPaginator().functions().stream()
                .map(FunctionConfiguration::functionName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList());
  }

  private List<LogGroup> groups(String prefix) {
    return aws.call(
        "logs:DescribeLogGroups",
        "log groups '" + GROUPS + prefix + "*'",
        () ->
            aws
                .logs()
                .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(GROUPS + prefix))
                .logGroups()
                .stream()
                .toList());
  }

  private void addFunction(String name) {
    attempt(() -> functionTags(name))
        .flatMap(tags -> tags)
        .ifPresent(
            tags ->
                items.add(new UndeployItem(UndeployItem.Kind.FUNCTION, name, name, kept(tags))));
  }

  /** Empty when it is not there. GetFunction has a limit of its own, which is the highest. */
  private Optional<Map<String, String>> functionTags(String name) {
    return aws.call(
        "lambda:GetFunction",
        "function '" + name + "'",
        () -> {
          try {
            return Optional.of(aws.lambda().getFunction(r -> r.functionName(name)).tags());
          } catch (software.amazon.awssdk.services.lambda.model.ResourceNotFoundException ignored) {
            return Optional.empty();
          }
        });
  }

  private void addGroup(LogGroup group) {
    String name = group.logGroupName();
    attempt(() -> groupTags(group))
        .flatMap(tags -> tags)
        .ifPresent(
            tags ->
                items.add(
                    new UndeployItem(
                        UndeployItem.Kind.LOG_GROUP,
                        name,
                        name.substring(GROUPS.length()),
                        tags.isEmpty() ? OF_LAMBDA : kept(tags))));
  }

  private Optional<Map<String, String>> groupTags(LogGroup group) {
    String arn = group.arn().replaceFirst(":\\*$", "");
    return aws.call(
        "logs:ListTagsForResource",
        "log group '" + group.logGroupName() + "'",
        () -> {
          try {
            return Optional.of(aws.logs().listTagsForResource(r -> r.resourceArn(arn)).tags());
          } catch (ResourceNotFoundException ignored) {
            return Optional.empty();
          }
        });
  }

  private String kept(Map<String, String> tags) {
    return ownership.owns(tags) ? "" : "it was made by " + Ownership.makerOf(tags);
  }
}
