/** Floor 2: the project's HTTP API: actual state, desired state, and the difference as a plan. */
package dev.chirp.internal.api;
