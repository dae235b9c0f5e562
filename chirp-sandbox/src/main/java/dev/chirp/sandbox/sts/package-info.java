/** The sandbox's Security Token Service. */
package dev.chirp.sandbox.sts;
