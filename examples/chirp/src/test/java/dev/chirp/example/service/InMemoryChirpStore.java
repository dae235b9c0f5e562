package dev.chirp.example.service;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps chirps as long as a test runs. */
public final class InMemoryChirpStore implements ChirpStore {

  private final NavigableMap<ChirpId, Chirp> chirps = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<String, Claim> claims = new ConcurrentHashMap<>();

  @Override
  public boolean add(Chirp chirp) {
    Chirp before = chirps.putIfAbsent(chirp.id(), chirp);
    return before == null || before.equals(chirp);
  }

  @Override
  public Optional<Chirp> find(ChirpId id) {
    return Optional.ofNullable(chirps.get(id));
  }

  @Override
  public Page newest(int limit, Optional<ChirpId> before) {
    List<Chirp> older =
        before.map(id -> chirps.headMap(id, false)).orElse(chirps).descendingMap().values().stream()
            .limit(limit + 1L)
            .toList();
    return new Page(older.subList(0, Math.min(limit, older.size())), older.size() > limit);
  }

  @Override
  public Claim claim(String clientToken, Claim claim) {
    return Optional.ofNullable(claims.putIfAbsent(clientToken, claim)).orElse(claim);
  }
}
