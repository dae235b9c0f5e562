package ${package}.service;

import java.time.Instant;
import java.util.List;

/**
 * What all functions of the API share: here is where chirps will be stored and fetched. It is a
 * stub that stores nothing yet, so that functions can be written and tested before there is a
 * database.
 */
public class ChirpService {

  /** A short message of somebody. */
  public record Chirp(String userName, String text, Instant createdAt) {}

  /** Stores a chirp. */
  public void saveChirp(Chirp chirp) {
    throw new UnsupportedOperationException("There is no database yet");
  }

  /** The latest chirps, the newest first. */
  public List<Chirp> fetchChirps(int limit) {
    return List.of();
  }

  /** How many chirps there are. */
  public long getChirpCount() {
    return 0;
  }

  /** A first look at the service, without Lambda; the real tests are in ChirpServiceTest. */
  public static void main(String[] args) {
    System.out.println("Running test");
    System.out.println("Count: " + new ChirpService().getChirpCount());
  }
}
