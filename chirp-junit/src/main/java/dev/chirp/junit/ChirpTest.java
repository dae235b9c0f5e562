package dev.chirp.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods receive the responses of the project's functions to its event files:
 *
 * <pre>{@code
 * @ChirpTest
 * class ServerStatusTest {
 *   private final ServerStatus function = new ServerStatus(Clock.systemUTC());
 *
 *   @Test
 *   void answersNotFound(@EventFile("server_status/404") LocalResult result) {
 *     assertEquals(404, result.statusCode());
 *   }
 * }
 * }</pre>
 *
 * <p>The function is the one that a field of the test holds, as above, or else a new instance of
 * the project's {@code ApiFunction} or other {@code RequestStreamHandler} of that name, made as
 * Lambda makes it. A parameter of type {@link Functions} invokes functions by name. Both can be
 * parameters of test methods, {@code @BeforeEach} and {@code @AfterEach}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(FunctionsExtension.class)
public @interface ChirpTest {

  /** {@return the folder of the event files, relative to the project} */
  String events() default "src/test/event";
}
