package dev.chirp.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.runtime.ApiException;
import dev.chirp.runtime.InvalidRequestException;
import dev.chirp.runtime.NoSuchResourceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChirpServiceTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final Optional<String> TOKEN = Optional.of("5b7e1c9a-2f4d");

  private final ChirpStore store = new InMemoryChirpStore();
  private final ChirpService service = service(new Random(1));

  private ChirpService service(RandomGenerator random) {
    return new ChirpService(store, new FakeImageLinks(), CLOCK, random);
  }

  private ChirpId save(String text) {
    return service.save(text, Optional.empty(), Optional.empty());
  }

  @Test
  void savesAndFetches() {
    ImageLocation image = service.createImageLocation();
    ChirpId id = service.save("Hello", Optional.of(image), Optional.empty());

    Chirp chirp = service.fetch(id);

    assertEquals(new Chirp(id, "Hello", Optional.of(image)), chirp);
    assertEquals(CLOCK.instant(), chirp.timestamp());
  }

  @Test
  void longTextIsCut() {
    assertEquals("x".repeat(135) + "...", service.fetch(save("x".repeat(150))).text());
  }

  @Test
  void savesTheSameTextTwiceWhenItIsSentTwiceWithoutToken() {
    assertNotEquals(save("Hello"), save("Hello"));
    assertEquals(2, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @Test
  void savesOnceWhatIsSentTwiceWithAToken() {
    ChirpId first = service.save("Hello", Optional.empty(), TOKEN);
    ChirpId second = service.save("Hello", Optional.empty(), TOKEN);

    assertEquals(first, second);
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @Test
  void savesOnceWhatManySendAtTheSameTimeWithOneToken() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<ChirpId>> saved =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    threads.submit(
                        () -> {
                          start.await();
                          return service.save("Hello", Optional.empty(), TOKEN);
                        }))
            .toList();
    start.countDown();
    ChirpId first = saved.get(0).get();
    for (Future<ChirpId> each : saved) {
      assertEquals(first, each.get());
    }
    threads.shutdown();
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @Test
  void finishesWhatAnEarlierRequestWithTheTokenHasBegun() {
    ChirpStore broken =
        new ForwardingChirpStore(store) {
          @Override
          public boolean add(Chirp chirp) {
            throw new StoreUnavailableException(new IllegalStateException("down"));
          }
        };
    ChirpService failing = new ChirpService(broken, new FakeImageLinks(), CLOCK, new Random(2));
    assertThrows(
        StoreUnavailableException.class, () -> failing.save("Hello", Optional.empty(), TOKEN));
    assertEquals(List.of(), service.fetchNewest(10, Optional.empty()).chirps());

    ChirpId id = service.save("Hello", Optional.empty(), TOKEN);

    assertEquals("Hello", service.fetch(id).text());
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @Test
  void refusesATokenThatWasUsedForAnotherChirp() {
    service.save("Hello", Optional.empty(), TOKEN);

    ApiException refused =
        assertThrows(ApiException.class, () -> service.save("Goodbye", Optional.empty(), TOKEN));

    assertEquals(409, refused.httpStatusCode());
    assertEquals("client-token was used for another chirp", refused.getMessage());
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @Test
  void refusesATokenThatWasUsedForATextThatDiffersBehindTheCut() {
    service.save("x".repeat(150) + "one", Optional.empty(), TOKEN);

    assertThrows(
        ApiException.class, () -> service.save("x".repeat(150) + "other", Optional.empty(), TOKEN));
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with a blank", "token#of-ada", "wörterbuch"})
  void invalidTokenIsRefused(String token) {
    InvalidRequestException refused =
        assertThrows(
            InvalidRequestException.class,
            () -> service.save("Hello", Optional.empty(), Optional.of(token)));
    assertEquals(104, refused.detailCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret/plans.pdf",
        "customer-image/../secret/plans.jpg",
        "customer-image/0f8fad5b-d9cb-469f-a165-70867728950e.jpg\n",
        "customer-image/0F8FAD5B-D9CB-469F-A165-70867728950E.jpg"
      })
  void refusesAnImageThatTheApiHasNotNamed(String image) {
    assertThrows(IllegalArgumentException.class, () -> new ImageLocation(image));
  }

  @Test
  void takesAnotherIdWhenOneIsTaken() {
    ChirpId first = service(() -> 7).save("first", Optional.empty(), Optional.empty());
    long[] notSoRandom = {7, 8};
    int[] next = {0};

    ChirpId second =
        service(() -> notSoRandom[next[0]++]).save("second", Optional.empty(), Optional.empty());

    assertEquals("first", service.fetch(first).text());
    assertEquals("second", service.fetch(second).text());
  }

  @Test
  void takenIdsAreNotOverwritten() {
    ChirpService unlucky = service(() -> 7);
    ChirpId first = unlucky.save("first", Optional.empty(), Optional.empty());
    assertThrows(
        IllegalStateException.class,
        () -> unlucky.save("second", Optional.empty(), Optional.empty()));
    assertEquals("first", service.fetch(first).text());
  }

  @Test
  void asksTheStoreTwiceAtMost() {
    AtomicInteger calls = new AtomicInteger();
    ChirpStore taken =
        new ForwardingChirpStore(store) {
          @Override
          public boolean add(Chirp chirp) {
            calls.incrementAndGet();
            return false;
          }

          @Override
          public Claim claim(String clientToken, Claim claim) {
            calls.incrementAndGet();
            return super.claim(clientToken, claim);
          }
        };
    ChirpService unlucky = new ChirpService(taken, new FakeImageLinks(), CLOCK, new Random(1));

    assertThrows(
        IllegalStateException.class,
        () -> unlucky.save("Hello", Optional.empty(), Optional.empty()));
    assertEquals(2, calls.getAndSet(0));
    assertThrows(IllegalStateException.class, () -> unlucky.save("Hello", Optional.empty(), TOKEN));
    assertEquals(2, calls.get());
  }

  @Test
  void saysThatThereIsNoSuchChirp() {
    ChirpId id = new ChirpId("1000000000000-0000000000000000");
    assertEquals(
        "There is no chirp 1000000000000-0000000000000000",
        assertThrows(NoSuchResourceException.class, () -> service.fetch(id)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1795536533123",
        "1795536533123-9f86d081884c7d6",
        "1795536533123-9F86D081884C7D65",
        "1795536533123-9f86d081884c7d65\n",
        "token#5b7e1c9a-2f4d",
        "١٧٩٥٥٣٦٥٣٣١٢٣-9f86d081884c7d65"
      })
  void refusesAnInvalidId(String id) {
    assertThrows(IllegalArgumentException.class, () -> new ChirpId(id));
  }
}
