package dev.chirp.internal.project;

import dev.chirp.internal.loop.HandlerLoader;

/**
 * A handler string in its parts.
 *
 * @param method empty when the string names the class alone
 */
record NamedHandler(String className, String method) {
  static NamedHandler parse(String handler) {
    return new NamedHandler(HandlerLoader.className(handler), HandlerLoader.methodName(handler));
  }

  /** Whether it names the class as an implementation of a handler interface. */
  boolean isInterfaceHandler() {
    return HandlerLoader.isOfInterface(method);
  }
}
