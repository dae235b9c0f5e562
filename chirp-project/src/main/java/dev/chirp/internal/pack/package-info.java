/** Floor 2: the zip that Lambda gets, the same bytes for the same project on every machine. */
package dev.chirp.internal.pack;
