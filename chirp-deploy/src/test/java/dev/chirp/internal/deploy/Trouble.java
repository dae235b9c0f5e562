package dev.chirp.internal.deploy;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of fault that a schedule may contain. */
enum Trouble {
  /** 429. */
  THROTTLED,
  /** 429 whenever there were too many recent calls. */
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
  /** 403 for this call and all later ones. */
  EXPIRED,
  LATE,
  DROPPED_BEFORE,
  DROPPED_WITHIN,
  DROPPED_AFTER,
  CUT,
  NOT_ASSUMABLE,
  /** A new function is not found yet. */
  UNSEEN,
  /** Someone else changes the function's code or settings. */
  SUPERSEDED,
  /** A function stays Pending or InProgress. */
  STAYS,
  /** A function becomes Failed. */
  FAILS;

  private static final String CREATE = "lambda:CreateFunction";
  private static final String CODE = "lambda:UpdateFunctionCode";
  private static final String SETTINGS = "lambda:UpdateFunctionConfiguration";
  private static final String TAG = "lambda:TagResource";
  private static final String READ = "lambda:GetFunction";
  private static final String PUT = "s3:PutObject";

  /** The calls of a deploy. Writes come more often than reads, because they can half-fail. */
  private static final List<String> ALL =
      Stream.of(
              List.of(READ, CREATE, CODE, SETTINGS, PUT),
              List.of(READ, CREATE, CODE, SETTINGS, PUT),
              List.of(TAG, "s3:GetObject", "s3:DeleteObject", "s3:ListBucket"),
              List.of("iam:GetRole", "sts:GetCallerIdentity"))
          .flatMap(List::stream)
          .toList();

  /** The calls that the fault can affect. Empty if its kind decides. */
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
