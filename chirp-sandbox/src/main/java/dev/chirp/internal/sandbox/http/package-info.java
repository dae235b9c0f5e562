/** What the sandbox's services share: requests, answers, refusals, and the server itself. */
package dev.chirp.internal.sandbox.http;
