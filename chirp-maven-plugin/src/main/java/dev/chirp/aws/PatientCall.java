package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a call again while AWS has too many. */
record PatientCall(Time time) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Lambda's quota fills up within a second. */
  private static final List<Duration> STEPS =
      List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(1));

  <T> T make(Supplier<T> call) {
    List<ChirpException> refusals = new ArrayList<>();
    return new BoundedWait(time, PATIENCE, STEPS)
        .forAnswer(() -> once(call, refusals))
        .orElseThrow(() -> refusals.get(refusals.size() - 1));
  }

  private static <T> Optional<T> once(Supplier<T> call, List<ChirpException> refusals) {
    try {
      return Optional.of(call.get());
    } catch (ChirpException e) {
      if (AwsRefusal.of(e).filter(AwsRefusal::isThrottled).isEmpty()) {
        throw e;
      }
      refusals.add(e);
      return Optional.empty();
    }
  }
}
