/** Floor 2: runs functions on Lambda, and reads their logs. */
package dev.chirp.internal.remote;
