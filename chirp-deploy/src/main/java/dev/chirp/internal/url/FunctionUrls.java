package dev.chirp.internal.url;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Gives functions their own URLs, on the alias if there is one. The function's resource policy says
 * who may call a public URL. A URL with IAM needs no policy there, because the callers' own
 * policies decide within the account.
 *
 * @param alias empty for the unpublished version
 */
public record FunctionUrls(
    Aws aws, FunctionUrl.Access access, Optional<AliasName> alias, Progress progress) {
  /** The most attempts of a change whose response was lost or that someone else reverted. */
  private static final int TRIES = 3;

  /** The time until a change is visible. Afterward it is repeated or fails. */
  private static final Duration SEEN = Duration.ofSeconds(10);

  private static final Duration SEEN_AFTER_FAILURE = Duration.ofSeconds(2);

  /**
   * Plans the changes, or with {@link FunctionUrl.Access#NONE} lists existing URLs. Writes nothing.
   */
  public UrlPlan plan(List<String> functions) {
    UrlReader reader = new UrlReader(aws);
    try (Workers workers = new Workers()) {
      return UrlPlan.of(
          access,
          Workers.all(
              functions.stream()
                  .map(each -> workers.start(() -> reader.all(each, alias)))
                  .toList()));
    }
  }

  /**
   * Applies the plan. The failure of one URL does not stop the others.
   *
   * @param late receives the results so far if Ctrl-C leaves no time for the rest
   * @param gate says when nothing more may start
   */
  public List<FunctionUrl> apply(UrlPlan plan, Consumer<List<FunctionUrl>> late, StartGate gate) {
    Map<UrlState, FunctionUrl> done = new ConcurrentHashMap<>();
    gate.ifLate(
        () -> late.accept(all(plan, done, "the change was in progress or had not started")));
    for (UrlState state : plan.states()) {
      if (state.is(access) || gate.isOpen()) {
        done.put(state, applied(state, gate));
      }
    }
    return all(plan, done, "not tried, because of " + gate.reason());
  }

  private List<FunctionUrl> all(UrlPlan plan, Map<UrlState, FunctionUrl> done, String otherwise) {
    return plan.states().stream()
        .map(
            state ->
                Optional.ofNullable(done.get(state))
                    .orElseGet(() -> failed(state, otherwise, "mvn chirp:deploy again")))
        .toList();
  }

  private FunctionUrl failed(UrlState state, String problem, String hint) {
    return new FunctionUrl(
        state.functionName(),
        state.url(),
        access + "",
        "",
        "its URL is not %s: %s".formatted(access, problem),
        hint);
  }

  private FunctionUrl applied(UrlState before, StartGate gate) {
    if (before.is(access)) {
      return new FunctionUrl(before.functionName(), before.url(), access + "", "", "", "");
    }
    try {
      String url = made(before, gate).url();
      progress.say("%s: URL %s, %s".formatted(before.shown(), url, access));
      return new FunctionUrl(
          before.functionName(), url, access + "", before.described() + " -> " + access, "", "");
    } catch (ChirpException e) {
      gate.notice(e);
      progress.detail(before.shown() + ": no URL", e);
      return failed(before, e.problem(), e.suggestion());
    }
  }

  /**
   * Changes one URL. Its state afterward decides, whatever the calls returned: a response may be
   * lost, and someone else may make the same change.
   */
  private UrlState made(UrlState before, StartGate gate) {
    UrlState now = before;
    for (int left = TRIES; ; left--) {
      Optional<ChirpException> failure = written(now);
      Duration limit = failure.isPresent() ? SEEN_AFTER_FAILURE : SEEN;
      Optional<UrlState> desired = awaited(before, gate.atMost(limit));
      if (desired.isPresent()) {
        return desired.get();
      }
      now = read(before);
      if (left == 1 || !gate.isOpen()) {
        UrlState is = now;
        throw failure.orElseGet(
            () ->
                ChirpException.project(
                        "Lambda accepted the change, but reports that the URL is " + is.described())
                    .withSuggestion("find out who else deploys; mvn chirp:deploy again"));
      }
    }
  }

  /**
   * Writes the change. Returns the failure of a call that may have worked, or collided with someone
   * else's.
   */
  private Optional<ChirpException> written(UrlState state) {
    try {
      new UrlWriter(aws, access).write(state);
      return Optional.empty();
    } catch (ChirpException e) {
      if (AwsRefusal.isUnsure(e) || AwsRefusal.is(e, "ResourceConflictException")) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  private Optional<UrlState> awaited(UrlState before, Duration limit) {
    return new BoundedWait(aws.time(), limit, BoundedWait.STEPS)
        .forAnswer(() -> Optional.of(read(before)).filter(is -> is.is(access)));
  }

  private UrlState read(UrlState state) {
    return new UrlReader(aws).all(state.functionName(), alias).get(0);
  }
}
