package dev.chirp.internal.iam;

import java.util.List;
import java.util.Map;

/**
 * The actual managed policy.
 *
 * @param others versions that are not the default, oldest first
 */
record PolicyState(
    String arn, PolicyDocument document, Map<String, String> tags, List<String> others) {}
