package dev.chirp.internal.deploy;

import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
import java.util.Locale;

/**
 * The outcome of deploying one function.
 *
 * @param reason why, unless the kind says it all
 * @param hint what to do; may be empty
 */
record DeployOutcome(Kind kind, String reason, String hint) {

  /** All possible outcomes. */
  enum Kind {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** A new version is published, but its alias was not moved, because of another function. */
    PUBLISHED,
    /** Lambda refused the change or failed to make it. */
    FAILED,
    /** Someone else's code or settings have replaced this deploy's. */
    SUPERSEDED,
    /** The change was attempted, but its result is not known. */
    UNKNOWN,
    /** The change was not attempted. */
    SKIPPED;

    boolean isSuccess() {
      return this == CREATED || this == UPDATED || this == UNCHANGED;
    }

    /** Returns the word for people, such as {@code created}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the outcome after the release. A function that is deployed but not released is not a
   * success.
   */
  DeployOutcome after(Release release) {
    if (!kind.isSuccess()) {
      return this;
    }
    return switch (release.kind()) {
      case MOVED -> kind == Kind.UNCHANGED ? of(Kind.UPDATED) : this;
      case UNCHANGED -> this;
      case PUBLISHED -> new DeployOutcome(Kind.PUBLISHED, release.summary(), release.hint());
      case FAILED -> failed(release.summary(), release.hint());
      case SUPERSEDED -> new DeployOutcome(Kind.SUPERSEDED, release.summary(), release.hint());
      case SKIPPED -> skipped(release.summary());
    };
  }

  DeployOutcome after(FunctionUrl url) {
    if (!kind.isSuccess()) {
      return this;
    }
    if (!url.isSuccess()) {
      return failed(url.problem(), url.hint());
    }
    return kind == Kind.UNCHANGED && !url.change().isEmpty() ? of(Kind.UPDATED) : this;
  }

  static DeployOutcome of(Kind kind) {
    return new DeployOutcome(kind, "", "");
  }

  static DeployOutcome failed(String reason, String hint) {
    return new DeployOutcome(Kind.FAILED, reason, hint);
  }

  static DeployOutcome unknown(String evidence) {
    return new DeployOutcome(
        Kind.UNKNOWN,
        evidence,
        "mvn chirp:deploy again: it reads first and changes only what differs");
  }

  static DeployOutcome skipped(String reason) {
    return new DeployOutcome(Kind.SKIPPED, reason, "mvn chirp:deploy again");
  }
}
