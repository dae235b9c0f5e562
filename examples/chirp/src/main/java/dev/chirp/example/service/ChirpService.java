package dev.chirp.example.service;

import dev.chirp.runtime.ApiException;
import dev.chirp.runtime.InvalidRequestException;
import dev.chirp.runtime.NoSuchResourceException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The rules of the API, whatever the store. No request asks the store more than twice, so that its
 * time limit bounds the request's. Safe for use by several threads at once.
 */
public final class ChirpService {

  /** How many chirps a page has, unless the caller says otherwise. */
  public static final int PAGE = 10;

  /** The most chirps that a page may have: all of them are one answer of the store's. */
  public static final int MAX_PAGE = 50;

  /** Chirps of one millisecond differ in 64 random bits: a second try is one too many already. */
  private static final int TRIES = 2;

  private static final Pattern CLIENT_TOKEN = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private final ChirpStore store;
  private final ImageLinks images;
  private final Clock clock;
  private final RandomGenerator random;

  /** A test passes a clock that stands still, and what is not as random as it seems. */
  public ChirpService(ChirpStore store, ImageLinks images, Clock clock, RandomGenerator random) {
    this.store = store;
    this.images = images;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Saves a chirp. A text of more than 140 characters is cut to 135 and three dots.
   *
   * @param image a picture, where {@link #createImageLocation} has put it
   * @param clientToken of the caller's own choice: the same request with the same token is saved
   *     once, however often it is sent within a day
   * @return its id
   * @throws InvalidRequestException when one of them cannot be accepted
   * @throws ApiException 409, when the token was used for another chirp
   */
  public ChirpId save(String text, Optional<ImageLocation> image, Optional<String> clientToken) {
    String kept = ChirpText.of(text);
    if (clientToken.isPresent()) {
      return saveOnce(kept, image, checked(clientToken.get()), digest(text, image));
    }
    for (int tries = 0; tries < TRIES; tries++) {
      ChirpId id = newId();
      if (store.add(new Chirp(id, kept, image))) {
        return id;
      }
    }
    throw new IllegalStateException("No id was free in " + TRIES + " tries");
  }

  /**
   * First the token's claim to an id is stored, then the chirp under that id. Whoever repeats the
   * request finishes what an earlier one has begun, and never begins anew.
   */
  private ChirpId saveOnce(
      String text, Optional<ImageLocation> image, String clientToken, String digest) {
    ChirpStore.Claim claim = store.claim(clientToken, new ChirpStore.Claim(newId(), digest));
    if (!claim.digest().equals(digest)) {
      throw new ApiException(409, 100, "client-token was used for another chirp");
    }
    if (!store.add(new Chirp(claim.id(), text, image))) {
      throw new IllegalStateException("Another chirp has the id " + claim.id());
    }
    return claim.id();
  }

  /**
   * The chirp of that id.
   *
   * @throws NoSuchResourceException when there is none
   */
  public Chirp fetch(ChirpId id) {
    return store
        .find(id)
        .orElseThrow(() -> new NoSuchResourceException(100, "There is no chirp " + id));
  }

  /** The newest chirps, the newest first; with an id, those that are older than that one. */
  public ChirpStore.Page fetchNewest(int limit, Optional<ChirpId> before) {
    return store.newest(limit, before);
  }

  /** A new place for a picture, which has to be put there with {@link #uploadLink}. */
  public ImageLocation createImageLocation() {
    return ImageLocation.random();
  }

  public String uploadLink(ImageLocation location) {
    return images.upload(location);
  }

  public String downloadLink(ImageLocation location) {
    return images.download(location);
  }

  private ChirpId newId() {
    return ChirpId.of(clock.instant(), random.nextLong());
  }

  private static String checked(String clientToken) {
    if (!CLIENT_TOKEN.matcher(clientToken).matches()) {
      throw new InvalidRequestException(
          104, "client-token must have 8 to 64 letters, digits, - and _");
    }
    return clientToken;
  }

  /** Of the text as it was sent: two that are cut to the same are not the same request. */
  private static String digest(String text, Optional<ImageLocation> image) {
    String all = image.map(ImageLocation::key).orElse("") + "\n" + text;
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
