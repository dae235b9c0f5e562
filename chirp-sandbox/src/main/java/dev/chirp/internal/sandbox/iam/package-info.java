/**
 * The sandbox's IAM: roles and managed policies, as far as the goals and AWS's own CLI use them.
 */
package dev.chirp.internal.sandbox.iam;
