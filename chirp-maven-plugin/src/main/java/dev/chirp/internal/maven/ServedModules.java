package dev.chirp.internal.maven;

import dev.chirp.internal.serve.code.ServedFunction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The functions of a build's modules. The goal runs in each module, and the last one serves the
 * functions of all.
 */
record ServedModules(MavenSession session, PluginDescriptor plugin) {
  /** The state of one build. */
  private record Served(AtomicInteger modules, Queue<ServedFunction> functions) {}

  /** Adds the functions of a module, possibly none. Call it once in each module. */
  void add(List<ServedFunction> functions) {
    served().functions().addAll(functions);
    served().modules().incrementAndGet();
  }

  /** True if all modules of the build were added. */
  boolean isLast() {
    return served().modules().get() == session.getProjects().size();
  }

  /** The functions of all modules so far. */
  List<ServedFunction> functions() {
    return List.copyOf(served().functions());
  }

  private Served served() {
    return new BuildState(session, plugin)
        .get(
            "served", Served.class, new Served(new AtomicInteger(), new ConcurrentLinkedQueue<>()));
  }
}
