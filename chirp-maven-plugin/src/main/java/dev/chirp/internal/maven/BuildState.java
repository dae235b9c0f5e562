package dev.chirp.internal.maven;

import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * State that the goals of one build share across modules. With {@code -T} goals run in parallel, so
 * shared state must be thread-safe.
 *
 * <p>A module with its own plugin dependencies has another copy of Chirp's classes. It can share
 * only state of JDK types.
 */
record BuildState(MavenSession session, PluginDescriptor plugin) {

  /** The state with that name. On first use, it is this initial one. */
  <T> T get(String name, Class<T> type, T initial) {
    Map<String, Object> shared = session.getPluginContext(plugin, session.getTopLevelProject());
    String key = name + " " + System.identityHashCode(type);
    synchronized (shared) {
      return type.cast(shared.computeIfAbsent(key, ignored -> initial));
    }
  }
}
