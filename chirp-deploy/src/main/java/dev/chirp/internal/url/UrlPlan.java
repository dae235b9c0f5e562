package dev.chirp.internal.url;

import dev.chirp.internal.core.FunctionUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The plan for the functions' URLs. */
public final class UrlPlan {
  private final FunctionUrl.Access access;
  private final List<UrlState> states;
  private final List<UrlState> others;

  private UrlPlan(FunctionUrl.Access access, List<UrlState> states, List<UrlState> others) {
    this.access = access;
    this.states = List.copyOf(states);
    this.others = List.copyOf(others);
  }

  /**
   * Creates the plan.
   *
   * @param found for each function, the requested URL first, then those on other aliases
   */
  static UrlPlan of(FunctionUrl.Access access, List<List<UrlState>> found) {
    return new UrlPlan(
        access,
        found.stream().map(each -> each.get(0)).toList(),
        found.stream().flatMap(each -> each.stream().skip(1)).toList());
  }

  List<UrlState> states() {
    return states;
  }

  /** Returns whether no URL would change. */
  public boolean isUnchanged() {
    return access == FunctionUrl.Access.NONE || states.stream().allMatch(state -> state.is(access));
  }

  /** Returns one line per function, and one for each other URL that stays, unless it is public. */
  public List<String> lines() {
    Stream<String> planned =
        access == FunctionUrl.Access.NONE ? Stream.empty() : states.stream().map(this::line);
    return Stream.concat(
            planned,
            staying()
                .filter(state -> !state.isPublic() && !state.url().isEmpty())
                .map(UrlState::staying))
        .toList();
  }

  /**
   * Returns the URLs that Chirp leaves alone: those on other aliases, or all if it manages none.
   */
  private Stream<UrlState> staying() {
    return access == FunctionUrl.Access.NONE
        ? Stream.concat(states.stream(), others.stream())
        : others.stream();
  }

  private String line(UrlState state) {
    return "%s  URL: %s"
        .formatted(
            state.shown(),
            state.is(access) ? access + ", unchanged" : state.described() + " -> " + access);
  }

  /** Returns warnings about URLs that will be public or stay public. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (access == FunctionUrl.Access.PUBLIC) {
      warnings.add(
          "chirp.functionUrl is public: anyone who knows the URL of %s can call it without credentials, at your cost."
              .formatted(
                  states.size() == 1
                      ? states.get(0).shown()
                      : "any of these " + states.size() + " functions"));
    }
    staying().filter(UrlState::isPublic).map(UrlState::staying).forEach(warnings::add);
    return warnings;
  }
}
