package dev.chirp.junit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The functions in the fields of a test. A nested test also has those of its outer tests, which its
 * own override.
 *
 * @param tests the instances, the outermost first
 */
record HeldFunctions(List<Object> tests) {

  /**
   * The function with a name.
   *
   * @throws IllegalStateException if a test holds two different ones
   */
  Optional<RequestStreamHandler> find(String name, Predicate<RequestStreamHandler> hasTheName) {
    for (int i = tests.size() - 1; i >= 0; i--) {
      Object test = tests.get(i);
      Set<RequestStreamHandler> found = Collections.newSetFromMap(new IdentityHashMap<>());
      of(test).stream().filter(hasTheName).forEach(found::add);
      if (found.size() > 1) {
        throw new IllegalStateException(
            "%s holds %d functions '%s'. Keep one in a field; others in local variables, with LocalInvoker."
                .formatted(test.getClass().getSimpleName(), found.size(), name));
      }
      if (!found.isEmpty()) {
        return Optional.of(found.iterator().next());
      }
    }
    return Optional.empty();
  }

  private static List<RequestStreamHandler> of(Object test) {
    List<RequestStreamHandler> handlers = new ArrayList<>();
    ReflectionSupport.findFields(
            test.getClass(),
            field -> RequestStreamHandler.class.isAssignableFrom(field.getType()),
            HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .map(field -> ReflectionSupport.tryToReadFieldValue(field, test).toOptional())
        .flatMap(Optional::stream)
        .map(RequestStreamHandler.class::cast)
        .forEach(handlers::add);
    return handlers;
  }
}
