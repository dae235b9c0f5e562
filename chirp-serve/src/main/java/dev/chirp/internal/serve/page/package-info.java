/** What {@code chirp:serve} itself answers below {@code /_chirp/}: the page and its data. */
package dev.chirp.internal.serve.page;
