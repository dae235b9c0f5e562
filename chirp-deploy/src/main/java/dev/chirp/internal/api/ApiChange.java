package dev.chirp.internal.api;

import java.util.function.Consumer;

/**
 * One change of an API's definition.
 *
 * @param line for the plan, such as {@code + GET /status -> chirp_server_status}
 * @param write makes it
 */
record ApiChange(String line, Consumer<ApiWriter> write) {}
