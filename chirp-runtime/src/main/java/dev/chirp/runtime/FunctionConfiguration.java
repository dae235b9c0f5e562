package dev.chirp.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The deployment settings of a function. Values that are not set here come from the project.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">FunctionConfiguration
 *     in the Lambda API</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FunctionConfiguration {

  /**
   * {@return the function's name, such as {@code server_status}; empty: derived from the class
   * name}
   */
  String name() default "";

  /** {@return memory in MB, 128 to 10240; 0: not set} */
  int memorySize() default 0;

  /** {@return time limit of one invocation in seconds, 1 to 900; 0: not set} */
  int timeout() default 0;

  /**
   * The description shown on Lambda; empty: not set.
   *
   * @return a description
   */
  String description() default "";

  /**
   * The API route that the function answers: HTTP method, blank, and path as API Gateway spells it,
   * such as {@code POST /chirp} or {@code GET /chirp/{id}}; empty: not set.
   *
   * @return a route key
   */
  String route() default "";

  /**
   * The authorizer that decides who may call the route: the name of one in the POM's {@code
   * <api><authorizers>}, {@code AWS_IAM} for signed requests, or {@code NONE} for everyone; empty:
   * the API's default.
   *
   * @return the name of an authorizer
   */
  String authorizer() default "";

  /**
   * {@return scopes, such as {@code chirps:write}} A token must have one of them. Only JWT
   * authorizers know scopes.
   */
  String[] scopes() default {};

  /**
   * True if an invocation changes nothing, so that Chirp may invoke the function automatically. If
   * false, a function that answers GET or HEAD still counts as safe.
   *
   * @return whether the function is safe
   */
  boolean safe() default false;

  /**
   * {@return environment variables, each {@code KEY=value}} Do not put secrets here: they would be
   * in the class file.
   */
  String[] environment() default {};
}
