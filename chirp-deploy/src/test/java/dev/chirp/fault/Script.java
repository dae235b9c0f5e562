package dev.chirp.fault;

import dev.chirp.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The faults for chosen calls. A call is identified by its action, its subject and its number among
 * these, so that no decision depends on the order of threads. The first matching rule applies.
 *
 * @param <T> the type of fault
 */
public final class Script<T> {
  private final List<Line<T>> lines = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Moment> past = new ArrayList<>();

  /**
   * One call.
   *
   * @param action as IAM spells it
   * @param subject the function, bucket, role or policy; empty if there is no subject
   * @param number of this action on this subject, from 1
   */
  public record Moment(String action, String subject, int number, Instant at, String path) {
    /** Returns text such as {@code lambda:GetFunction /2015-03-31/functions/chirp_f0}. */
    @Override
    public String toString() {
      return action + " " + path;
    }
  }

  private record Line<T>(Predicate<Moment> when, T what) {}

  /** A rule that selects calls. Each method narrows it. */
  public final class Rule {
    private final Predicate<Moment> when;

    private Rule(Predicate<Moment> when) {
      this.when = when;
    }

    public Rule where(Predicate<Moment> also) {
      return new Rule(when.and(also));
    }

    public Rule of(String subject) {
      return where(moment -> moment.subject().equals(subject));
    }

    /** Selects this many first calls of each subject. */
    public Rule first(int number) {
      return where(moment -> moment.number() <= number);
    }

    /** Selects one call of each subject. */
    public Rule number(int number) {
      return where(moment -> moment.number() == number);
    }

    /** Selects calls within this time from the start of the clock. */
    public Rule until(Duration sinceStart) {
      return where(moment -> moment.at().isBefore(TestTime.START.plus(sinceStart)));
    }

    /** Selects calls while a condition holds. */
    public Rule when(BooleanSupplier condition) {
      return where(moment -> condition.getAsBoolean());
    }

    /** Selects a share of calls, 0 to 1, which is the same for the same seed. */
    public Rule chance(long seed, double share) {
      return where(moment -> drawn(seed, moment) < share);
    }

    public void then(T what) {
      synchronized (Script.this) {
        lines.add(new Line<>(when, what));
      }
    }
  }

  /**
   * Starts a rule.
   *
   * @param action as IAM spells it; {@code lambda:*} for all actions of a service
   */
  public Rule on(String action) {
    return action.endsWith("*")
        ? new Rule(m -> m.action().startsWith(action.substring(0, action.length() - 1)))
        : new Rule(moment -> moment.action().equals(action));
  }

  /** Forgets all rules and calls. */
  public synchronized void clear() {
    lines.clear();
    counts.clear();
    past.clear();
  }

  /** Forgets all calls and restarts their numbers. */
  public synchronized void forget() {
    counts.clear();
    past.clear();
  }

  /** Returns the calls in order of arrival. */
  public synchronized List<Moment> past() {
    return List.copyOf(past);
  }

  /** Returns the number of calls of an action. */
  public long count(String action) {
    return past().stream().filter(moment -> moment.action().equals(action)).count();
  }

  /** Returns the fault for a call that arrives now. */
  synchronized Optional<T> next(String action, String subject, Instant at, String path) {
    int number = counts.merge(action + " " + subject, 1, Integer::sum);
    Moment moment = new Moment(action, subject, number, at, path);
    past.add(moment);
    return lines.stream().filter(line -> line.when().test(moment)).map(Line::what).findFirst();
  }

  /** Returns a number from 0 to 1 that depends only on the seed and the call's identity. */
  public static double drawn(long seed, Moment moment) {
    String name = moment.action() + " " + moment.subject() + " " + moment.number();
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode()).nextDouble();
  }
}
