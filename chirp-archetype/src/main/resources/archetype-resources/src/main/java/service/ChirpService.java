package ${package}.service;

import java.time.Instant;
import java.util.List;

/**
 * The code that all functions of the API share. It will store and fetch chirps; for now it is a
 * stub that stores nothing, so that you can write and test functions before there is a database.
 */
public class ChirpService {

  /** A short message from a user. */
  public record Chirp(String userName, String text, Instant createdAt) {}

  /** Stores a chirp. */
  public void saveChirp(Chirp chirp) {
    throw new UnsupportedOperationException("There is no database yet");
  }

  /** The latest chirps, the newest first. */
  public List<Chirp> fetchChirps(int limit) {
    return List.of();
  }

  /** The number of chirps. */
  public long getChirpCount() {
    return 0;
  }

  /** A quick try of the service, without Lambda; the real tests are in ChirpServiceTest. */
  public static void main(String[] args) {
    System.out.println("Running test");
    System.out.println("Count: " + new ChirpService().getChirpCount());
  }
}
