package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;

/** The one JSON factory, and the limits of what is read and written. */
final class Json {

  /**
   * Bytes of an event. Lambda's own limit is 6 MB and comes first; this one stops what did not come
   * through Lambda. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  /** Objects and arrays inside one another, read or written; leaves the stack far from its end. */
  static final int MAX_DEPTH = 500;

  /** Characters of a number: conversion of longer ones takes time out of proportion. */
  static final int MAX_NUMBER_LENGTH = 1000;

  static final JsonFactory FACTORY = factory();

  private Json() {}

  /** A generator into the buffer; what it had written when it failed is to be thrown away. */
  static JsonGenerator generator(AnswerBuffer out) throws IOException {
    JsonGenerator generator = FACTORY.createGenerator(out, JsonEncoding.UTF8);
    generator.setPrettyPrinter(Spacing.INSTANCE);
    return generator;
  }

  private static JsonFactory factory() {
    // Interning costs a lookup in the JVM's table for each new name; the canonical names of the
    // factory serve as well. Without detection everything is UTF-8, which is all that Lambda sends.
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    return builder
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_EVENT_BYTES)
                .maxStringLength(MAX_EVENT_BYTES)
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .build()
        .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
  }
}
