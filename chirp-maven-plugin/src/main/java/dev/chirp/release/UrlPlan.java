package dev.chirp.release;

import java.util.List;

/** What will become of the functions' URLs. */
public final class UrlPlan {
  private final UrlAccess access;
  private final List<UrlState> states;

  UrlPlan(UrlAccess access, List<UrlState> states) {
    this.access = access;
    this.states = List.copyOf(states);
  }

  List<UrlState> states() {
    return states;
  }

  public boolean isUnchanged() {
    return access == UrlAccess.NONE || states.stream().allMatch(state -> state.is(access));
  }

  /** One line for each function; where Chirp shall touch none, for each that has one. */
  public List<String> lines() {
    return states.stream()
        .filter(state -> access != UrlAccess.NONE || !state.url().isEmpty())
        .map(this::line)
        .toList();
  }

  private String line(UrlState state) {
    if (access == UrlAccess.NONE) {
      return "%s  URL: %s stays, %s; this removes it: aws lambda delete-function-url-config --function-name %s%s"
          .formatted(
              state.shown(),
              state.url(),
              state.described(),
              state.functionName(),
              state.qualifier().map(name -> " --qualifier " + name).orElse(""));
    }
    return "%s  URL: %s"
        .formatted(
            state.shown(),
            state.is(access) ? access + ", unchanged" : state.described() + " -> " + access);
  }

  /** What whoever deploys should know before it is done. */
  public List<String> warnings() {
    return access == UrlAccess.PUBLIC
        ? List.of(
            "chirp.functionUrl is public: whoever knows the URL of %s can call it, without any credentials, from anywhere, at your cost."
                .formatted(
                    states.size() == 1
                        ? states.get(0).shown()
                        : "any of these " + states.size() + " functions"))
        : List.of();
  }
}
