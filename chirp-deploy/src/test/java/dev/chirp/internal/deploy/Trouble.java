package dev.chirp.internal.deploy;

import java.util.List;
import java.util.stream.Stream;

/** What a schedule may plant. */
enum Trouble {
  /** 429. */
  THROTTLED,
  /** 429 whenever there were too many calls just before. */
  LIMITED,
  /** 409. */
  BUSY,
  /** 412. */
  CONTENDED,
  /** 500. */
  BROKEN,
  /** 503. */
  UNAVAILABLE,
  /** 403. */
  DENIED,
  /** 403, and so for all that comes after it. */
  EXPIRED,
  LATE,
  DROPPED_BEFORE,
  DROPPED_WITHIN,
  DROPPED_AFTER,
  CUT,
  NOT_ASSUMABLE,
  /** A new function is not found yet. */
  UNSEEN,
  /** Another puts other code, or other settings, on the function. */
  SUPERSEDED,
  /** A function stays Pending or InProgress. */
  STAYS,
  /** A function comes to be Failed. */
  FAILS;

  private static final String CREATE = "lambda:CreateFunction";
  private static final String CODE = "lambda:UpdateFunctionCode";
  private static final String SETTINGS = "lambda:UpdateFunctionConfiguration";
  private static final String TAG = "lambda:TagResource";
  private static final String READ = "lambda:GetFunction";
  private static final String PUT = "s3:PutObject";

  /** The calls of a deploy; writes more often than reads, because they are what can half-fail. */
  private static final List<String> ALL =
      Stream.of(
              List.of(READ, CREATE, CODE, SETTINGS, PUT),
              List.of(READ, CREATE, CODE, SETTINGS, PUT),
              List.of(TAG, "s3:GetObject", "s3:DeleteObject", "s3:ListBucket"),
              List.of("iam:GetRole", "sts:GetCallerIdentity"))
          .flatMap(List::stream)
          .toList();

  /** The calls that it can meet; none where it knows them itself. */
  List<String> actions() {
    return switch (this) {
      case LIMITED, UNSEEN -> List.of();
      case THROTTLED -> List.of(READ, CREATE, CODE, SETTINGS, TAG);
      case BUSY -> List.of(CODE, SETTINGS, TAG);
      case CONTENDED -> List.of(SETTINGS);
      case DROPPED_WITHIN -> List.of(PUT, CREATE, CODE);
      case NOT_ASSUMABLE -> List.of(CREATE, SETTINGS);
      case SUPERSEDED -> List.of(READ);
      case STAYS, FAILS -> List.of(CREATE, CODE, SETTINGS);
      default -> ALL;
    };
  }
}
