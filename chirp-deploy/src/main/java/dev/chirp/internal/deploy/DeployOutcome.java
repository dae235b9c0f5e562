package dev.chirp.internal.deploy;

import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;

/**
 * How the deploy of one function ended.
 *
 * @param reason why, where that is not plain
 * @param hint what to do; may be empty
 */
record DeployOutcome(Kind kind, String reason, String hint) {

  /** All ways to end. */
  enum Kind {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** A version of it is published, but its alias stayed, because of another function. */
    PUBLISHED,
    /** Lambda refused, or could not. */
    FAILED,
    /** Another's code or settings are there now. */
    SUPERSEDED,
    /** It was tried, but what came of it is not known. */
    UNKNOWN,
    /** It was not tried. */
    SKIPPED;

    boolean isSuccess() {
      return this == CREATED || this == UPDATED || this == UNCHANGED;
    }
  }

  /** How it ended after all: what is deployed, but not released, is no success. */
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
        Kind.UNKNOWN, evidence, "mvn chirp:deploy again: it reads first, and changes what differs");
  }

  static DeployOutcome skipped(String reason) {
    return new DeployOutcome(Kind.SKIPPED, reason, "mvn chirp:deploy again");
  }
}
