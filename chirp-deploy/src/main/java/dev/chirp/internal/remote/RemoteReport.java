package dev.chirp.internal.remote;

import dev.chirp.runtime.local.LocalResult;
import java.util.Optional;

/**
 * What is known after the function has answered.
 *
 * @param result what a local run would have told
 * @param line Lambda's {@code REPORT}, which is missing only where Lambda sent no log
 */
public record RemoteReport(LocalResult result, Optional<String> line) {}
