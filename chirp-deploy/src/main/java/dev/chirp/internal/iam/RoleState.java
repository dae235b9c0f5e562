package dev.chirp.internal.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actual role.
 *
 * @param attached ARNs of managed policies
 */
record RoleState(
    String arn,
    String path,
    PolicyDocument trust,
    Optional<String> boundary,
    Map<String, String> tags,
    List<String> attached) {}
