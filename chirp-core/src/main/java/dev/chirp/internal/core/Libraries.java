package dev.chirp.internal.core;

import java.nio.file.Path;
import java.util.List;

/**
 * Libraries that only some use cases need. A front end with all of them on its class path does
 * nothing in the first two methods. Chirp's Maven plugin fetches the jars on first use, so that a
 * local run does not pay for the AWS SDK.
 */
public interface Libraries {
  /** Makes the AWS SDK loadable. Call it before the first class that uses the SDK is loaded. */
  default void addAwsSdk() {}

  /** Makes the zip library loadable. Call it before the first class that uses it is loaded. */
  default void addPackaging() {}

  /** The jars of AWS's runtime interface client, with which the sandbox runs functions. */
  List<Path> runtimeInterfaceClient();
}
