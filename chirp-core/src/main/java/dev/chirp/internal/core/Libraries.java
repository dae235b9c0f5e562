package dev.chirp.internal.core;

import java.nio.file.Path;
import java.util.List;

/**
 * Libraries that only some use cases need. A front end that has everything on its class path does
 * nothing in the first two methods; Chirp's Maven plugin fetches the jars when they are asked for,
 * so that a local run does not pay for AWS's SDK.
 */
public interface Libraries {
  /** Makes AWS's SDK loadable. Call it before the first class that uses the SDK is loaded. */
  void addAwsSdk();

  /**
   * Makes what writes zips loadable. Call it before the first class of {@code
   * dev.chirp.internal.pack}.
   */
  void addPackaging();

  /** The jars of AWS's runtime interface client, which the sandbox runs functions with. */
  List<Path> runtimeInterfaceClient();
}
