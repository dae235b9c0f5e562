/** Chirp's own paths below {@code /_chirp/}: the page and its data. */
package dev.chirp.internal.serve.page;
