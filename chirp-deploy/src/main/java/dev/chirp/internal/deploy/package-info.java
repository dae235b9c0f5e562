/**
 * Floor 2: deploys one zip as many functions. Reads what is on Lambda, compares it with the desired
 * state, changes what differs, and proves the result by the zip's hash.
 */
package dev.chirp.internal.deploy;
