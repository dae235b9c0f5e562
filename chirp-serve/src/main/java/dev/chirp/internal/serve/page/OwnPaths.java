package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.IncomingRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chirp's own paths. The project has no routes below their root.
 *
 * @param resources by whole path, such as {@code /_chirp/page.css}
 */
public record OwnPaths(Map<String, OwnResource> resources) {
  /** The beginning of all own paths. */
  public static final String ROOT = "/_chirp/";

  /** No path has a resource. */
  public static final OwnPaths NONE = new OwnPaths(Map.of());

  public OwnPaths {
    resources = Map.copyOf(resources);
  }

  /** The same paths and one more. */
  public OwnPaths with(String path, OwnResource resource) {
    Map<String, OwnResource> more = new HashMap<>(resources);
    more.put(path, resource);
    return new OwnPaths(more);
  }

  /** True if the request is for Chirp, not for the project. */
  public static boolean includes(IncomingRequest request) {
    return request.rawPath().startsWith(ROOT);
  }

  /** The resource that answers the request. */
  public Optional<OwnResource> find(IncomingRequest request) {
    return Optional.ofNullable(resources.get(request.rawPath()));
  }
}
