package dev.chirp.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract that every store keeps: one subclass for each store. */
public abstract class ChirpStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** A store that is empty. */
  protected abstract ChirpStore store();

  @Test
  void findsWhatWasAdded() {
    Chirp plain = chirp(1, "Hello");
    Chirp full =
        new Chirp(id(2), "Zoë \uD83D\uDC26\n\"quoted\"", Optional.of(ImageLocation.random()));

    assertTrue(store().add(plain));
    assertTrue(store().add(full));

    assertEquals(Optional.of(plain), store().find(plain.id()));
    assertEquals(Optional.of(full), store().find(full.id()));
  }

  @Test
  void missingChirpIsNotFound() {
    assertEquals(Optional.empty(), store().find(id(1)));
    assertEquals(new ChirpStore.Page(List.of(), false), store().newest(10, Optional.empty()));
    assertEquals(new ChirpStore.Page(List.of(), false), store().newest(10, Optional.of(id(1))));
  }

  @Test
  void keepsChirpsOfTheSameMillisecondApart() {
    Chirp one = new Chirp(ChirpId.of(NOW, 1), "one", Optional.empty());
    Chirp other = new Chirp(ChirpId.of(NOW, -1), "other", Optional.empty());

    store().add(one);
    store().add(other);

    assertEquals(List.of(other, one), store().newest(10, Optional.empty()).chirps());
  }

  @Test
  void neverReplacesAChirp() {
    Chirp first = chirp(1, "first");
    store().add(first);

    assertFalse(store().add(chirp(1, "second")));

    assertEquals(Optional.of(first), store().find(first.id()));
  }

  @Test
  void addsTheSameChirpTwiceWithoutAnotherEffect() {
    assertTrue(store().add(chirp(1, "Hello")));
    assertTrue(store().add(chirp(1, "Hello")));

    assertEquals(1, store().newest(10, Optional.empty()).chirps().size());
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    List<Chirp> oldestLast =
        LongStream.rangeClosed(1, 25).mapToObj(i -> chirp(26 - i, "chirp")).toList();
    oldestLast.forEach(store()::add);

    List<Chirp> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<ChirpId> before = Optional.empty();
    ChirpStore.Page page;
    do {
      page = store().newest(10, before);
      read.addAll(page.chirps());
      sizes.add(page.chirps().size());
      before = Optional.of(read.get(read.size() - 1).id());
    } while (page.more());

    assertEquals(oldestLast, read);
    assertEquals(List.of(10, 10, 5), sizes);
  }

  @Test
  void exactlyFullPageHasNoNext() {
    IntStream.rangeClosed(1, 10).forEach(i -> store().add(chirp(i, "chirp")));

    ChirpStore.Page page = store().newest(10, Optional.empty());

    assertEquals(10, page.chirps().size());
    assertFalse(page.more());
  }

  @Test
  void pageMayStartAtAMissingChirp() {
    store().add(chirp(1, "old"));
    store().add(chirp(3, "new"));

    assertEquals(List.of(chirp(1, "old")), store().newest(10, Optional.of(id(2))).chirps());
  }

  @Test
  void claimIsRemembered() {
    ChirpStore.Claim first = new ChirpStore.Claim(id(1), "digest of the first");
    ChirpStore.Claim second = new ChirpStore.Claim(id(2), "digest of the second");

    assertEquals(first, store().claim("token-of-ada", first));
    assertEquals(first, store().claim("token-of-ada", second));
    assertEquals(second, store().claim("token-of-bob", second));
  }

  @Test
  void claimIsNotAChirp() {
    store().claim("token-of-ada", new ChirpStore.Claim(id(1), "digest"));

    assertEquals(List.of(), store().newest(10, Optional.empty()).chirps());
    assertEquals(Optional.empty(), store().find(id(1)));
  }

  @Test
  void oneOfSeveralSimultaneousAddsWins() throws Exception {
    List<Chirp> chirps = IntStream.range(0, 8).mapToObj(i -> chirp(1, "chirp " + i)).toList();

    List<Boolean> added = atTheSameTime(chirps, store()::add);

    assertEquals(1, Collections.frequency(added, true));
    assertEquals(Optional.of(chirps.get(added.indexOf(true))), store().find(id(1)));
  }

  @Test
  void oneOfSeveralSimultaneousClaimsWins() throws Exception {
    List<ChirpStore.Claim> claims =
        IntStream.range(0, 8).mapToObj(i -> new ChirpStore.Claim(id(i), "digest " + i)).toList();

    List<ChirpStore.Claim> answers =
        atTheSameTime(claims, claim -> store().claim("token-of-ada", claim));

    assertEquals(1, Set.copyOf(answers).size());
    assertTrue(claims.contains(answers.get(0)));
    assertEquals(answers.get(0), store().claim("token-of-ada", claims.get(0)));
  }

  private static <T, R> List<R> atTheSameTime(List<T> values, Function<T, R> call)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(values.size());
    CyclicBarrier start = new CyclicBarrier(values.size());
    try {
      List<R> answers = new ArrayList<>();
      List<Callable<R>> calls = new ArrayList<>();
      for (T value : values) {
        calls.add(
            () -> {
              start.await();
              return call.apply(value);
            });
      }
      for (Future<R> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }

  private static ChirpId id(long seconds) {
    return ChirpId.of(NOW.plusSeconds(seconds), 0x9f86d081884c7d65L);
  }

  private static Chirp chirp(long seconds, String text) {
    return new Chirp(id(seconds), text, Optional.empty());
  }
}
