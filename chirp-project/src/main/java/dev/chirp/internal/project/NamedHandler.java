package dev.chirp.internal.project;

import dev.chirp.internal.loop.HandlerLoader;

/**
 * The parts of a handler string.
 *
 * @param method empty if the string names only the class
 */
record NamedHandler(String className, String method) {
  static NamedHandler parse(String handler) {
    return new NamedHandler(HandlerLoader.className(handler), HandlerLoader.methodName(handler));
  }

  /** Returns whether it names the class as an implementation of a handler interface. */
  boolean isInterfaceHandler() {
    return HandlerLoader.isOfInterface(method);
  }
}
