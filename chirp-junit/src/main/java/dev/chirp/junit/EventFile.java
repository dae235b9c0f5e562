package dev.chirp.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An event file as a test parameter. A {@link dev.chirp.runtime.local.LocalResult} is the
 * function's response to it, a {@link String} its content, and a {@link java.nio.file.Path} the
 * file.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface EventFile {

  /**
   * {@code server_status} for that function's own event, {@code server_status/404} for its event
   * named {@code 404}.
   *
   * @return the name of an event
   */
  String value();
}
