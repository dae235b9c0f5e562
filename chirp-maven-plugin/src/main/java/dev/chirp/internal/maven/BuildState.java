package dev.chirp.internal.maven;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * State that the goals of one build share, in whichever module they run. With {@code -T} they do so
 * at the same time, so that what is shared must be safe for threads.
 *
 * <p>A module with plugin dependencies of its own has another copy of Chirp's classes: it shares
 * state of the JDK's types only.
 */
record BuildState(MavenSession session, PluginDescriptor plugin) {

  /** The state of that name, made when it is first asked for. */
  <T> T get(String name, Class<T> type, Supplier<T> initial) {
    Map<String, Object> shared = session.getPluginContext(plugin, session.getTopLevelProject());
    String key = name + " " + System.identityHashCode(type);
    synchronized (shared) {
      return type.cast(shared.computeIfAbsent(key, ignored -> initial.get()));
    }
  }
}
