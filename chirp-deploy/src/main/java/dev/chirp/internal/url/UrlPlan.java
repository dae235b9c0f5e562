package dev.chirp.internal.url;

import dev.chirp.internal.core.UrlAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What will become of the functions' URLs. */
public final class UrlPlan {
  private final UrlAccess access;
  private final List<UrlState> states;
  private final List<UrlState> others;

  private UrlPlan(UrlAccess access, List<UrlState> states, List<UrlState> others) {
    this.access = access;
    this.states = List.copyOf(states);
    this.others = List.copyOf(others);
  }

  /**
   * Of what was found.
   *
   * @param found of each function, the URL that is asked for first, then those elsewhere
   */
  static UrlPlan of(UrlAccess access, List<List<UrlState>> found) {
    return new UrlPlan(
        access,
        found.stream().map(each -> each.get(0)).toList(),
        found.stream().flatMap(each -> each.stream().skip(1)).toList());
  }

  List<UrlState> states() {
    return states;
  }

  public boolean isUnchanged() {
    return access == UrlAccess.NONE || states.stream().allMatch(state -> state.is(access));
  }

  /** One line for each function, and for each URL that stays as it is, if it is not public. */
  public List<String> lines() {
    Stream<String> planned =
        access == UrlAccess.NONE ? Stream.empty() : states.stream().map(this::line);
    return Stream.concat(
            planned,
            staying()
                .filter(state -> !state.isPublic() && !state.url().isEmpty())
                .map(UrlState::staying))
        .toList();
  }

  /** What Chirp leaves as it is: all, where it shall touch none, and what is on other aliases. */
  private Stream<UrlState> staying() {
    return access == UrlAccess.NONE
        ? Stream.concat(states.stream(), others.stream())
        : others.stream();
  }

  private String line(UrlState state) {
    return "%s  URL: %s"
        .formatted(
            state.shown(),
            state.is(access) ? access + ", unchanged" : state.described() + " -> " + access);
  }

  /** What whoever deploys should know before it is done: what will be public, and what stays so. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (access == UrlAccess.PUBLIC) {
      warnings.add(
          "chirp.functionUrl is public: whoever knows the URL of %s can call it, without any credentials, from anywhere, at your cost."
              .formatted(
                  states.size() == 1
                      ? states.get(0).shown()
                      : "any of these " + states.size() + " functions"));
    }
    staying().filter(UrlState::isPublic).map(UrlState::staying).forEach(warnings::add);
    return warnings;
  }
}
