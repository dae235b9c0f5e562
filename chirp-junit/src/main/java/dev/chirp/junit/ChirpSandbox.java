package dev.chirp.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a sandbox: S3, DynamoDB, CloudWatch Logs and more on 127.0.0.1, with the
 * project's tables.
 *
 * <pre>{@code
 * @ChirpSandbox
 * class NoteStoreTest {
 *   @Test
 *   void addsANote(Sandbox sandbox) {
 *     DynamoDbClient client =
 *         DynamoDbClient.builder()
 *             .endpointOverride(sandbox.endpoint())
 *             .region(Region.of(sandbox.region()))
 *             .credentialsProvider(
 *                 StaticCredentialsProvider.create(
 *                     AwsBasicCredentials.create(
 *                         sandbox.accessKeyId(), sandbox.secretAccessKey())))
 *             .build();
 *     new NoteStore(client).add("Hello");
 *     assertEquals("Hello", sandbox.items("notes").get(0).get("text"));
 *   }
 * }
 * }</pre>
 *
 * <p>Constructors, tests and lifecycle methods may have parameters of the types {@link
 * dev.chirp.sandbox.Sandbox} and {@link java.net.URI}, its endpoint. JUnit closes the sandbox after
 * the last test of the class, or with {@link #shared()} after the last test of all classes; a test
 * must not. A nested class uses the sandbox of the class around it. With an annotation of its own,
 * a nested class has its own sandbox, for the fixture of the class around it too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(SandboxExtension.class)
public @interface ChirpSandbox {
  /** The default folder of the table files. A project without tables does not need it. */
  String TABLES = "src/main/aws/table";

  /**
   * The folder of the table files, relative to the project: one {@code CreateTable} request per
   * {@code .json} file.
   *
   * @return the path of a folder
   */
  String tables() default TABLES;

  /** {@return the region in the sandbox's settings, of the tables and logs that it shows} */
  String region() default "us-east-1";

  /**
   * True to share one sandbox, and its data, among all test classes with the same tables and
   * region. By default, each class has a new sandbox.
   *
   * @return true if the sandbox is shared
   */
  boolean shared() default false;
}
