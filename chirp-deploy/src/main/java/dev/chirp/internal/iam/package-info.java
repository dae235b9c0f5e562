/**
 * Floor 2: the functions' role and policy: actual state, desired state, and the difference as a
 * plan that is printed before it is applied.
 */
package dev.chirp.internal.iam;
