/**
 * The sandbox's IAM and STS: the operations on roles and managed policies that Chirp and the AWS
 * CLI use, and {@code GetCallerIdentity}.
 */
package dev.chirp.internal.sandbox.iam;
