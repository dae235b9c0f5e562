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
 * The rules of the API, for any store. A request calls the store at most twice, so the store's time
 * limit bounds the request's time. Safe for use by several threads at once.
 */
public final class ChirpService {

  /** The default number of chirps in a page. */
  public static final int PAGE = 10;

  /** The maximum number of chirps in a page, which the store returns in one response. */
  public static final int MAX_PAGE = 50;

  /** Chirps of the same millisecond differ in 64 random bits, so even a second try is unlikely. */
  private static final int TRIES = 2;

  private static final Pattern CLIENT_TOKEN = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private final ChirpStore store;
  private final ImageLinks images;
  private final Clock clock;
  private final RandomGenerator random;

  /** For tests, which pass a fixed clock and a predictable generator. */
  public ChirpService(ChirpStore store, ImageLinks images, Clock clock, RandomGenerator random) {
    this.store = store;
    this.images = images;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Saves a chirp. Cuts a text of more than 140 characters to 135 and three dots.
   *
   * @param image the location of a picture, from {@link #createImageLocation}
   * @param clientToken chosen by the caller: a request that is repeated with the same token within
   *     a day is saved only once
   * @return its id
   * @throws InvalidRequestException if one of them is not acceptable
   * @throws ApiException 409, if the token was used for another chirp
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
   * Stores the token's claim to an id first, then the chirp under that id. A client that repeats
   * the request finishes the first request and creates no second chirp.
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
   * The chirp with that id.
   *
   * @throws NoSuchResourceException if there is none
   */
  public Chirp fetch(ChirpId id) {
    return store
        .find(id)
        .orElseThrow(() -> new NoSuchResourceException(100, "There is no chirp " + id));
  }

  /** The newest chirps, the newest first; with an id, only older ones. */
  public ChirpStore.Page fetchNewest(int limit, Optional<ChirpId> before) {
    return store.newest(limit, before);
  }

  /** A new location for a picture. The client uploads it with {@link #uploadLink}. */
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

  /** A digest of the original text, because different texts may be equal after the cut. */
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
