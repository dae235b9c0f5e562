package dev.chirp.internal.sandbox.logs;

/** An event as its stream's file holds it: one line of JSON. */
record StoredLine(long timestamp, long ingestionTime, String message) {}
