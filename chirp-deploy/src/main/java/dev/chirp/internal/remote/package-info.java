/** Floor 2: invokes functions on Lambda, and reads their logs. */
package dev.chirp.internal.remote;
