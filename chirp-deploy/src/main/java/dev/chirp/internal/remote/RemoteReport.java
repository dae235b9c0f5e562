package dev.chirp.internal.remote;

import dev.chirp.runtime.local.LocalResult;
import java.util.Optional;

/**
 * The result of an invocation on Lambda.
 *
 * @param result as a local run would return it
 * @param line Lambda's {@code REPORT}; empty only if Lambda sent no log
 */
public record RemoteReport(LocalResult result, Optional<String> line) {}
