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
 * What shall happen on which call. A call is named by its action, what it is about, and which of
 * these it is, so that no decision depends on the order in which threads happen to run; the first
 * rule that fits is taken.
 *
 * @param <T> what happens
 */
public final class Script<T> {
  private final List<Line<T>> lines = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Moment> past = new ArrayList<>();

  /**
   * One call.
   *
   * @param action as IAM spells it
   * @param subject the function, bucket, role or policy; empty if it is about none
   * @param number of this action on this subject, from 1
   */
  public record Moment(String action, String subject, int number, Instant at, String path) {
    /** Such as {@code lambda:GetFunction /2015-03-31/functions/chirp_f0}. */
    @Override
    public String toString() {
      return action + " " + path;
    }
  }

  private record Line<T>(Predicate<Moment> when, T what) {}

  /** Which calls; each method narrows it. */
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

    /** The first so many of each subject. */
    public Rule first(int number) {
      return where(moment -> moment.number() <= number);
    }

    /** One of each subject. */
    public Rule number(int number) {
      return where(moment -> moment.number() == number);
    }

    /** For so long from the start of the clock. */
    public Rule until(Duration sinceStart) {
      return where(moment -> moment.at().isBefore(TestTime.START.plus(sinceStart)));
    }

    /** While something is so. */
    public Rule when(BooleanSupplier condition) {
      return where(moment -> condition.getAsBoolean());
    }

    /** A share of them, 0 to 1, the same for the same seed. */
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
   * Begins a rule.
   *
   * @param action as IAM spells it; {@code lambda:*} for all of a service
   */
  public Rule on(String action) {
    return action.endsWith("*")
        ? new Rule(m -> m.action().startsWith(action.substring(0, action.length() - 1)))
        : new Rule(moment -> moment.action().equals(action));
  }

  /** Forgets all rules and all calls. */
  public synchronized void clear() {
    lines.clear();
    counts.clear();
    past.clear();
  }

  /** Forgets the calls, and counts anew. */
  public synchronized void forget() {
    counts.clear();
    past.clear();
  }

  /** The calls, as they came. */
  public synchronized List<Moment> past() {
    return List.copyOf(past);
  }

  /** How many calls of an action came. */
  public long count(String action) {
    return past().stream().filter(moment -> moment.action().equals(action)).count();
  }

  /** What a call that comes now meets. */
  synchronized Optional<T> next(String action, String subject, Instant at, String path) {
    int number = counts.merge(action + " " + subject, 1, Integer::sum);
    Moment moment = new Moment(action, subject, number, at, path);
    past.add(moment);
    return lines.stream().filter(line -> line.when().test(moment)).map(Line::what).findFirst();
  }

  /** A number from 0 to 1 that only the seed and the call's name decide. */
  public static double drawn(long seed, Moment moment) {
    String name = moment.action() + " " + moment.subject() + " " + moment.number();
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode()).nextDouble();
  }
}
