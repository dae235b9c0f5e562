/** Floor 2: the zip for Lambda. The same project gives the same bytes on every machine. */
package dev.chirp.internal.pack;
