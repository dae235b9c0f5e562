package dev.chirp.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a function is deployed, said at its class. What is not set here comes from the project.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">FunctionConfiguration
 *     in the Lambda API</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FunctionConfiguration {

  /** The function's name, such as {@code server_status}; empty: made from the class's name. */
  String name() default "";

  /** Memory in MB, 128 to 10240; 0: not set. */
  int memorySize() default 0;

  /** Time limit of one invocation in seconds, 1 to 900; 0: not set. */
  int timeout() default 0;

  /** What the function is for; empty: not set. */
  String description() default "";

  /**
   * What of the API the function answers: HTTP method, blank, and path as API Gateway spells it,
   * such as {@code POST /chirp} or {@code GET /chirp/{id}}; empty: not set.
   */
  String route() default "";

  /**
   * Whether invoking the function changes nothing, so that Chirp may invoke it by itself; false:
   * not set, and then a function that answers GET or HEAD counts as safe.
   */
  boolean safe() default false;

  /** Environment variables, each {@code KEY=value}. No secrets: they would be in the class file. */
  String[] environment() default {};
}
