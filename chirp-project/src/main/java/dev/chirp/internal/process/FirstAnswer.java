package dev.chirp.internal.process;

import java.time.Duration;

/**
 * How a process came to its first answer.
 *
 * @param answer with the time since the process was started
 * @param ready from the start of the process to its first request for an event; as long as the
 *     answer took, if it never asked
 * @param cpu of the process and what it started, up to the answer
 * @param memory the most that it used up to the answer, in MB
 */
public record FirstAnswer(FunctionResponse answer, Duration ready, Duration cpu, int memory) {}
