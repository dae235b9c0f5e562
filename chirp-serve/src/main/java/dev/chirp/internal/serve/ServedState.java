package dev.chirp.internal.serve;

import java.util.Optional;

/**
 * The code that answers a request, or the errors that it cannot run with.
 *
 * @param number of the code
 * @param errors for people; empty with a generation
 */
record ServedState(long number, Optional<ServedGeneration> generation, String errors) {}
