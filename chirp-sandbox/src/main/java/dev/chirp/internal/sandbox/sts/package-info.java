/** The sandbox's Security Token Service. */
package dev.chirp.internal.sandbox.sts;
